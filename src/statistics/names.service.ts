import { Injectable } from '@nestjs/common';
import { Reads } from '../database/reads.js';
import type { LocalizedText } from '../shared/localized-text.js';
import type { Dimension } from './domain/figures.js';

/** What a value of a dimension is called. */
export interface Name {
  readonly code: string;
  /** Null where the language files name it by its code (channels, kinds). */
  readonly name: LocalizedText | null;
}

export type NamesById = ReadonlyMap<string, Name>;
export type Names = Readonly<Record<Dimension, NamesById>>;

const TABLES = { category: 'categories', office: 'offices', area: 'areas' } as const;
const NONE: NamesById = new Map();

/** Gives code and name of every category, office, area and partner: short tables, read whole. Refuses nothing. */
@Injectable()
export class DimensionNames {
  constructor(private readonly reads: Reads) {}

  async all(): Promise<Names> {
    const [category, office, area, partner] = await Promise.all([
      this.localized('category'),
      this.localized('office'),
      this.localized('area'),
      this.partners(),
    ]);
    return {
      category,
      office,
      area,
      partner,
      channel: NONE,
      kind: NONE,
      origin: NONE,
      language: NONE,
    };
  }

  private async localized(dimension: keyof typeof TABLES): Promise<NamesById> {
    const rows = await this.reads.rows<{ id: string; code: string; name: string }>(
      `SELECT id, code, name FROM ${TABLES[dimension]}`,
    );
    return new Map(
      rows.map(({ id, code, name }) => [id, { code, name: JSON.parse(name) as LocalizedText }]), // a JSON column of ours
    );
  }

  private async partners(): Promise<NamesById> {
    const rows = await this.reads.rows<{ id: string; code: string; name: string }>(
      'SELECT id, code, name FROM partners',
    );
    return new Map(rows.map(({ id, code, name }) => [id, { code, name: { it: name } }]));
  }
}
