import { Injectable } from '@nestjs/common';
import { type EntityManager, LessThan } from 'typeorm';
import { insertRows } from '../../database/insert-rows.js';
import { queryRows } from '../../database/query-rows.js';
import { Reads } from '../../database/reads.js';
import { Transactions } from '../../database/transactions.js';
import { Clock } from '../../shared/clock.js';
import { newId } from '../../shared/ids.js';
import type { HeaderWords } from '../domain/header.js';
import type { MatchedLine } from '../domain/sheet-row.js';
import { SheetMail } from '../sheet-mail.service.js';
import { WorksheetLine } from '../worksheet-line.entity.js';
import { type SheetReason, Worksheet } from '../worksheet.entity.js';
import { monthTaken } from './month-taken.js';

const LEASE_MS = 120_000;
const LINES_PER_INSERT = 200;
const LINES_PER_DELETE = 2_000;

/**
 * Sheets on their way in: lines are staged under a sheet that does not count yet, a thousand at a time, and one short transaction puts it in
 * the place of the month's former one. Whoever lost the sheet (cancelled, or taken over by a later attempt) writes nothing more: every
 * call answers false for them.
 */
@Injectable()
export class StagedSheets {
  constructor(
    private readonly transactions: Transactions,
    private readonly reads: Reads,
    private readonly mail: SheetMail,
    private readonly clock: Clock,
  ) {}

  /** Takes a sheet that nobody reads (any more); null where somebody does. What an earlier attempt has staged goes. */
  async claim(id: string): Promise<Worksheet | null> {
    const sheet = await this.reads.of(Worksheet).findOneBy({ id, state: 'reading' });
    if (!sheet || (sheet.leaseUntil !== null && sheet.leaseUntil > this.clock.now())) return null;
    const { attempt } = sheet;
    const change = { attempt: attempt + 1, leaseUntil: this.lease(), linesDone: 0 };
    const claimed = await this.transactions.run(
      async (em) =>
        (await em.update(Worksheet, { id, state: 'reading', attempt }, change)).affected === 1,
    );
    if (!claimed) return null;
    await this.clear(id);
    return { ...sheet, ...change };
  }

  expect(sheet: Worksheet, linesTotal: number): Promise<boolean> {
    return this.transactions.run((em) => this.hold(em, sheet, { linesTotal }));
  }

  /** `before`: how many lines of it stand already. */
  stage(sheet: Worksheet, lines: readonly MatchedLine[], before: number): Promise<boolean> {
    return this.transactions.run(async (em) => {
      const linesDone = before + lines.length;
      if (!(await this.hold(em, sheet, { linesDone }))) return false;
      const rows = lines.map((line, i) => rowOf(sheet.id, line, before + i + 1));
      for (let i = 0; i < rows.length; i += LINES_PER_INSERT)
        await insertRows(em, WorksheetLine, rows.slice(i, i + LINES_PER_INSERT));
      return true;
    });
  }

  /** All lines stand: from here on it is the sheet of its month, unless that was begun or closed meanwhile. */
  async publish(sheet: Worksheet, words: HeaderWords | null): Promise<boolean> {
    const { id, partnerId, month } = sheet;
    const open = { partnerId, month, state: 'open' } as const;
    return this.transactions.run(async (em) => {
      await keepWords(em, partnerId, words); // holds the partner against a second sheet at the same moment
      await em.update(Worksheet, open, { state: 'open' }); // holds the former one against a decision or its closing
      const reason = await monthTaken(em, partnerId, month);
      if (reason) return this.refuseIn(em, sheet, { kind: 'month', reason });
      if (!(await this.hold(em, sheet, { linesDone: sheet.linesTotal ?? 0 }))) return false;
      await em.update(Worksheet, open, { state: 'replaced' });
      await em.update(Worksheet, { id }, { state: 'open', leaseUntil: null });
      await this.mail.tellTaken(em, sheet);
      return true;
    });
  }

  refuse(sheet: Worksheet, reason: SheetReason): Promise<boolean> {
    return this.transactions.run((em) => this.refuseIn(em, sheet, reason));
  }

  /** False where it is not being read. */
  async cancel(id: string): Promise<boolean> {
    const change = { state: 'cancelled' as const, leaseUntil: null };
    return this.transactions.run(
      async (em) => (await em.update(Worksheet, { id, state: 'reading' }, change)).affected === 1,
    );
  }

  /** Gives a sheet back that this process cannot finish: another one may take it at once. */
  async release(sheet: Worksheet): Promise<void> {
    await this.transactions.run((em) => this.hold(em, sheet, { leaseUntil: this.clock.now() }));
  }

  /** Sheets whose reader has gone. */
  async orphans(): Promise<string[]> {
    const sheets = await this.reads.of(Worksheet).find({
      select: { id: true },
      where: { state: 'reading', leaseUntil: LessThan(this.clock.now()) },
      take: 20,
    });
    return sheets.map(({ id }) => id);
  }

  async clear(id: string): Promise<void> {
    const [last] = await this.reads.rows<{ position: unknown }>(
      'SELECT MAX(position) AS position FROM worksheet_lines WHERE worksheet_id = :id',
      { id },
    );
    const most = Number(last?.position ?? 0);
    for (let below = LINES_PER_DELETE; below - LINES_PER_DELETE < most; below += LINES_PER_DELETE)
      await this.transactions.run((em) =>
        queryRows(
          em,
          'DELETE FROM worksheet_lines WHERE worksheet_id = :id AND position <= :below',
          { id, below },
        ),
      );
  }

  private async refuseIn(em: EntityManager, sheet: Worksheet, fault: SheetReason): Promise<false> {
    const change = { state: 'refused' as const, fault, leaseUntil: null };
    if (await this.hold(em, sheet, change)) await this.mail.tellRefused(em, sheet, fault);
    return false;
  }

  /** The lease goes on, and the sheet changes, if this attempt still holds it. */
  private async hold(
    em: EntityManager,
    { id, attempt }: Worksheet,
    change: Partial<Worksheet>,
  ): Promise<boolean> {
    const held = await em.update(
      Worksheet,
      { id, attempt, state: 'reading' },
      { leaseUntil: this.lease(), ...change },
    );
    return held.affected === 1;
  }

  private lease(): Date {
    return new Date(this.clock.now().getTime() + LEASE_MS);
  }
}

function rowOf(worksheetId: string, line: MatchedLine, position: number) {
  const { kind, theirs, ours, differences, firstLine = null } = line;
  return {
    id: newId(),
    worksheetId,
    position,
    kind,
    taskId: ours?.taskId ?? null,
    requestId: ours?.requestId ?? null,
    theirs,
    ours,
    firstLine,
    differences: [...differences],
    decision: null,
  };
}

/** Null for a paper, which has none: what was kept stays. */
async function keepWords(
  em: EntityManager,
  partnerId: string,
  words: HeaderWords | null,
): Promise<void> {
  const kept = words ? 'excluded.words' : 'partner_sheet_words.words';
  await queryRows(
    em,
    `INSERT INTO partner_sheet_words (partner_id, words) VALUES (:partnerId, :words)
     ON CONFLICT (partner_id) DO UPDATE SET words = ${kept}`,
    { partnerId, words: JSON.stringify(words ?? {}) },
  );
}
