/** What a list of requests is read from; no column tells who somebody is. */
const SOURCES = {
  requestId: 'f.request_id',
  filedOn: 'f.filed_on',
  ticketNumber: 'r.ticket_number',
  kind: 'f.kind',
  categoryId: 'f.category_id',
  officeId: 'f.office_id',
  areaId: 'f.area_id',
  partnerId: 'f.partner_id',
  channel: 'f.channel',
  language: 'f.language',
  origin: 'f.origin',
  level: 'f.entered_by',
  state: 'r.state_code',
  stateKind: 'f.state_kind',
  weekday: 'f.filed_weekday',
  hour: 'f.filed_hour',
  filedAt: 'f.filed_at',
  firstAnswerAt: 'f.first_answer_at',
  dueAt: 'f.due_at',
  closedAt: 'f.closed_at',
  outcome: 'f.outcome',
  isWithdrawn: 'CASE WHEN f.is_withdrawn THEN 1 ELSE 0 END',
  isImported: 'CASE WHEN f.is_imported THEN 1 ELSE 0 END',
  timesReopened: 'f.times_reopened',
  suspendedSeconds: 'f.suspended_seconds',
} as const;

export type Source = keyof typeof SOURCES;

/** What pages are read on by: the first two values of every row. */
export const PLACE = ['filedOn', 'requestId'] as const satisfies readonly Source[];

/** One page of these sources, of the requests that `seen` (a condition on `r`) leaves, in filing order, read on from the last row (`:lastOn`, `:lastId`). */
export function pageSql(sources: readonly Source[], seen: string): string {
  return `
  SELECT ${sources.map((source) => SOURCES[source]).join(', ')}
  FROM request_facts f JOIN service_requests r ON r.id = f.request_id
  WHERE (f.filed_on, f.request_id) > (:lastOn, :lastId) AND f.filed_on <= :to AND (${seen})
  ORDER BY f.filed_on, f.request_id
  LIMIT :limit`;
}
