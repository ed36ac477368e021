import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import type { OfficeViewer } from '../access/viewer.js';
import { toInstantOrNull } from '../database/columns.js';
import { Reads } from '../database/reads.js';
import { seenBy } from '../requests/request-scope.js';
import { type Decision, DIFFERING } from './domain/decision.js';
import type { Difference, HeldWork, LineKind, SheetRow } from './domain/sheet-row.js';
import { WorksheetLine } from './worksheet-line.entity.js';
import { Worksheet, type WorksheetState } from './worksheet.entity.js';

export interface SheetSummary extends Worksheet {
  readonly partnerName: string;
}

export interface SheetLine {
  readonly id: string;
  readonly position: number;
  readonly kind: LineKind;
  readonly theirs: SheetRow | null;
  readonly ours: HeldWork | null;
  readonly firstLine: number | null;
  readonly differences: readonly Difference[];
  readonly decision: Decision | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly tickedBy: string | null;
  readonly tickedAt: Date | null;
}

export interface LineFilter {
  readonly shown: keyof typeof SHOWN;
  /** Position after which the page begins. */
  readonly after: number;
  readonly limit: number;
  /** Only lines among these. */
  readonly only?: readonly string[];
}

interface LineRow extends Omit<
  SheetLine,
  'theirs' | 'ours' | 'differences' | 'decidedAt' | 'tickedAt'
> {
  readonly theirs: string | null;
  readonly ours: string | null;
  readonly differences: string;
  readonly decidedAt: string | Date | null;
  readonly tickedAt: string | Date | null;
}

const SHEETS = 100;
const SEEN: WorksheetState[] = ['reading', 'open', 'closed', 'refused'];
const DIFFER_KINDS = DIFFERING.map((kind) => `'${kind}'`).join(', ');
const DIFFER = ` AND l.kind IN (${DIFFER_KINDS})`;
const SHOWN = {
  open: `${DIFFER} AND l.decision IS NULL`,
  differences: DIFFER,
  unticked: ` AND l.kind IN ('unticked', 'pending')`,
  all: '',
};

/** Monthly sheets as pages show them. Of their lines a viewer sees those of requests that they may see, and those that are nobody's. */
@Injectable()
export class Worksheets {
  constructor(private readonly reads: Reads) {}

  /** The newest months first, at most a hundred: those that count, are on their way, or were refused; of one partner, or of all. */
  async list(partnerId?: string): Promise<SheetSummary[]> {
    const sheets = await this.reads.of(Worksheet).find({
      where: { state: In(SEEN), ...(partnerId ? { partnerId } : {}) },
      order: { month: 'DESC', uploadedAt: 'DESC' },
      take: SHEETS,
    });
    return this.named(sheets);
  }

  /** Given a partner, only a sheet of theirs is found. */
  async find(id: string, partnerId?: string): Promise<SheetSummary | null> {
    const sheet = await this.reads
      .of(Worksheet)
      .findOneBy({ id, ...(partnerId ? { partnerId } : {}) });
    return sheet && ((await this.named([sheet]))[0] ?? null);
  }

  /** The lines of a partner's own sheet, as the partner itself reads them. */
  async ownLines(partnerId: string, id: string, filter: LineFilter): Promise<SheetLine[]> {
    const rows = await this.reads.rows<LineRow>(
      `${SELECT} AND l.worksheet_id IN (SELECT w.id FROM worksheets w WHERE w.partner_id = :partnerId)
       ${SHOWN[filter.shown]} AND l.position > :after ORDER BY l.position LIMIT ${Math.trunc(filter.limit)}`,
      { partnerId, id, after: filter.after },
    );
    return rows.map(lineOf);
  }

  async lines(viewer: OfficeViewer, id: string, filter: LineFilter): Promise<SheetLine[]> {
    const scope = seenBy(viewer);
    const rows = await this.reads.rows<LineRow>(
      `${SELECT} AND (l.request_id IS NULL OR (${scope.sql}))${SHOWN[filter.shown]} AND l.position > :after${filter.only ? ' AND l.id IN (:...only)' : ''}
       ORDER BY l.position LIMIT ${Math.trunc(filter.limit)}`,
      { ...scope.parameters, id, after: filter.after, only: filter.only },
    );
    return rows.map(lineOf);
  }

  /** Where these works stand on the sheet, each once: not the lines that list one once more. */
  async ofTasks(worksheetId: string, taskIds: readonly string[]): Promise<WorksheetLine[]> {
    return this.reads
      .of(WorksheetLine)
      .findBy({ worksheetId, taskId: In([...taskIds]), kind: Not('twice') });
  }

