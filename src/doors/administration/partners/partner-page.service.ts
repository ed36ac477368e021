import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { Channel } from '../../../deliveries/channels/channel.js';
import { PARTNER_KINDS, type Partner } from '../../../partners/partner.entity.js';
import { LANGUAGES } from '../../../shared/localized-text.js';
import type { Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import type { TypedValues } from '../../../web/forms.js';
import { Languages } from '../../../web/languages.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { ownValues, PartnerModel } from './partner-model.service.js';

interface Shown {
  /** The whole form of the partner itself, as typed. */
  readonly values?: TypedValues;
  /** A smaller form of the page, as typed. */
  readonly typed?: TypedValues;
  readonly refusal?: Refusal;
  /** Shown this once and never again. */
  readonly secret?: string;
  /** Likewise: the first password of a person. */
  readonly password?: { readonly username: string; readonly word: string };
}

/** The administrator's page of one partner, and the one of a partner to be. */
@Injectable()
export class PartnerPage {
  constructor(
    private readonly pages: Pages,
    private readonly model: PartnerModel,
    private readonly languages: Languages,
  ) {}

  fresh(res: Response, { values = {}, refusal }: Shown = {}): void {
    const model = { kinds: this.kinds(res), values, ...faults(refusal) };
    this.pages.render(res, 'administration/partner-new', model, statusFor(refusal));
  }

  async show(res: Response, partner: Partner, shown: Shown = {}): Promise<void> {
    const { values, typed, refusal, secret, password } = shown;
    const model = {
      ...(await this.model.of(partner)),
      kinds: this.kinds(res),
      channels: this.model.channels().map((value) => this.option(res, 'channels', value)),
      tongues: LANGUAGES.map((value) => ({ value, label: value })),
      secret: secret ?? null,
      password: password ?? null,
      values: values ?? { ...ownValues(partner), ...typed },
      ...faults(refusal),
    };
    this.pages.render(res, 'administration/partner', model, statusFor(refusal));
  }

  /** Whether this installation can send over the channel. */
  offers(channel: Channel): boolean {
    return this.model.channels().includes(channel);
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
