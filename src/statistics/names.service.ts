import { Injectable } from '@nestjs/common';
import { Reads } from '../database/reads.js';
import type { LocalizedText } from '../shared/localized-text.js';
import type { WorkflowDocument } from '../workflow/domain/document.js';
import type { Dimension } from './domain/figures.js';
import { outcomeWords, stateWords } from './domain/iter-words.js';

/** What a value of a dimension is called. */
export interface Name {
  readonly code: string;
  /** Null where the language files name it by its code (channels, kinds). */
  readonly name: LocalizedText | null;
}

export type NamesById = ReadonlyMap<string, Name>;
export type Names = Readonly<Record<Dimension, NamesById>>;

const TABLES = { category: 'categories', office: 'offices', area: 'areas' } as const;
/** Named by their codes, in the language files. */
const NONE: NamesById = new Map();
/** Who has no role: see `levelOf` of the facts. */
export const WITHOUT_ROLE = ['citizen', 'partner', 'system'] as const;

/**
 * Gives code and name of every category, office, area and partner, of the roles and of what the iters call their states and outcomes: short
 * tables, read whole. Refuses nothing.
 */
@Injectable()
export class DimensionNames {
  constructor(private readonly reads: Reads) {}

  async all(): Promise<Names> {
    const [category, office, area, partner, level, documents] = await Promise.all([
      this.localized('category'),
      this.localized('office'),
      this.localized('area'),
      this.partners(),
      this.levels(),
      this.documents(),
    ]);
    const none = { channel: NONE, kind: NONE, origin: NONE, language: NONE, weekday: NONE, hour: NONE }; // prettier-ignore
    return {
      ...{ category, office, area, partner, level, ...none },
      state: byCode(stateWords(documents)),
      outcome: byCode(outcomeWords(documents)),
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

  private async levels(): Promise<NamesById> {
    const rows = await this.reads.rows<{ code: string; name: string }>('SELECT code, name FROM roles'); // prettier-ignore
    const others = WITHOUT_ROLE.map((code) => [code, { code, name: null }] as const);
    return new Map<string, Name>([
      ...others,
      ...rows.map(({ code, name }) => [code, { code, name: JSON.parse(name) as LocalizedText }] as const), // prettier-ignore
    ]);
  }

  /** Of every version that was ever in force, the latest last. */
  private async documents(): Promise<WorkflowDocument[]> {
    const rows = await this.reads.rows<{ document: string }>(
      `SELECT document FROM workflow_versions WHERE status <> 'draft' ORDER BY published_at, number LIMIT 500`,
    );
    return rows.map(({ document }) => JSON.parse(document) as WorkflowDocument); // checked when it was published
  }
}

/** What a value that was counted is called. Our own words have their names in the language files; a role or a state that is gone is called by its code. */
export function nameOfValue(
  dimension: Dimension,
  value: string | null,
  names: NamesById,
): Name | null {
  if (value === null) return null;
  const isCouncils = ['level', 'state', 'outcome'].includes(dimension);
  return names.get(value) ?? { code: value, name: isCouncils ? { it: value } : null };
}

function byCode(words: ReadonlyMap<string, LocalizedText>): NamesById {
  return new Map([...words].map(([code, name]) => [code, { code, name }]));
}
