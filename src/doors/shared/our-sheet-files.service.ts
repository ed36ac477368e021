import { Injectable } from '@nestjs/common';
import { isCivilMonth } from '../../calendar/domain/civil-time.js';
import { csvText } from '../../statistics/csv.js';
import type { Language } from '../../shared/localized-text.js';
import type { SheetViewer } from '../../worksheets/held-works.service.js';
import { OurSheet } from '../../worksheets/our-sheet.service.js';
import { SheetPapers } from '../../worksheets/sheet-papers.service.js';

interface Asked {
  readonly viewer: SheetViewer;
  readonly partner: { readonly id: string; readonly code: string; readonly name: string };
  /** As the address has them: neither is known to be one. */
  readonly kind: string;
  readonly month: unknown;
  readonly language: Language;
}

export interface SheetFile {
  /** Its ending names the media type. */
  readonly name: string;
  readonly content: string | Buffer;
}

/** What we hold of a partner's month and the viewer may see, as `csv`, `xlsx` or `pdf`; null for any other kind, and for what is no month. */
@Injectable()
export class OurSheetFiles {
  constructor(
    private readonly sheet: OurSheet,
    private readonly papers: SheetPapers,
  ) {}

  async file({ viewer, partner, kind, month, language }: Asked): Promise<SheetFile | null> {
    if (typeof month !== 'string' || !isCivilMonth(month)) return null;
    const asked = { viewer, partner, month, language };
    const name = `${partner.code}-${month}.${kind}`;
    switch (kind) {
      case 'csv':
        return { name, content: csvText(await this.sheet.rows(asked)) };
      case 'xlsx':
        return { name, content: await this.sheet.excel(asked) };
      case 'pdf':
        return { name, content: await this.papers.ours(asked) };
      default:
        return null;
    }
  }
}
