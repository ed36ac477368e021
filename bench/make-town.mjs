/**
 * A town with a past, the same for the same size. A few requests are filed and worked through the product's own door; then their rows are
 * copied with new ids, numbers, days and streets, in raw inserts, until there are enough. The copies are whole for every page, list and
 * table, but their chains of hashes are the pattern's: `iter verify` would call them broken. Nothing that is measured looks at that.
 */
import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { openStore } from './store.mjs';
import { copyOf, prepared } from './town-copies.mjs';

const PAST_DAYS = 730;
const DAY_MS = 86_400_000;
const BATCH = 500;
const DIRECTOR = 'dario';
export const STREETS = [
  'Acacie',
  'Betulle',
  'Cedri',
  'Darsena',
  'Edere',
  'Faggi',
  'Ginestre',
  'Hangar',
].flatMap((name) => Array.from({ length: 25 }, (_, i) => `${name}${i + 1}`)); // 200: a search for one finds one request in 200

/** Migrated and seeded; this machine is a help point, so that its filings are admitted. Answers the director's password. */
export async function seedTown(product) {
  const town = join(product.folder, 'dist/src/doors/administration/town/rocca-a-mare.yaml');
  const yaml = (await readFile(town, 'utf8')).replace(
    /^settings:\n/m,
    "settings:\n  filingsPerTenMinutes: 1000\n  filingsPerDay: 10000\n  helpPointNetworks: ['127.0.0.0/8']\n  helpPointFactor: 100\n",
  );
  const file = join(product.env.DATA_DIR, 'bench-town.yaml');
  await writeFile(file, yaml);
  const printed = await product.iter('seed', file);
  const line = printed.split('\n').find((one) => one.startsWith(`${DIRECTOR}\t`));
  const token = (await product.iter('token', 'create', DIRECTOR)).trim();
  return { username: DIRECTOR, password: line.split('\t')[1], token: `Bearer ${token}` };
}

export function filing(i = 0) {
  return {
    category: 'roads-signs',
    title: 'Buca profonda davanti alla scuola',
    description: `Una buca larga mezzo metro al centro della corsia, pericolosa per le biciclette. Segnalazione ${i}.`,
    location: { address: 'Via delle Reti 12' },
    citizen: { firstName: 'Anna', lastName: 'Ferrini', email: `anna.ferrini.${i}@posta.example` },
    answers: { defect: 'pothole' },
  };
}

const OTHERS = [
  { category: 'parks-green', answers: { kind: 'tree' }, title: 'Ramo spezzato sul vialetto' },
  { category: 'parks-green', answers: { kind: 'grass' }, title: 'Erba alta nel giardino' },
];
const INSPECT = [
  ['take-in-charge'],
  ['plan-inspection', { plannedOn: new Date(Date.now() + DAY_MS).toISOString().slice(0, 10) }],
  ['record-inspection', { findings: 'Buca di mezzo metro sul lato destro, da riempire.' }],
];
const WORK = [
  ...INSPECT,
  ['authorise', { amount: '900' }],
  ['assign-own-team', { team: 'Squadra 2' }],
  ['record-work-done', { work: 'Riempita con asfalto a freddo e compattata.' }],
  ['verify'],
];
const CLOSE = [
  ...WORK,
  [
    'close',
    {
      outcome: 'repaired',
      whatWasDone: 'La buca è stata chiusa con asfalto a freddo e il fondo è stato compattato.',
      doneBy: 'Squadra comunale',
      citizenCan:
        'Se il problema si ripresenta si può riaprire la segnalazione entro trenta giorni.',
    },
  ],
];
/** What the town is made of: of twenty requests seven are new, two taken on, two inspected, one worked, eight closed. */
const STORIES = [
  ...Array.from({ length: 7 }, (_, i) => ({ ...OTHERS[i - 5], road: [] })),
  ...Array.from({ length: 2 }, () => ({ road: INSPECT.slice(0, 1) })),
  ...Array.from({ length: 2 }, () => ({ road: INSPECT })),
  { road: WORK },
  ...Array.from({ length: 8 }, () => ({ road: CLOSE })),
];

/** A town that closes most of what it gets: eight steps a request. */
export const WORKED_STORIES = [
  { road: [] },
  { ...OTHERS[0], road: [] },
  { road: INSPECT.slice(0, 1) },
  { road: WORK },
  ...Array.from({ length: 16 }, () => ({ road: CLOSE })),
];

