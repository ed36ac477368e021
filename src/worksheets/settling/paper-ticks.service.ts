import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import type { OfficeViewer } from '../../access/viewer.js';
import { insertRows } from '../../database/insert-rows.js';
import { queryRows } from '../../database/query-rows.js';
import { Transactions } from '../../database/transactions.js';
import { operatorsOf } from '../../partners/domain/operators.js';
import { Clock } from '../../shared/clock.js';
import { newId } from '../../shared/ids.js';
import { Refusal } from '../../shared/refusal.js';
import { type Tick, tickedLine } from '../domain/tick.js';
import type { SheetRow } from '../domain/sheet-row.js';
import { HeldWorks } from '../held-works.service.js';
import { WorksheetLine } from '../worksheet-line.entity.js';
import { Worksheet } from '../worksheet.entity.js';
import { Worksheets } from '../worksheets.service.js';

const ONE_PAGE = 100;

/**
 * Compares a paper by eye: each work of the month is the same on it, another, or not there, and what it lists beside is added. The line keeps
 * who looked and when; until it is decided on it may be ticked again. Refuses lines of requests that the viewer does not see, and a
 * sheet that is no paper or is closed.
 */
@Injectable()
export class PaperTicks {
  constructor(
    private readonly sheets: Worksheets,
    private readonly held: HeldWorks,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async tick(
    viewer: OfficeViewer,
    at: { readonly sheetId: string; readonly lineId: string },
    tick: Tick,
  ): Promise<Refusal | undefined> {
    const sheet = await this.sheets.find(at.sheetId);
    const line = sheet && (await this.sheets.line(viewer, at.sheetId, at.lineId));
    if (!sheet || !line?.ours || line.kind === 'twice') return new Refusal('not-found');
    const operators = operatorsOf(await this.held.operators(sheet.partnerId));
    const { kind, theirs, differences } = tickedLine(line.ours, tick, operators);
    return this.write(at.sheetId, async (em) => {
      const change = {
        kind,
        theirs,
        differences,
        tickedBy: viewer.name,
        tickedAt: this.clock.now(),
      };
      const ticked = await em.update(WorksheetLine, open(at.sheetId, [at.lineId]), change);
      if (ticked.affected === 1) return undefined;
      return new Refusal('not-possible-now', 'sheet-line-decided');
    });
  }

  /** Those of the given lines that nobody has ticked and the viewer sees are the same on the paper. Answers how many. */
  async tickSame(
    viewer: OfficeViewer,
    sheetId: string,
    lineIds: readonly string[],
  ): Promise<number | Refusal> {
    const filter = { shown: 'unticked', after: 0, limit: ONE_PAGE, only: lineIds } as const;
    const seen = lineIds.length === 0 ? [] : await this.sheets.lines(viewer, sheetId, filter);
    const same = seen.filter(({ kind }) => kind === 'unticked').map(({ id }) => id);
    const change = { kind: 'matched', tickedBy: viewer.name, tickedAt: this.clock.now() } as const;
    const refusal = await this.write(sheetId, async (em) => {
      if (same.length > 0)
        await em.update(WorksheetLine, { ...open(sheetId, same), kind: 'unticked' }, change);
      return undefined;
    });
    return refusal ?? same.length;
  }

  /** What the paper lists and nobody here knows of: a line of its own, to be settled like those of a table. */
  add(viewer: OfficeViewer, sheetId: string, row: SheetRow): Promise<Refusal | undefined> {
    return this.write(sheetId, async (em) => {
      const [last] = await queryRows<{ position: unknown }>(
        em,
        'SELECT MAX(position) AS position FROM worksheet_lines WHERE worksheet_id = :sheetId',
        { sheetId },
      );
      const line = {
        id: newId(),
        worksheetId: sheetId,
        position: Number(last?.position ?? 0) + 1,
        kind: 'unknown' as const,
        theirs: row,
        differences: [],
        tickedBy: viewer.name,
        tickedAt: this.clock.now(),
      };
      await insertRows(em, WorksheetLine, [line]);
      return undefined;
    });
  }

  /** Holds the sheet against a closing, and a second line at the same place, at the same moment. */
  private write(
    id: string,
    work: (em: EntityManager) => Promise<Refusal | undefined>,
  ): Promise<Refusal | undefined> {
    return this.transactions.run(async (em) => {
      const paper = { id, medium: 'paper' } as const;
      const held = await em.update(Worksheet, { ...paper, state: 'open' }, { state: 'open' });
      if (held.affected === 1) return work(em);
      const isThere = await em.existsBy(Worksheet, { ...paper, state: 'closed' });
      return isThere ? new Refusal('not-possible-now', 'sheet-closed') : new Refusal('not-found');
    });
  }
}

function open(worksheetId: string, ids: readonly string[]) {
  return { worksheetId, id: In([...ids]), decision: IsNull() };
}
