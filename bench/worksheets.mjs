/**
 * `node bench/worksheets.mjs`: how long a partner's monthly sheet takes from its upload until it counts, as a table in Markdown on stdout, and
 * what a page costs meanwhile. It is no test and fails nothing. Build the product first.
 *
 *   node bench/worksheets.mjs [--lines 50000] [--database sqlite,postgres] [--server postgres://root@127.0.0.1/test] [--product .]
 *
 * Of a hundred lines 96 name our number, two the partner's own, one has another day, and one is unknown here.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import writeExcelFile from 'write-excel-file/node';
import { seedTown } from './make-town.mjs';
import { Product } from './product.mjs';
import { makeDatabase, openStore } from './store.mjs';

const { values: options } = parseArgs({
  options: {
    lines: { type: 'string', default: '50000' },
    database: { type: 'string', default: 'sqlite,postgres' },
    server: { type: 'string', default: 'postgres://root@127.0.0.1/test' },
    product: { type: 'string', default: '.' },
    port: { type: 'string', default: '5491' },
  },
});
const folder = resolve(options.product);
const lines = Number(options.lines);
const MONTH = new Date().toISOString().slice(0, 7);
const DAY = `${MONTH}-01`;
const PARTNER = 'luce-strade';
const LAMP = {
  category: 'street-lighting',
  title: 'Lampione spento',
  description: 'Il lampione davanti al civico 12 è spento da ieri sera.',
  location: { address: 'Via delle Reti 12' },
  citizen: { firstName: 'Anna', lastName: 'Ferrini', email: 'anna.ferrini@posta.example' },
  answers: { 'live-cable': 'no' },
};

const rows = [];
for (const database of options.database.split(',')) rows.push(...(await measure(database)));
process.stdout.write(
  [
    `${lines} lines, ${cpus().length} cores (${cpus()[0].model.trim()}), Node ${process.version}`,
    '',
    '| database | file | until it counts, s | page meanwhile, ms (median, worst) |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n'),
);

async function measure(kind) {
  const dataDir = await mkdtemp(join(tmpdir(), 'iter-bench-'));
  const database = await makeDatabase(kind === 'postgres' ? options.server : undefined, dataDir);
  const settings = { port: Number(options.port), dataDir, databaseUrl: database.url };
  const product = new Product(folder, settings);
  try {
    const director = await seedTown(product);
    const person = ['--person', 'Tommaso Riva'];
    const token = (await product.iter('partner-token', 'create', PARTNER, ...person)).trim();
    await product.start();
    const key = randomUUID();
    await product.api('POST', '/api/v1/requests', { token: director.token, body: LAMP, key });
    await product.stop();
    const works = await makeWorks(database);
    await product.start();
    const measured = [];
    for (const [name, bytes] of await files(works)) {
      process.stderr.write(`${kind}, ${name}\n`);
      measured.push(await send(product, { kind, name, bytes, token }));
    }
    return measured;
  } finally {
    await product.stop();
    await database.drop();
    await rm(dataDir, { recursive: true });
  }
}

/** Copies the one task, done on the first of the month, until there is one a line; answers numbers and references. */
async function makeWorks(database) {
  const module = join(folder, 'dist/src/requests/filing/domain/ticket-number.js');
  const { ticketNumber } = await import(pathToFileURL(module).href);
  const store = await openStore(database);
  const [request] = await store.rows(
    `SELECT r.* FROM service_requests r JOIN tasks t ON t.request_id = r.id`,
  );
  const [task] = await store.rows('SELECT * FROM tasks');
  const at = (value) => (store.kind === 'sqlite' ? value.toISOString() : value);
  const works = Array.from({ length: lines }, (_, i) => ({
    requestId: randomUUID(),
    number: ticketNumber(Number(MONTH.slice(0, 4)), 100_000 + i),
    reference: `RL/${i}`,
  }));
  const before = at(new Date(Date.parse(`${DAY}T08:00:00Z`) - 86_400_000));
  const done = {
    state: 'done',
    performed_at: at(new Date(`${DAY}T08:00:00Z`)),
    offered_at: before,
  };
  await insert(store, 'service_requests', works, ({ requestId, number }) => ({
    ...{ ...request, id: requestId, ticket_number: number },
  }));
  await insert(store, 'tasks', works, ({ requestId, reference }) => ({
    ...{ ...task, ...done, id: randomUUID(), request_id: requestId },
    external_reference: reference,
  }));
  await store.close();
  return works;
}

async function insert(store, table, works, rowOf) {
  const [first] = works;
  const columns = Object.keys(rowOf(first));
  await store.insert(table, columns, works.map((work) => Object.values(rowOf(work)))); // prettier-ignore
}

async function files(works) {
  const italian = (day) => day.split('-').reverse().join('/');
  const cells = works.map(({ number, reference }, i) => {
    const day = i % 100 === 98 ? `${MONTH}-02` : DAY;
    const [ours, theirs] = i % 100 === 99 ? ['', `X/${i}`] : i % 50 === 1 ? ['', reference] : [number, '']; // prettier-ignore
    return [ours, theirs, italian(day), String(17 + (i % 9)), `Via delle Reti ${i}`, '45,00'];
  });
  const table = [['Segnalazione', 'Rif.', 'Data', 'Operatore', 'Indirizzo', 'Importo'], ...cells];
  const csv = Buffer.from(table.map((row) => row.join(';')).join('\r\n'), 'latin1');
  const excel = table.map((row) => row.map((value) => ({ value, type: String })));
  return [
    ['sheet.csv', csv],
    ['sheet.xlsx', await writeExcelFile(excel).toBuffer()],
  ];
}

async function send(product, { kind, name, bytes, token }) {
  const headers = { Authorization: `Bearer ${token}` };
  const body = new FormData();
  body.set('month', MONTH);
  body.set('file', new Blob([bytes]), name);
  const begun = performance.now();
  const pages = [];
  const watch = { isOn: true };
  const watching = watchPages(product, watch, pages);
  let sheet = await json(await fetch(`${product.url}/api/v1/worksheets`, { method: 'POST', headers, body })); // prettier-ignore
  while (sheet.state === 'reading') {
    await sleep(200);
    sheet = await json(await fetch(`${product.url}/api/v1/worksheets/${sheet.worksheetId}`, { headers })); // prettier-ignore
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  watch.isOn = false;
  await watching;
  process.stderr.write(`  ${sheet.state} ${JSON.stringify(sheet.lines)}\n`);
  pages.sort((a, b) => a - b);
  const shown = [pages[Math.floor(pages.length / 2)], pages.at(-1)].map((ms) => ms.toFixed(0));
  return `| ${kind} | ${name} (${(bytes.length / 1e6).toFixed(1)} MB) | ${seconds} | ${shown.join(', ')} |`;
}

async function json(answer) {
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function watchPages(product, watch, pages) {
  while (watch.isOn) {
    const begun = performance.now();
    const isAnswered = await fetch(`${product.url}/`).then((page) => page.text(), () => null); // prettier-ignore
    if (isAnswered === null) continue; // the server had just closed an idle connection: asked again
    pages.push(performance.now() - begun);
    await sleep(50);
  }
}
