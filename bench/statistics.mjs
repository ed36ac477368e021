/**
 * `node bench/statistics.mjs`: what statistics cost in a large town, as a table in Markdown on stdout. It is no test and fails nothing.
 *
 *   npm run build && node bench/statistics.mjs [--requests 100000] [--database sqlite,postgres] [--server postgres://root@127.0.0.1/test] [--port 5491] [--keep folder]
 *
 * The town is the one of `make-town.mjs`, the same for the same size, over two years, with eight steps a request. What is measured: freezing
 * each of its months (between one publication and the next, as the product's own clock does it), the dashboard of a year, a month and its
 * files, the export of 100,000 requests with the memory that it takes, and what a page of the desk waits for meanwhile. 100,000 requests take
 * about three minutes a database. With `--keep` the town stays in that folder and is taken from there the next time.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { copyPatterns, filePatterns, seedTown, WORKED_STORIES } from './make-town.mjs';
import { Product } from './product.mjs';
import { choosePassword, exporting, exportingWorkbook, freezing, ms, rangeOf, signIn, sorted, spread, timed } from './statistics-measures.mjs'; // prettier-ignore
import { makeDatabase, openStore } from './store.mjs';

const { values: options } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    database: { type: 'string', default: 'sqlite' },
    server: { type: 'string', default: 'postgres://root@127.0.0.1/test' },
    port: { type: 'string', default: '5491' },
    keep: { type: 'string' },
  },
});
const tell = (line) => process.stderr.write(`${line}\n`);
const folder = resolve('.');

process.stdout.write('| database | requests | what | measured | aim |\n|---|---|---|---|---|\n');
for (const kind of options.database.split(','))
  for (const requests of options.requests.split(',').map(Number))
    for (const [what, measured, aim] of await measureTown(kind, requests))
      process.stdout.write(`| ${kind} | ${requests} | ${what} | ${measured} | ${aim} |\n`);

async function measureTown(kind, requests) {
  const town = await townOf(kind, requests);
  try {
    return await measure(town.product, town.database, town.director);
  } finally {
    await town.product.stop();
    if (!options.keep) await town.database.drop();
    if (!options.keep) await rm(town.dataDir, { recursive: true });
  }
}

/** Made now, or as an earlier run left it. */
async function townOf(kind, requests) {
  const kept = options.keep && resolve(options.keep, `${kind}-${requests}`);
  const told = kept && join(kept, 'town.json');
  if (told && existsSync(told)) {
    const { database, director } = JSON.parse(await readFile(told, 'utf8'));
    await unpublish(database);
    return { database, director, dataDir: kept, product: productOf(kept, database) };
  }
  if (kept) await mkdir(kept, { recursive: true });
  const dataDir = kept ?? (await mkdtemp(join(tmpdir(), 'iter-bench-')));
  const database = await makeDatabase(kind === 'postgres' ? options.server : undefined, dataDir);
  const product = productOf(dataDir, database);
  const director = await seedTown(product);
  await product.start();
  await filePatterns(product, director, WORKED_STORIES);
  await choosePassword(product, director);
  await product.stop();
  const progress = (made) => made % 20_000 === 0 && tell(`  ${made} made`);
  await copyPatterns(database, folder, requests, { progress, isLean: true });
  if (told) await writeFile(told, JSON.stringify({ database, director }));
  return { database, director, dataDir, product };
}

function productOf(dataDir, database) {
  return new Product(folder, { port: Number(options.port), dataDir, databaseUrl: database.url });
}

/** As if no month had been published: nothing but a bench may do that. */
async function unpublish(database) {
  const store = await openStore(database);
  if (store.kind === 'sqlite') await store.run('DROP TRIGGER IF EXISTS tr_published_months_refuse_delete'); // prettier-ignore
  await store.run('DELETE FROM published_months');
  await store.close();
}

async function measure(product, database, director) {
  const store = await openStore(database);
  try {
    await store.run('ANALYZE');
    await product.start();
    const frozen = await freezing(store);
    const cookie = await signIn(product, director);
    const page = (path) => timed(product, path, { Cookie: cookie, Accept: 'text/html' });
    const alone = await spread(40, () => page('/ufficio'));
    const cold = await page('/ufficio/statistiche');
    const dashboard = await spread(60, () => page('/ufficio/statistiche'));
    const office = '/ufficio/statistiche?voce=office.roads-works';
    const parted = await page(office);
    const slice = await spread(20, () => page(office));
    const both = `${office}&voce=category.roads-signs`;
    const narrowed = await page(both);
    const pdf = await spread(5, () => page(`/ufficio/statistiche/mesi/${frozen.last}/file/pdf`));
    const xlsx = await spread(5, () => page(`/ufficio/statistiche/mesi/${frozen.last}/file/xlsx`));
    const range = await rangeOf(store);
    const exported = await exporting(product, `/api/v1/statistics/requests.csv?${range}`, director);
    const workbook = await exportingWorkbook(product, cookie, range);
    let isOver = false;
    const running = exporting(product, `/api/v1/statistics/requests.csv?${range}`, director).finally(() => (isOver = true)); // prettier-ignore
    const during = [];
    while (!isOver) during.push(await page('/ufficio'));
    await running;
    return [
      ['freezing a month, longest of ' + frozen.count, ms(frozen.longest), '5 s'],
      ['dashboard of a year, first', ms(cold), ''],
      ['dashboard of a year, p95', ms(dashboard.p95), '300 ms'],
      ['dashboard of one office, first', ms(parted), ''],
      ['dashboard of one office, p95', ms(slice.p95), '300 ms'],
      ['dashboard of an office and a category, first', ms(narrowed), ''],
      ['a month as PDF, p95', ms(pdf.p95), ''],
      ['a month as XLSX, p95', ms(xlsx.p95), ''],
      [`CSV of ${exported.rows} requests`, ms(exported.allMs), '2 s'],
      ['memory that rises with it', `${exported.roseMiB.toFixed(0)} MiB`, '30 MB'],
      [`XLSX of ${exported.rows} requests`, ms(workbook.allMs), '15 s'],
      ['memory of the process that writes it', `${workbook.mostMiB.toFixed(0)} MiB`, '300 MB'],
      ['desk list alone, p50', ms(alone.p50), ''],
      ['desk list during an export, p50', ms(sorted(during)[Math.floor(during.length / 2)]), '2 times'], // prettier-ignore
    ];
  } finally {
    await store.close();
  }
}
