import { Injectable } from '@nestjs/common';
import { Environment } from '../../../config/environment.js';
import { Endpoints } from '../../../deliveries/endpoints.service.js';
import type { MailLetter } from '../../../deliveries/letter.js';
import { Typesetter } from '../../../requests/letters/typesetter.service.js';
import { Settings } from '../../../settings/settings.service.js';
import { CouncilAreas } from '../../../territory/council-areas.service.js';
import type { MonthDocument } from '../../domain/month-document.js';
import { digestLetter } from './digest-letter.js';

/** A district council, as far as its letter needs it. */
export interface Council {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly hasLogin: unknown;
}

/** Sets the month's letter of one district council, in the language of its address. Null without a mail address that is on. */
@Injectable()
export class DigestPost {
  constructor(
    private readonly endpoints: Endpoints,
    private readonly areas: CouncilAreas,
    private readonly typesetter: Typesetter,
    private readonly settings: Settings,
    private readonly environment: Environment,
  ) {}

  async letter(council: Council, document: MonthDocument): Promise<MailLetter | null> {
    const endpoint = (await this.endpoints.of(council.id)).find(
      ({ channel, disabledAt }) => channel !== 'webhook' && disabledAt === null,
    );
    if (!endpoint || endpoint.channel === 'webhook') return null;
    const { id: endpointId, channel, address: destination, language } = endpoint;
    const digest = {
      document,
      areas: await this.areas.of(council.id),
      partnerName: council.name,
      council: await this.settings.get('councilName'),
      url: council.hasLogin ? this.urlOf(document.month) : null,
    };
    const draft = digestLetter(digest, this.typesetter.wording(language));
    const content = this.typesetter.mail(draft, council.name, language);
    const stream = `district:${council.id}`;
    return { channel, destination, endpointId, kind: 'district.month', stream, content };
  }

  private urlOf(month: string): string {
    return new URL(`/ente/zona?mese=${month}`, this.environment.publicUrl).href;
  }
}
