import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import type { OfficeViewer } from '../../access/viewer.js';
import { operatorsOf } from '../../partners/domain/operators.js';
import { SheetDesk } from '../../requests/tasks/sheet-desk.service.js';
import { Clock } from '../../shared/clock.js';
import { isRefusal, Refusal } from '../../shared/refusal.js';
import { HeldWorks } from '../held-works.service.js';
import { SheetMail } from '../sheet-mail.service.js';
import { WorksheetLine } from '../worksheet-line.entity.js';
import { Worksheet } from '../worksheet.entity.js';
import { type SheetLine, type SheetSummary, Worksheets } from '../worksheets.service.js';
import { isListed, type Standing, type TiedLine, tiedLine } from './tied-line.js';

export interface Tying {
  readonly lineId: string;
  /** Canonical. */
  readonly ticketNumber: string;
  readonly key: string;
}

const DECIDED = new Refusal('not-possible-now', 'sheet-line-decided');

/**
 * Says of which request a line is that nobody knew: with a step on that request, and from then on a line like the others. Refuses, at the field,
 * a number of which the viewer sees no work of this partner, or none that this month's sheet may speak of; and a line that is decided.
 */
@Injectable()
export class LineTies {
  constructor(
    private readonly sheets: Worksheets,
    private readonly held: HeldWorks,
    private readonly desk: SheetDesk,
    private readonly mail: SheetMail,
    private readonly clock: Clock,
  ) {}

  async tie(viewer: OfficeViewer, sheetId: string, tying: Tying): Promise<Refusal | undefined> {
    const { lineId, ticketNumber, key } = tying;
    const sheet = await this.sheets.find(sheetId);
    const line = sheet && (await this.sheets.line(viewer, sheetId, lineId));
    if (!sheet || !line?.theirs) return new Refusal('not-found');
    if (line.ours?.ticketNumber === ticketNumber) return undefined; // sent twice
    if (line.kind !== 'unknown' || isDecided(line)) return DECIDED;
    const works = await this.held.ofTicket(viewer, sheet, ticketNumber);
    if (isRefusal(works)) return works;
    const taskIds = works.map(({ taskId }) => taskId);
    const standing = (await this.sheets.ofTasks(sheetId, taskIds)).map(standingOf);
    const operators = operatorsOf(await this.held.operators(sheet.partnerId));
    const tied = tiedLine(line.theirs, { works, standing }, operators);
    if (!tied) return new Refusal('not-found');
    const after = { ...line, ...tied, firstLine: tied.firstLine ?? null };
    const verdict = { decision: 'tie', note: this.mail.note(sheet, after), theirs: null } as const;
    const at = { ticketNumber, taskId: tied.ours.taskId, key };
    const settled = await this.desk.settle(viewer, at, verdict, (em) =>
      this.write(em, viewer, { sheet, line, tied }),
    );
    return isRefusal(settled) ? settled : undefined;
  }

  private async write(
    em: EntityManager,
    viewer: OfficeViewer,
    { sheet, line, tied }: { sheet: SheetSummary; line: SheetLine; tied: TiedLine },
  ): Promise<Refusal | undefined> {
    const { ours, differences, kind, replaced, firstLine = null } = tied;
    const { taskId, requestId } = ours;
    // holds the sheet against a closing, and another tie, at the same moment
    const open = await em.update(Worksheet, { id: sheet.id, state: 'open' }, { state: 'open' });
    if (open.affected !== 1) return new Refusal('not-possible-now', 'sheet-closed');
    const there = await em.findBy(WorksheetLine, { worksheetId: sheet.id, taskId });
    if (kind !== 'twice' && there.some((one) => isListed(one.kind))) return DECIDED;
    if (there.some((one) => one.id === replaced && isDecided(one))) return DECIDED;
    const at = { id: line.id, kind: 'unknown' as const, decision: line.decision ?? IsNull() };
    const change = {
      ...{ kind, ours, taskId, requestId, differences, firstLine },
      ...{ decision: null, decidedBy: null, decidedAt: null },
      ...{ tickedBy: viewer.name, tickedAt: this.clock.now() },
    };
    if ((await em.update(WorksheetLine, at, change)).affected !== 1) return DECIDED;
    if (replaced) await em.delete(WorksheetLine, { id: replaced });
    return undefined;
  }
}

/** What was asked may still be cleared up. */
function isDecided({ decision }: Pick<SheetLine, 'decision'>): boolean {
  return decision !== null && decision !== 'ask';
}

function standingOf({ id, taskId, kind, theirs }: WorksheetLine): Standing {
  return { lineId: id, taskId: taskId ?? '', kind, line: theirs?.line || null };
}
