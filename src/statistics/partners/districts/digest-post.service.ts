import { Injectable } from '@nestjs/common';
import { Endpoints } from '../../../deliveries/endpoints.service.js';
import type { MailLetter } from '../../../deliveries/letter.js';
import { Typesetter } from '../../../requests/letters/typesetter.service.js';
import { Settings } from '../../../settings/settings.service.js';
import { CouncilAreas } from '../../../territory/council-areas.service.js';
import type { MonthDocument } from '../../domain/month-document.js';
import { digestAddress } from './digest-address.js';
import { digestLetter } from './digest-letter.js';
import { DigestLinks } from './digest-links.js';

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
    private readonly links: DigestLinks,
  ) {}

  async letter(council: Council, document: MonthDocument): Promise<MailLetter | null> {
    const endpoint = digestAddress(await this.endpoints.of(council.id));
    if (!endpoint) return null;
    const { id: endpointId, channel, address: destination, language } = endpoint;
    const digest = {
      document,
      areas: await this.areas.of(council.id),
      partnerName: council.name,
      council: await this.settings.get('councilName'),
      url: council.hasLogin ? this.links.figures(document.month) : null,
      stopUrl: this.links.stop(endpointId),
    };
    const draft = digestLetter(digest, this.typesetter.wording(language));
    const { stopUrl: unsubscribeUrl } = digest;
    const content = { ...this.typesetter.mail(draft, council.name, language), unsubscribeUrl };
    const stream = `district:${council.id}`;
    return { channel, destination, endpointId, kind: 'district.month', stream, content };
  }
}
