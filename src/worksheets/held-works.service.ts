import { Injectable } from '@nestjs/common';
import type { OfficeViewer, PartnerViewer } from '../access/viewer.js';
import { addCivilDays, civilDate, monthBounds } from '../calendar/domain/civil-time.js';
import { toInstantOrNull } from '../database/columns.js';
import { Reads } from '../database/reads.js';
import type { KnownOperator } from '../partners/domain/operators.js';
import { Partners } from '../partners/partners.service.js';
import { type Condition, seenBy } from '../requests/request-scope.js';
import { Refusal } from '../shared/refusal.js';
import { amountCell, CellFault } from './domain/read-cells.js';
import type { HeldWork } from './domain/sheet-row.js';

/** Who reads our sheet of a month. */
export type SheetViewer = OfficeViewer | PartnerViewer;

const LIMIT = 100_000;
const AT_ONCE = 500;
const BEFORE_DAYS = 62;
const AFTER_DAYS = 31;

interface Row {
  readonly taskId: string;
  readonly requestId: string;
  readonly ticketNumber: string;
  readonly state: string;
  readonly reference: string | null;
  readonly place: string | null;
  readonly address: string | null;
  readonly performedAt: string | Date | null;
  readonly operator: string | null;
  readonly amount: string | null;
  readonly ceiling: string | null;
}

/** What we hold of a partner's works. Shows no citizen and no text, only the task, its place and what was authorised. */
@Injectable()
export class HeldWorks {
  constructor(
    private readonly reads: Reads,
    private readonly partners: Partners,
  ) {}

  /** The workers that the partner has registered. */
  async operators(partnerId: string): Promise<KnownOperator[]> {
    const register = await this.partners.operators(partnerId);
    return register.map(({ code, name }) => ({ code, name }));
  }

  /**
   * What a sheet of this month may speak of, some hundreds at a time: works of the month, of the two before, and those not done yet. The
   * list is made first and the works are read by it, so that no page waits for the whole.
   */
  async *about(partnerId: string, month: string): AsyncGenerator<HeldWork[]> {
    const ids = await this.reads.rows<{ id: string }>(
      `SELECT t.id AS "id" FROM tasks t
       WHERE t.partner_id = :partnerId AND ${MEANT} ORDER BY t.offered_at, t.id LIMIT ${LIMIT}`,
      { partnerId, ...meantBy(month) },
    );
    for (let i = 0; i < ids.length; i += AT_ONCE)
      yield await this.works(ids.slice(i, i + AT_ONCE).map(({ id }) => id));
  }

  /**
   * The works of one request that a sheet of this month may speak of, at least one. Refuses, at the field, a number of which the viewer sees no
   * work of this partner, and one whose works are not of the month.
   */
  async ofTicket(
    viewer: OfficeViewer,
    { partnerId, month }: { readonly partnerId: string; readonly month: string },
    ticketNumber: string,
  ): Promise<HeldWork[] | Refusal> {
    const scope = seenBy(viewer);
    const rows = await this.reads.rows<Row & { isMeant: unknown }>(
      `SELECT CASE WHEN ${MEANT} THEN 1 ELSE 0 END AS "isMeant", ${WORKS}
       WHERE r.ticket_number = :ticketNumber AND t.partner_id = :partnerId AND (${scope.sql})
       ORDER BY t.offered_at, t.id LIMIT ${AT_ONCE}`,
      { ...scope.parameters, ...meantBy(month), ticketNumber, partnerId },
    );
    const meant = rows.filter(({ isMeant }) => Number(isMeant) === 1);
    if (meant.length > 0) return meant.map(({ isMeant: _, ...row }) => workOf(row));
    const code = rows.length > 0 ? 'sheet-other-month' : 'sheet-not-theirs';
    return Refusal.fields([{ field: 'ticketNumber', code, data: { number: ticketNumber } }]);
  }

  /** Our own sheet of the month: what was done in it, by day. An office's person gets what they may see, the partner all of its own. */
  async doneIn(viewer: SheetViewer, partnerId: string, month: string): Promise<HeldWork[]> {
    const { from, to } = monthBounds(month);
    const scope = viewer.kind === 'office' ? seenBy(viewer) : ownWorks(viewer);
    const rows = await this.reads.rows<Row>(
      `SELECT ${WORKS} WHERE t.partner_id = :partnerId AND t.state = 'done' AND t.performed_at >= :from AND t.performed_at < :to
         AND (${scope.sql})
       ORDER BY t.performed_at, t.id LIMIT ${LIMIT}`,
      { ...scope.parameters, partnerId, from: from.toISOString(), to: to.toISOString() },
    );
    return rows.map(workOf);
  }

  private async works(ids: readonly string[]): Promise<HeldWork[]> {
    const rows = await this.reads.rows<Row>(
      `SELECT ${WORKS} WHERE t.id IN (:...ids) ORDER BY t.offered_at, t.id LIMIT ${AT_ONCE}`,
      { ids },
    );
    return rows.map(workOf);
  }
}

/** Works of the month, of the two before, and those not done yet. */
const MEANT = `(t.state IN ('offered', 'accepted', 'scheduled', 'done')
  AND t.offered_at < :to AND (t.performed_at IS NULL OR t.performed_at >= :from))`;

function meantBy(month: string): { readonly from: string; readonly to: string } {
  const { from, to } = monthBounds(month);
  return {
    from: shifted(from, -BEFORE_DAYS).toISOString(),
    to: shifted(to, AFTER_DAYS).toISOString(),
  };
}

/** A step that is no quote and no authorisation, recorded when the work was done or later: its amount is what the work cost. */
const IS_COST = `(s.action NOT IN ('authorise', 'record-quote') AND t.settled_at IS NOT NULL AND s.recorded_at >= t.settled_at)`;
const amount = (condition: string) =>
  `(SELECT v.value FROM steps s JOIN step_values v ON v.request_id = s.request_id AND v.seq = s.seq AND v.name = 'data.amount'
    WHERE s.request_id = r.id AND ${condition} ORDER BY s.seq DESC LIMIT 1)`;

const WORKS = `t.id AS "taskId", t.request_id AS "requestId", r.ticket_number AS "ticketNumber", t.state AS "state",
    t.external_reference AS "reference", p.code AS "place", r.address AS "address", t.performed_at AS "performedAt",
    t.operator_code AS "operator",
    ${amount(IS_COST)} AS "amount", ${amount(`NOT ${IS_COST}`)} AS "ceiling"
  FROM tasks t JOIN service_requests r ON r.id = t.request_id LEFT JOIN places p ON p.id = r.place_id`;

/** Also where its part in the request has ended since: the work was done. */
function ownWorks({ partnerId }: PartnerViewer): Condition {
  return { sql: 't.partner_id = :ownPartner', parameters: { ownPartner: partnerId } };
}

function workOf({ state, performedAt, amount, ceiling, ...row }: Row): HeldWork {
  const at = toInstantOrNull(performedAt);
  const isDone = state === 'done';
  return {
    ...row,
    isDone,
    day: isDone && at ? civilDate(at) : null,
    amountCents: centsOf(amount),
    ceilingCents: centsOf(ceiling),
  };
}

/** An amount in euros, a JSON value of a step. */
function centsOf(json: string | null): number | null {
  if (json === null) return null;
  const read = amountCell(String(JSON.parse(json)));
  return read instanceof CellFault ? null : read;
}

function shifted(instant: Date, days: number): Date {
  return new Date(`${addCivilDays(civilDate(instant), days)}T00:00:00Z`);
}
