/**
 * The statistics of a large town: makes one, lets the built product freeze its months, looks, exports, and ends with status 1 where a number is wrong or
 * beyond its limit. Numbers are held against the rows themselves, work against counts and memory, which a busy machine does not change; times are
 * printed, and only ten times the aim is too long.
 *
 *   npm run build && node .ci/large-town.mjs [--requests 100000] [--server postgres://…] [--port 5541]
 */
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { unzipSync } from 'fflate';
import { copyPatterns, filePatterns, seedTown, WORKED_STORIES } from '../bench/make-town.mjs';
import { Product } from '../bench/product.mjs';
import { choosePassword, exporting, exportingWorkbook, freezing, rangeOf, signIn, spread, timed } from '../bench/statistics-measures.mjs'; // prettier-ignore
import { makeDatabase, openStore } from '../bench/store.mjs';

const { values: options } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    server: { type: 'string' },
    port: { type: 'string', default: '5541' },
  },
});
const PAGE_ROWS = 200; // of the export
const FREEZING_PATIENCE_MS = 240_000; // ten times what it takes
const folder = resolve('.');
const dataDir = await mkdtemp(join(tmpdir(), 'iter-large-'));
const asked = join(dataDir, 'statements');
const database = await makeDatabase(options.server, dataDir);
const faults = [];
let product = productOf([]);
try {
  const director = await seedTown(product);
  await product.start();
  await filePatterns(product, director, WORKED_STORIES);
  await choosePassword(product, director);
  await product.stop();
  await copyPatterns(database, folder, Number(options.requests), { isLean: true });
  await writeFile(asked, '');
  product = productOf([`--import=${new URL('count-statements.mjs', import.meta.url)}?${asked}`]);
  await product.start();
  const store = await openStore(database);
  try {
    await check(store, director);
  } finally {
    await store.close();
  }
} finally {
  await product.stop();
  await database.drop();
  await rm(dataDir, { recursive: true });
}
if (faults.length > 0) {
  console.error(`\nwrong: ${faults.join('; ')}`);
  process.exit(1);
}

async function check(store, director) {
  await store.run('ANALYZE');
  const frozen = await freezing(store, FREEZING_PATIENCE_MS);
  atMost('freezing a month, ms', frozen.longest, 50_000);
  const cookie = await signIn(product, director);
  await checkLooks(cookie);
  await checkMonths(store, director);
  await checkBreakdowns(store, cookie);
  await checkLists(store, { director, cookie });
}

/** The first looks count and read, the next ones ask little; neither asks more of a larger town. */
async function checkLooks(cookie) {
  const look = () => timed(product, '/ufficio/statistiche', { Cookie: cookie });
  const first = await statements(look);
  atMost('dashboard of a year, first look, ms', first.answer, 3_000);
  atMost('statements of the first look', first.count, 160); // about 60, and the clocks' own meanwhile
  const again = await statements(look);
  atMost('statements of the next', again.count, 40);
  atMost('dashboard of a year, p95, ms', (await spread(20, look)).p95, 3_000);
}

/** Every request is received once, ends as often as it did, and one month's end is the next one's start, by every dimension. */
async function checkMonths(store, { token }) {
  const codes = await monthsOf(store);
  const months = [];
  for (const code of codes) months.push(await product.api('GET', `/api/v1/statistics/months/${code}`, { token })); // prettier-ignore
  const [{ rows, closed, open }] = await store.rows(
    `SELECT COUNT(*) AS rows, COUNT(*) FILTER (WHERE state_kind = 'closed') AS closed, COUNT(*) FILTER (WHERE state_kind <> 'closed') AS open FROM request_facts`,
  );
  const sum = (list, read) => list.reduce((all, one) => all + read(one), 0);
  equal(
    'received over all months',
    sum(months, ({ totals }) => totals.received),
    rows,
  );
  equal('closed over all months', sum(months, ({ totals: { closed: n, withdrawn, reopened } }) => n + withdrawn - reopened), closed); // prettier-ignore
  equal('open at the end of the last', months.at(-1).totals.openAtEnd, open);
  equal('months that begin where another ended', months.filter(({ totals }, i) => totals.openAtStart === (months[i - 1]?.totals.openAtEnd ?? 0)).length, months.length); // prettier-ignore
  const broken = months.flatMap(({ month, totals, by }) =>
    Object.entries(by).flatMap(([dimension, lines]) =>
      ['received', 'closed', 'openAtEnd'].filter((name) => sum(lines, (line) => line[name]) !== totals[name]).map((name) => `${month} ${dimension} ${name}`))); // prettier-ignore
  equal(`sums of dimensions that differ ${broken.slice(0, 3)}`, broken.length, 0);
}

