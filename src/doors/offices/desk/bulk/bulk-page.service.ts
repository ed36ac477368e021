import { Injectable } from '@nestjs/common';
import { may, type OfficeViewer } from '../../../../access/viewer.js';
import { Offices } from '../../../../offices/offices.service.js';
import { DeskList } from '../../../../requests/queries/desk-list.service.js';
import { newId } from '../../../../shared/ids.js';
import { inLanguage, type Language } from '../../../../shared/localized-text.js';
import type { FieldError, Refusal } from '../../../../shared/refusal.js';
import { refusalSentence } from '../../../../web/answer.js';
import type { TypedValues } from '../../../../web/forms.js';
import { Languages } from '../../../../web/languages.js';
import { OfficePeople } from '../office-people.js';
import { type BulkOrder, type BulkRow, MOST_ROWS } from './bulk-form.js';
import type { BulkResult } from './bulk-runner.service.js';

/** What the bar of the list offers this viewer, and the pages that answer it. */
@Injectable()
export class BulkPage {
  constructor(
    private readonly desk: DeskList,
    private readonly people: OfficePeople,
    private readonly offices: Offices,
    private readonly languages: Languages,
  ) {}

  /** Null where the viewer works no requests. */
  async bar(viewer: OfficeViewer, language: Language) {
    if (!may(viewer, 'requests.work')) return null;
    const [people, offices] = await Promise.all([
      may(viewer, 'requests.assign') ? this.people.of(viewer.officeIds) : [],
      may(viewer, 'requests.reassign') ? this.offices.list() : [],
    ]);
    return {
      key: newId(),
      most: MOST_ROWS,
      people: people.map(({ id, name }) => ({ value: id, label: name })),
      offices: offices.map(({ code, name }) => ({
        value: code,
        label: inLanguage(name, language),
      })),
    };
  }

  /** The bar again with what is missing, over the rows that were chosen. */
  async again(
    viewer: OfficeViewer,
    language: Language,
    asked: {
      readonly rows: readonly BulkRow[];
      readonly values: TypedValues;
      readonly errors: readonly FieldError[];
    },
  ) {
    const { rows, values, errors } = asked;
    const lines = await this.lines(viewer, rows, language);
    return { bulk: await this.bar(viewer, language), lines, values, errors };
  }

  /** Row by row what became of it. */
  async results(
    viewer: OfficeViewer,
    language: Language,
    { order, results }: { readonly order: BulkOrder; readonly results: readonly BulkResult[] },
  ) {
    const lines = await this.lines(viewer, order.rows, language);
    const titleOf = (number: string) =>
      lines.find(({ ticketNumber }) => ticketNumber === number)?.title ?? null;
    const told = results.map(({ ticketNumber, refusal }) => ({
      ticketNumber,
      title: titleOf(ticketNumber),
      isSeen: lines.some((line) => line.ticketNumber === ticketNumber),
      why: refusal && this.sentence(refusal, language),
    }));
    return {
      what: order.what,
      done: told.filter(({ why }) => why === null),
      refused: told.filter(({ why }) => why !== null),
    };
  }

  async lines(viewer: OfficeViewer, rows: readonly BulkRow[], language: Language) {
    if (rows.length === 0) return [];
    const numbers = rows.slice(0, MOST_ROWS).map(({ ticketNumber }) => ticketNumber);
    const filter = { stage: 'all', numbers, sort: 'due', limit: MOST_ROWS } as const;
    return (await this.desk.list(viewer, filter, language)).items;
  }

  private sentence(refusal: Refusal, language: Language): string {
    if (refusal.errors.length === 0) return refusalSentence(refusal, language, this.languages);
    return refusal.errors
      .map(({ code, data }) => this.languages.translate(language, `errors:${code}`, data ?? {}))
      .join(' ');
  }
}