  async line(viewer: OfficeViewer, id: string, lineId: string): Promise<SheetLine | null> {
    const scope = seenBy(viewer);
    const [row] = await this.reads.rows<LineRow>(
      `${SELECT} AND l.id = :lineId AND (l.request_id IS NULL OR (${scope.sql}))`,
      { ...scope.parameters, id, lineId },
    );
    return row ? lineOf(row) : null;
  }

  /**
   * Whether the viewer may see the partner's file, which has no part that could be left out: every line of it, or, before it has its lines,
   * every request that the partner was ever given, and one at least. Who sent it for the partner has it anyway.
   */
  async seesWhole(viewer: OfficeViewer, sheet: Worksheet): Promise<boolean> {
    const { id, partnerId, state, channel, uploadedBy } = sheet;
    if (channel === 'office' && uploadedBy === viewer.name) return true;
    const lines = 'worksheet_lines w ON w.request_id = r.id WHERE w.worksheet_id = :id';
    const given = 'tasks w ON w.request_id = r.id WHERE w.partner_id = :partnerId';
    const scope = seenBy(viewer);
    const isSome = async (from: string, condition: string): Promise<boolean> => {
      const found = await this.reads.rows(
        `SELECT w.id FROM service_requests r JOIN ${from} AND ${condition} LIMIT 1`,
        { ...scope.parameters, id, partnerId },
      );
      return found.length > 0;
    };
    if (await isSome(lines, `NOT (${scope.sql})`)) return false;
    if (state !== 'reading' && (await this.hasLines(id))) return true;
    return (await isSome(given, `(${scope.sql})`)) && !(await isSome(given, `NOT (${scope.sql})`));
  }

  /**
   * How many lines of each kind the sheet has, and how many of them wait for a decision: of the whole sheet, whoever looks, for its closing
   * is one for all offices. Numbers alone, of no request.
   */
  async counts(id: string): Promise<{ kind: LineKind; count: number; open: number }[]> {
    const rows = await this.reads.rows<{ kind: LineKind; count: unknown; open: unknown }>(
      `SELECT kind, COUNT(*) AS count, SUM(CASE WHEN kind = 'unticked' OR (decision IS NULL AND kind IN (${DIFFER_KINDS})) THEN 1 ELSE 0 END) AS open
       FROM worksheet_lines WHERE worksheet_id = :id GROUP BY kind ORDER BY kind`,
      { id },
    );
    return rows.map((row) => ({ ...row, count: Number(row.count), open: Number(row.open) }));
  }

  private async hasLines(id: string): Promise<boolean> {
    const sql = 'SELECT l.id FROM worksheet_lines l WHERE l.worksheet_id = :id LIMIT 1';
    return (await this.reads.rows(sql, { id })).length > 0;
  }

  /** With the partners' names, read once for all of them. */
  private async named(sheets: readonly Worksheet[]): Promise<SheetSummary[]> {
    if (sheets.length === 0) return [];
    const rows = await this.reads.rows<{ id: string; name: string }>(
      `SELECT id, name FROM partners WHERE id IN (:...ids) LIMIT ${SHEETS}`,
      { ids: [...new Set(sheets.map(({ partnerId }) => partnerId))] },
    );
    const names = new Map(rows.map(({ id, name }) => [id, name]));
    return sheets.map((sheet) => ({ ...sheet, partnerName: names.get(sheet.partnerId) ?? '' }));
  }
}

const SELECT = `SELECT l.id AS "id", l.position AS "position", l.kind AS "kind", l.theirs AS "theirs", l.ours AS "ours",
    l.first_line AS "firstLine",
    l.differences AS "differences", l.decision AS "decision", l.decided_by AS "decidedBy", l.decided_at AS "decidedAt",
    l.ticked_by AS "tickedBy", l.ticked_at AS "tickedAt"
  FROM worksheet_lines l LEFT JOIN service_requests r ON r.id = l.request_id WHERE l.worksheet_id = :id`;

/** Lines of before ceilings were told apart have none. */
const NO_CEILING = { ceilingCents: null };

function lineOf({ theirs, ours, differences, decidedAt, tickedAt, ...row }: LineRow): SheetLine {
  return {
    ...row,
    theirs: theirs === null ? null : (JSON.parse(theirs) as SheetRow), // JSON columns, written by the upload
    ours: ours === null ? null : { ...NO_CEILING, ...(JSON.parse(ours) as HeldWork) },
    differences: JSON.parse(differences) as Difference[],
    decidedAt: toInstantOrNull(decidedAt),
    tickedAt: toInstantOrNull(tickedAt),
  };
}