/** Of one choice and of two together: every table adds up to what the facts hold. */
async function checkBreakdowns(store, cookie) {
  const codes = (await monthsOf(store)).slice(-12);
  for (const [slices, condition] of [
    ['voce=category.roads-signs', `c.code = 'roads-signs'`],
    [
      'voce=category.parks-green&voce=weekday.1',
      `c.code = 'parks-green' AND f.filed_weekday = '1'`,
    ],
  ]) {
    const path = `/ufficio/statistiche?${slices}`;
    const page = await (await fetch(product.url + path, { headers: { Cookie: cookie } })).text();
    const sums = [...page.matchAll(/<tfoot>.*?<\/tfoot>/gs)].slice(1).map(([row]) => Number(/<a href="[^"]*">([\d.]+)<\/a>/.exec(row)?.[1].replaceAll('.', '') ?? -1)); // prettier-ignore
    const [{ n }] =
      await store.rows(`SELECT COUNT(*) AS n FROM request_facts f JOIN categories c ON c.id = f.category_id
      WHERE f.filed_on >= '${codes[0]}-01' AND ${condition}`);
    equal(`tables of ${slices}`, sums.length > 5, true);
    equal(`received in each of them`, [...new Set(sums)].join(), String(n));
  }
}

/** What is in the facts is in the file, once each, and no more of it in memory than a few pages. */
async function checkLists(store, { director, cookie }) {
  const range = await rangeOf(store);
  const [, from, to] = /from=(.*)&to=(.*)/.exec(range);
  const [{ n }] = await store.rows(`SELECT COUNT(*) AS n FROM request_facts WHERE filed_on >= '${from}' AND filed_on <= '${to}'`); // prettier-ignore
  const pieces = [];
  const path = `/api/v1/statistics/requests.csv?${range}`;
  const csv = await statements(() => exporting(product, path, director, (piece) => pieces.push(piece))); // prettier-ignore
  const lines = Buffer.concat(pieces).toString('utf8').split('\r\n').slice(1, -1);
  equal('rows of the CSV', csv.answer.rows, Number(n));
  equal('requests in it', new Set(lines.map((line) => line.split(';', 1)[0])).size, Number(n));
  atMost('CSV, ms', csv.answer.allMs, 20_000);
  atMost('memory that rises with it, MiB', csv.answer.roseMiB, 60);
  atMost('statements of the CSV', csv.count, Number(n) / PAGE_ROWS + 100);
  const book = await exportingWorkbook(product, cookie, range);
  const bytes = await (await fetch(product.url + book.file, { headers: { Cookie: cookie } })).arrayBuffer(); // prettier-ignore
  equal('rows of the XLSX', rowsOf(new Uint8Array(bytes)) - 1, Number(n));
  atMost('XLSX, ms', book.allMs, 150_000);
  atMost('memory of the process that writes it, MiB', book.mostMiB, 300);
}

function rowsOf(workbook) {
  const sheet = Buffer.from(unzipSync(workbook, { filter: ({ name }) => name.endsWith('sheet1.xml') })['xl/worksheets/sheet1.xml']); // prettier-ignore
  let count = 0;
  for (let at = sheet.indexOf('<row '); at >= 0; at = sheet.indexOf('<row ', at + 1)) count += 1;
  return count;
}

/** From that of the first request to the one that runs. */
async function monthsOf(store) {
  const [{ first }] = await store.rows('SELECT MIN(filed_on) AS first FROM request_facts');
  const [{ last }] = await store.rows('SELECT MAX(filed_on) AS last FROM request_facts');
  const codes = [];
  for (
    let [year, month] = first.split('-').map(Number);
    codes.at(-1) !== last.slice(0, 7);
    month += 1
  ) {
    // prettier-ignore
    if (month > 12) [year, month] = [year + 1, 1];
    codes.push(`${year}-${String(month).padStart(2, '0')}`);
  }
  return codes;
}

/** How many statements SQLite is asked meanwhile, the clocks' own among them; none are told of PostgreSQL. */
async function statements(work) {
  const before = (await stat(asked)).size;
  const answer = await work();
  return { answer, count: (await stat(asked)).size - before };
}

function equal(what, found, wanted) {
  const isSame = String(found) === String(wanted); // `bigint` of PostgreSQL comes as text
  console.log(`${what}: ${found}${isSame ? '' : `, not ${wanted}`}`);
  if (!isSame) faults.push(what);
}

function atMost(what, found, limit) {
  console.log(`${what}: ${Math.round(found)} (at most ${Math.round(limit)})`);
  if (!(found <= limit)) faults.push(what);
}

function productOf(nodeOptions) {
  return new Product(folder, { port: Number(options.port), dataDir, databaseUrl: database.url, nodeOptions }); // prettier-ignore
}
