/**
 * Copies of a request with all its rows: ids of the pattern's own become new ones, days move together, so do number and street. What becomes of a cell
 * is decided once a pattern and not once a copy: a million requests are four hundred million cells. The same pattern and place give the same rows.
 */
import { createHash } from 'node:crypto';

const DAY_MS = 86_400_000;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** A pattern `{id, ticketNumber, filedAt, tables, rows}`, ready to be copied: each cell is its value, or a function of the copy. */
export function prepared(pattern) {
  const own = new Set([
    pattern.id,
    ...pattern.rows.flatMap(({ table, rows }) => rows.map((row) => ownId(pattern, table, row))),
  ]);
  const rows = pattern.rows.map(({ table, rows: found }) => {
    const { columns } = pattern.tables.find((one) => one.table === table);
    const cells = found.map((row) => row.map((value, c) => ofTable(table, columns[c], cellOf(value, pattern, own)))); // prettier-ignore
    return { table, rows: cells };
  });
  return { filedAt: pattern.filedAt, tables: pattern.tables, rows };
}

/** The rows of copy `i` of `count`, by table. */
export function copyOf(patterns, i, { next, town, count, pastDays, streets }) {
  const pattern = patterns[i % patterns.length];
  const backMs = Math.round(DAY_MS * pastDays * (1 - i / count)) + (i % 1440) * 60_000; // rows lie in the order in which they came
  const filedAt = pattern.filedAt - backMs;
  const ids = new Map();
  const copy = {
    ...{ backMs, filedAt, town, number: next(new Date(filedAt).getUTCFullYear()) },
    street: streets[i % streets.length].toLowerCase(),
    renew: (id) => {
      if (!ids.has(id)) ids.set(id, idOf(`${i}/${id}`, filedAt));
      return ids.get(id);
    },
  };
  const filled = (row) => row.map((cell) => (typeof cell === 'function' ? cell(copy) : cell));
  return new Map(pattern.rows.map(({ table, rows }) => [table, rows.map(filled)]));
}

function cellOf(value, { ticketNumber }, own) {
  if (typeof value !== 'string') return value;
  if (value === ticketNumber) return ({ number }) => number;
  if (INSTANT.test(value) || DAY.test(value)) {
    const at = Date.parse(value);
    const length = DAY.test(value) ? 10 : 24;
    return ({ backMs }) => new Date(at - backMs).toISOString().slice(0, length);
  }
  const ids = (value.match(UUID) ?? []).filter((id) => own.has(id));
  if (ids.length === 0) return value;
  if (ids[0] === value) return ({ renew }) => renew(value);
  return ({ renew }) => value.replace(UUID, (id) => (own.has(id) ? renew(id) : id));
}

/** What the table itself asks for: filed at another hour of another day of the week; found by another number and street. */
function ofTable(table, column, cell) {
  if (table === 'request_facts' && column === 'filed_weekday')
    return ({ town, filedAt }) => String(town.civilWeekday(town.civilDate(new Date(filedAt))));
  if (table === 'request_facts' && column === 'filed_hour')
    return ({ town, filedAt }) => town.civilTimeOfDay(new Date(filedAt)).slice(0, 2);
  if (table !== 'request_search') return cell;
  if (column === 'rowid') return ({ number }) => Number(number.replace(/-/g, '').slice(0, 10));
  if (column !== 'words') return cell;
  return (copy) => (typeof cell === 'function' ? cell(copy) : cell).replaceAll('reti', copy.street);
}

/** The id column comes first in every table that has one. */
function ownId({ tables }, table, row) {
  const at = tables.find((one) => one.table === table).columns.indexOf('id');
  return at < 0 ? '' : row[at];
}

/** An id of version 7, its moment in front as the product makes them: neighbours in time are neighbours in the index. */
function idOf(seed, atMs) {
  const time = Math.round(atMs).toString(16).padStart(12, '0');
  const hash = createHash('sha256').update(seed).digest('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`;
}
