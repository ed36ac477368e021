import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { CHANNELS } from '../../../deliveries/channels/channel.js';
import { Endpoints } from '../../../deliveries/endpoints.service.js';
import { PARTNER_KINDS, type Partner } from '../../../partners/partner.entity.js';
import { Partners } from '../../../partners/partners.service.js';
import { LANGUAGES } from '../../../shared/localized-text.js';
import type { Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import type { TypedValues } from '../../../web/forms.js';
import { Languages } from '../../../web/languages.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';

interface Shown {
  readonly values?: TypedValues;
  readonly refusal?: Refusal;
  /** Shown this once and never again. */
  readonly secret?: string;
}

/** The administrator's page of one partner, and the one of a partner to be. */
@Injectable()
export class PartnerPage {
  constructor(
    private readonly pages: Pages,
    private readonly partners: Partners,
    private readonly endpoints: Endpoints,
    private readonly languages: Languages,
  ) {}

  fresh(res: Response, { values = {}, refusal }: Shown = {}): void {
    const model = { kinds: this.kinds(res), values, ...faults(refusal) };
    this.pages.render(res, 'administration/partner-new', model, statusFor(refusal));
  }

  async show(
    res: Response,
    partner: Partner,
    { values, refusal, secret }: Shown = {},
  ): Promise<void> {
    const [endpoints, operators] = await Promise.all([
      this.endpoints.of(partner.id),
      this.partners.operators(partner.id),
    ]);
    const { code, name, kind, isActive, emergencyPhone, agreement } = partner;
    const seesContacts = agreement.seesContacts ? 'on' : '';
    const model = {
      partner: { code, name, kind, isActive },
      kinds: this.kinds(res),
      channels: CHANNELS.map((value) => this.option(res, 'channels', value)),
      tongues: LANGUAGES.map((value) => ({ value, label: value })),
      endpoints: endpoints.map(({ sealedSecret: _sealed, ...one }) => ({
        ...one,
        isWebhook: one.channel === 'webhook',
        path: `/amministrazione/enti/${code}/recapiti/${one.id}`,
      })),
      operators: operators.map((one) => ({ code: one.code, name: one.name ?? '' })),
      nextPreference: String(endpoints.length + 1),
      secret: secret ?? null,
      values: values ?? { name, kind, emergencyPhone: emergencyPhone ?? '', seesContacts },
      ...faults(refusal),
    };
    this.pages.render(res, 'administration/partner', model, statusFor(refusal));
  }

  /** Back to the page, which says what was done. */
  leave(res: Response, { code }: Partner, told: string): void {
    this.pages.redirect(res, `/amministrazione/enti/${code}`, told);
  }

  private kinds(res: Response) {
    return PARTNER_KINDS.map((value) => this.option(res, 'kinds', value));
  }

  private option(res: Response, list: string, value: string) {
    const key = `administration:overview.${list}.${value}`;
    return { value, label: this.languages.translate(visitOf(res).language, key) };
  }
}

function faults(refusal: Refusal | undefined) {
  const errors = refusal?.errors ?? [];
  return { errors, refusal: refusal && errors.length === 0 ? refusal : null };
}

function statusFor(refusal: Refusal | undefined): number {
  return refusal ? statusOf(refusal) : 200;
}
