/**
 * One sheet being read: its rows, then the works that we hold, then both side by side. Asked step by step, so that it can sit in a thread of
 * its own and nothing large crosses over at once. A file that cannot be taken is an answer; anything else that goes wrong throws.
 */
import { type HeaderWords } from '../domain/header.js';
import { matchSheet, type SheetOfMonth } from '../domain/match.js';
import type { HeldWork, MatchedLine, SheetRow } from '../domain/sheet-row.js';
import { readSheet } from './read-sheet.js';
import { SheetFault } from './sheet-fault.js';

export type Asked =
  | { readonly want: 'rows'; readonly bytes: Uint8Array; readonly kept: HeaderWords }
  | { readonly want: 'hold'; readonly works: readonly HeldWork[] }
  | ({ readonly want: 'match' } & SheetOfMonth)
  | { readonly want: 'lines'; readonly from: number; readonly count: number };

/** `count`: rows read, works held, lines to come. */
export interface Told {
  readonly fault?: Pick<SheetFault, 'code' | 'data'>;
  readonly count: number;
  readonly words?: HeaderWords;
  readonly lines?: readonly MatchedLine[];
}

export class SheetBench {
  private rows: readonly SheetRow[] = [];
  private works: HeldWork[] = [];
  private lines: readonly MatchedLine[] = [];

  async answer(asked: Asked): Promise<Told> {
    switch (asked.want) {
      case 'rows':
        return this.read(asked.bytes, asked.kept);
      case 'hold':
        this.works.push(...asked.works);
        return { count: this.works.length };
      case 'match':
        this.lines = matchSheet(this.rows, this.works, asked);
        return { count: this.lines.length };
      case 'lines': {
        const lines = this.lines.slice(asked.from, asked.from + asked.count);
        return { count: lines.length, lines };
      }
    }
  }

  private async read(bytes: Uint8Array, kept: HeaderWords): Promise<Told> {
    try {
      const { rows, words } = await readSheet(Buffer.from(bytes), kept);
      this.rows = rows;
      return { count: rows.length, words };
    } catch (error) {
      if (!(error instanceof SheetFault)) throw error;
      return { count: 0, fault: { code: error.code, data: error.data } };
    }
  }
}
