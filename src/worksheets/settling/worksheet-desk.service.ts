import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { type EntityManager, IsNull } from 'typeorm';
import type { OfficeViewer } from '../../access/viewer.js';
import { civilDate, TOWN_ZONE } from '../../calendar/domain/civil-time.js';
import { queryRows } from '../../database/query-rows.js';
import { Transactions } from '../../database/transactions.js';
import { SheetDesk } from '../../requests/tasks/sheet-desk.service.js';
import { Clock } from '../../shared/clock.js';
import { isRefusal, Refusal } from '../../shared/refusal.js';
import { type Decision, isDiffering, needsDecision } from '../domain/decision.js';
import { figuresOf } from '../domain/figures.js';
import type { LineKind, SheetRow } from '../domain/sheet-row.js';
import { SheetMail } from '../sheet-mail.service.js';
import { WorksheetLine } from '../worksheet-line.entity.js';
import { Worksheet } from '../worksheet.entity.js';
import { type SheetLine, type SheetSummary, Worksheets } from '../worksheets.service.js';

export interface Settling {
  readonly lineId: string;
  readonly decision: Decision;
  readonly key: string;
}

/**
 * Settles a sheet line by line and closes it. A decision about a work that we hold is a step of its request, in the same transaction; only
 * what was asked may be decided again. Closed, nothing of it changes any more. Refuses lines of requests that the viewer does not see.
 */
@Injectable()
export class WorksheetDesk {
  constructor(
    private readonly sheets: Worksheets,
    private readonly desk: SheetDesk,
    private readonly mail: SheetMail,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async settle(
    viewer: OfficeViewer,
    sheetId: string,
    { lineId, decision, key }: Settling,
  ): Promise<Refusal | undefined> {
    const sheet = await this.sheets.find(sheetId);
    const line = sheet && (await this.sheets.line(viewer, sheetId, lineId));
    if (!sheet || !line || !isDiffering(line.kind)) return new Refusal('not-found');
    if (line.decision === decision) return undefined; // sent twice
    const mark = (em: EntityManager) => this.mark(em, viewer, { sheet, line, decision });
    const { ours, theirs } = line;
    if (!ours) return this.transactions.run(mark);
    const at = { ticketNumber: ours.ticketNumber, taskId: ours.taskId, key };
    // what is listed once more says nothing new of the work
    const word = line.kind === 'twice' ? null : told(theirs, this.clock.now());
    const verdict = { decision, note: this.mail.note(sheet, line), theirs: word };
    const settled = await this.desk.settle(viewer, at, verdict, mark);
    return isRefusal(settled) ? settled : undefined;
  }

  /** Refuses while a line waits for its decision, or for being ticked. What it came to is counted once, for the statistics. */
  async close(viewer: OfficeViewer, sheetId: string): Promise<Refusal | undefined> {
    return this.transactions.run(async (em) => {
      const change = {
        state: 'closed' as const,
        closedBy: viewer.name,
        closedAt: this.clock.now(),
      };
      const closed = await em.update(Worksheet, { id: sheetId, state: 'open' }, change);
      if (closed.affected !== 1) {
        const isThere = await em.existsBy(Worksheet, { id: sheetId });
        return isThere ? undefined : new Refusal('not-found'); // closed before: as asked
      }
      const counts = await countLines(em, sheetId);
      const waiting = counts.filter(isWaiting).reduce((sum, { count }) => sum + count, 0);
      if (waiting === 0) {
        await em.update(Worksheet, { id: sheetId }, { figures: figuresOf(counts) });
        return undefined;
      }
      const open = { state: 'open' as const, closedBy: null, closedAt: null };
      await em.update(Worksheet, { id: sheetId }, open);
      return new Refusal('not-possible-now', 'sheet-undecided', [], { count: waiting });
    });
  }

  private async mark(
    em: EntityManager,
    viewer: OfficeViewer,
    { sheet, line, decision }: { sheet: SheetSummary; line: SheetLine; decision: Decision },
  ): Promise<Refusal | undefined> {
    // holds the sheet against a closing at the same moment
    const open = await em.update(Worksheet, { id: sheet.id, state: 'open' }, { state: 'open' });
    if (open.affected !== 1) return new Refusal('not-possible-now', 'sheet-closed');
    const unasked = decision === 'ask' ? await this.mail.cannotAsk(em, sheet) : undefined;
    if (unasked) return unasked; // before anything is written: a refusal leaves no mark
    const before = line.decision === null ? IsNull() : line.decision;
    if (line.decision !== null && line.decision !== 'ask')
      return new Refusal('not-possible-now', 'sheet-line-decided');
    const change = { decision, decidedBy: viewer.name, decidedAt: this.clock.now() };
    const marked = await em.update(WorksheetLine, { id: line.id, decision: before }, change);
    if (marked.affected !== 1) return new Refusal('not-possible-now', 'sheet-line-decided');
    if (decision === 'ask') await this.mail.ask(em, sheet, line);
    return undefined;
  }
}

interface Count {
  readonly kind: LineKind;
  readonly decision: Decision | null;
  readonly count: number;
}

async function countLines(em: EntityManager, id: string): Promise<Count[]> {
  const rows = await queryRows<Omit<Count, 'count'> & { count: unknown }>(
    em,
    'SELECT kind, decision, COUNT(*) AS count FROM worksheet_lines WHERE worksheet_id = :id GROUP BY kind, decision',
    { id },
  );
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** Not decided, or of a paper and not looked at yet. */
function isWaiting(line: Count): boolean {
  return needsDecision(line) || line.kind === 'unticked';
}

function told(theirs: SheetRow | null, now: Date) {
  if (!theirs) return null;
  const { operator, reference } = theirs;
  return { performedAt: momentOf(theirs, now), operatorCode: operator, reference };
}

/** Without an hour, noon stands for the day; before the noon of today it was done by now. */
function momentOf({ day, time }: SheetRow, now: Date): Date | null {
  if (!day) return null;
  const moment = DateTime.fromISO(`${day}T${time ?? '12:00'}`, { zone: TOWN_ZONE }).toJSDate();
  return !time && day === civilDate(now) && moment > now ? now : moment;
}
