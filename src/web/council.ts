import { Injectable, Logger } from '@nestjs/common';
import type { LocalizedText } from '../shared/localized-text.js';
import { LANGUAGES, type Language } from '../shared/localized-text.js';

/** What the frame of every page shows of the council. Empty text or undefined: left out. */
export interface CouncilSettings {
  readonly name: string;
  readonly tagline: LocalizedText;
  readonly region: string;
  readonly address: string;
  readonly fiscalCode: string;
  readonly email: string;
  readonly pec: string;
  readonly phone: string;
  readonly links: CouncilLinks;
  /** Languages offered to the visitor, Italian among them. */
  readonly languages: readonly Language[];
  readonly uploads: UploadLimits;
}

export interface CouncilLinks {
  readonly site?: string;
  readonly region?: string;
  readonly administration?: string;
  readonly news?: string;
  readonly services?: string;
  readonly live?: string;
  readonly topics?: string;
  readonly transparency?: string;
  readonly privacy?: string;
  readonly legalNotes?: string;
  readonly accessibility?: string;
  readonly faq?: string;
  readonly appointment?: string;
  readonly assistance?: string;
  readonly siteMap?: string;
  readonly mediaPolicy?: string;
  readonly social: readonly {
    readonly name: string;
    readonly icon: string;
    readonly href: string;
  }[];
}

export interface UploadLimits {
  readonly photos: number;
  readonly documents: number;
  readonly fileBytes: number;
}

export const PLAIN_COUNCIL: CouncilSettings = {
  name: 'Comune',
  tagline: { it: '' },
  region: '',
  address: '',
  fiscalCode: '',
  email: '',
  pec: '',
  phone: '',
  links: { social: [] },
  languages: LANGUAGES,
  uploads: { photos: 3, documents: 3, fileBytes: 10_485_760 },
};

/** Where the council's settings come from; answers at once from memory nearly always. */
export abstract class CouncilSource {
  abstract read(): Promise<CouncilSettings>;
}

/** For a process without settings of its own: the plain council. */
export class PlainCouncil extends CouncilSource {
  override read(): Promise<CouncilSettings> {
    return Promise.resolve(PLAIN_COUNCIL);
  }
}

/** Promises the council's settings for a page. Where they cannot be read now, the last ones known: an error page needs a header too. */
@Injectable()
export class Council {
  private readonly logger = new Logger('council');
  private known: CouncilSettings = PLAIN_COUNCIL;

  constructor(private readonly source: CouncilSource) {}

  async current(): Promise<CouncilSettings> {
    try {
      this.known = await this.source.read();
    } catch (error) {
      this.logger.warn({ event: 'settings-unreadable', error: String(error) });
    }
    return this.known;
  }
}
