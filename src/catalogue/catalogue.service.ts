import { Injectable } from '@nestjs/common';
import { Reads } from '../database/reads.js';
import type { LocalizedText } from '../shared/localized-text.js';
import { Category } from './category.entity.js';
import { Snapshot } from '../shared/snapshot.js';
import { Question } from './question.entity.js';

export interface CatalogueCategory extends Readonly<Category> {
  readonly office: { readonly id: string; readonly code: string; readonly name: LocalizedText };
  /** The current versions, in order. */
  readonly questions: readonly Readonly<Question>[];
}

/**
 * What a citizen may choose from: categories with their office and their current questions, at most 5 seconds old.
 * Answers undefined for a category that is not there; `openByCode` also for one that is closed to new requests.
 */
@Injectable()
export class Catalogue {
  private readonly categories: Snapshot<readonly CatalogueCategory[]>;

  constructor(private readonly reads: Reads) {
    this.categories = new Snapshot(() => this.load());
  }

  /** Also closed ones, in the council's order. */
  all(): Promise<readonly CatalogueCategory[]> {
    return this.categories.get();
  }

  /** Categories open to new requests, in the council's order. */
  async open(): Promise<readonly CatalogueCategory[]> {
    return (await this.categories.get()).filter((category) => category.isActive);
  }

  async openByCode(code: string): Promise<CatalogueCategory | undefined> {
    return (await this.open()).find((category) => category.code === code);
  }

  /** Also closed ones: their requests live on. */
  async byCode(code: string): Promise<CatalogueCategory | undefined> {
    return (await this.categories.get()).find((category) => category.code === code);
  }

  /** Also closed ones: their requests live on. */
  async byId(id: string): Promise<CatalogueCategory | undefined> {
    return (await this.categories.get()).find((category) => category.id === id);
  }

  /** After a change made in this process: the next question is answered from the database. */
  forget(): void {
    this.categories.forget();
  }

  private async load(): Promise<readonly CatalogueCategory[]> {
    const [categories, questions, offices] = await Promise.all([
      this.reads.of(Category).find({ order: { position: 'ASC', code: 'ASC' } }),
      this.reads
        .of(Question)
        .find({ where: { isCurrent: true }, order: { position: 'ASC', code: 'ASC' } }),
      this.reads.rows<OfficeRow>('SELECT id, code, name FROM offices'), // a neighbour's table: read, not imported
    ]);
    return categories.map((category) => ({
      ...category,
      office: officeOf(category, offices),
      questions: questions.filter((question) => question.categoryId === category.id),
    }));
  }
}

interface OfficeRow {
  readonly id: string;
  readonly code: string;
  /** JSON. */
  readonly name: string;
}

function officeOf(category: Category, offices: readonly OfficeRow[]): CatalogueCategory['office'] {
  const office = offices.find((one) => one.id === category.officeId);
  if (!office) throw new Error(`category ${category.code} belongs to no office`); // the foreign key forbids it
  const name = JSON.parse(office.name) as LocalizedText; // a JSON column, written as such
  return { id: office.id, code: office.code, name };
}