/** Files and works the patterns; answers the one with the longest past, with its password. */
export async function filePatterns(product, { token }, stories = STORIES) {
  const filed = [];
  for (const [i, { road, ...changed }] of stories.entries()) {
    const body = { ...filing(i), ...changed };
    const receipt = await product.api('POST', '/api/v1/requests', { body, key: randomUUID() });
    const path = `/api/v1/requests/${receipt.ticketNumber}`;
    for (const [action, data = {}] of road) {
      const { version } = await product.api('GET', path, { token });
      await product.api('POST', `${path}/steps`, {
        token,
        key: randomUUID(),
        body: { action, version, data },
      });
    }
    filed.push(receipt);
  }
  await sleep(3_000); // their letters leave
  return filed.at(-1);
}

/**
 * Copies the patterns until the town has `count` requests. Lean: no letters, and of the texts only those of the filing, which is what lists
 * and statistics read.
 */
export async function copyPatterns(
  database,
  folder,
  count,
  { progress = () => {}, isLean = false } = {},
) {
  const store = await openStore(database);
  const built = (path) => import(pathToFileURL(join(folder, 'dist/src', path)));
  const { ticketNumber } = await built('requests/filing/domain/ticket-number.js');
  const town = await built('calendar/domain/civil-time.js');
  const patterns = (await readPatterns(store, isLean)).map(prepared);
  const numbers = new Map();
  const next = (year) => {
    const last = (numbers.get(year) ?? 1_000) + 1; // beyond what the patterns took
    numbers.set(year, last);
    return ticketNumber(year, last);
  };
  const given = { next, town, count, pastDays: PAST_DAYS, streets: STREETS };
  const bringIndexesBack = await store.setIndexesAside(HANGING.map(([table]) => table));
  for (let made = patterns.length, size; made < count; made += size) {
    size = Math.min(BATCH - (made % BATCH), count - made);
    const copies = Array.from({ length: size }, (_, i) => copyOf(patterns, made + i, given));
    for (const { table, columns } of patterns[0].tables)
      await store.load(
        table,
        columns,
        copies.flatMap((copy) => copy.get(table) ?? []),
      );
    progress(made + size);
  }
  await bringIndexesBack();
  for (const [year, last] of numbers)
    await store.run(`INSERT INTO ticket_counters (year, last_number) VALUES (${year}, ${last})
      ON CONFLICT (year) DO UPDATE SET last_number = excluded.last_number`);
  // what lies behind has fired, as it would have in the town's own past
  await store.run(`UPDATE due_clocks SET fired_at = fires_at
    WHERE fired_at IS NULL AND fires_at <= '${new Date().toISOString()}'`);
  if (store.kind === 'postgres') await store.run('VACUUM ANALYZE'); // as autovacuum would have by now
  await store.close();
}

/** Every row that hangs on a request, whatever the tables are called. */
async function readPatterns(store, isLean) {
  const tables = (await tablesOf(store)).filter(({ table }) => !isLean || table !== 'deliveries');
  const requests = await store.rows('SELECT * FROM service_requests ORDER BY ticket_number');
  const patterns = [];
  for (const request of requests) {
    const rows = [];
    for (const { table, key, columns } of tables) {
      const names = table === 'request_search' && store.kind === 'sqlite' ? `rowid, *` : '*';
      const found = await store.rows(
        `SELECT ${names} FROM ${table} WHERE ${key} = '${request.id}' ${isLean && table === 'step_values' ? 'AND seq = 1' : ''}`,
      );
      rows.push({ table, rows: found.map((row) => columns.map((name) => plainValue(row[name]))) });
    }
    patterns.push({
      id: request.id,
      ticketNumber: request.ticket_number,
      filedAt: +new Date(request.filed_at),
      rows,
      tables,
    });
  }
  return patterns;
}

/** SQL type `json` comes back as an object; instants of PostgreSQL as a Date. */
function plainValue(value) {
  if (value instanceof Date) return value.toISOString();
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : value;
}

const HANGING = [
  ['service_requests', 'id'],
  ['steps', 'request_id'],
  ['step_values', 'request_id'],
  ['request_facts', 'request_id'],
  ['state_moves', 'request_id'],
  ['request_search', 'request_id'],
  ['involvements', 'request_id'],
  ['tasks', 'request_id'],
  ['due_clocks', 'request_id'],
  ['deliveries', 'subject'],
];

async function tablesOf(store) {
  const found = [];
  for (const [table, key] of HANGING) {
    const sql =
      store.kind === 'sqlite'
        ? `SELECT name FROM pragma_table_info('${table}')`
        : `SELECT column_name AS name FROM information_schema.columns WHERE table_name = '${table}'`;
    const columns = (await store.rows(sql)).map(({ name }) => name);
    if (table === 'request_search' && store.kind === 'sqlite') columns.unshift('rowid');
    found.push({ table, key, columns });
  }
  return found;
}
