/**
 * `npm run bench`: how fast the built product is on this machine, as a table in Markdown on stdout. It is no test and fails nothing.
 *
 *   node bench/run.mjs [--requests 1000,100000] [--database sqlite,postgres] [--server postgres://root@127.0.0.1/test] [--product .] [--only words] [--profile folder]
 *
 * Makes what it needs in a folder of its own and a database of its own, starts the product on loopback, stops it and takes everything away
 * again. 1,000 requests take about two minutes a database, 100,000 about ten.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Browser } from './browser.mjs';
import { measureLimits } from './limits.mjs';
import { copyPatterns, filePatterns, seedTown } from './make-town.mjs';
import { measureAll, measureExport } from './measures.mjs';
import { Product } from './product.mjs';
import { report } from './report.mjs';
import { makeDatabase, openStore } from './store.mjs';

const { values: options } = parseArgs({
  options: {
    requests: { type: 'string', default: '1000' },
    database: { type: 'string', default: 'sqlite' },
    server: { type: 'string', default: 'postgres://root@127.0.0.1/test' },
    product: { type: 'string', default: '.' },
    port: { type: 'string', default: '5490' },
    only: { type: 'string', default: '' },
    profile: { type: 'string' },
  },
});
const folder = resolve(options.product);
const machine = `${cpus().length} cores (${cpus()[0].model.trim()}), Node ${process.version}, load ${loadavg()[0].toFixed(1)} at the start`;
const tell = (line) => process.stderr.write(`${line}\n`);

const OWN_PASSWORD = 'tre gabbiani sul molo';

const runs = [];
let inserts = 20;
for (const database of options.database.split(','))
  for (const requests of options.requests.split(',').map(Number)) {
    tell(`${database}, ${requests} requests`);
    const run = await measureTown(database, requests);
    inserts = run.inserts;
    runs.push(run);
  }
const scratch = await mkdtemp(join(tmpdir(), 'iter-bench-'));
const server = options.database.includes('postgres') ? options.server : undefined;
const limits = await measureLimits({ dataDir: scratch, server, inserts });
await rm(scratch, { recursive: true });
process.stdout.write(report(runs, { limits, machine }));

async function measureTown(kind, requests) {
  const dataDir = await mkdtemp(join(tmpdir(), 'iter-bench-'));
  const database = await makeDatabase(kind === 'postgres' ? options.server : undefined, dataDir);
  const settings = { port: Number(options.port), dataDir, databaseUrl: database.url };
  const product = new Product(folder, settings);
  try {
    const director = await seedTown(product);
    await product.start();
    const citizen = await filePatterns(product, director);
    await product.stop();
    const progress = (made) => made % 10_000 === 0 && tell(`  ${made} requests made`);
    await copyPatterns(database, folder, requests, { progress });
    const profile = options.profile
      ? ['--cpu-prof', `--cpu-prof-dir=${resolve(options.profile)}`]
      : [];
    const measured = new Product(folder, { ...settings, nodeOptions: profile });
    try {
      const coldMs = await measured.start();
      return {
        database: kind,
        requests,
        coldMs,
        ...(await measure(measured, { database, director, citizen })),
      };
    } finally {
      await measured.stop();
    }
  } finally {
    await product.stop();
    await database.drop();
    await rm(dataDir, { recursive: true });
  }
}

async function measure(product, { database, director, citizen }) {
  const store = await openStore(database);
  try {
    const sessions = await signIn(product, { director, citizen });
    const town = { token: director.token, citizen, sessions, store };
    const { measures, memory } = await measureAll(product, town, options.only);
    const exported = await measureExport(product, director.token);
    return { measures, memory, exported, inserts: await rowsOfOneFiling(store) };
  } finally {
    await store.close();
  }
}

async function signIn(product, { director, citizen }) {
  const desk = new Browser(product.url);
  await desk.send('/accedi', '/accedi', {
    username: director.username,
    password: director.password,
  });
  if (director.password !== OWN_PASSWORD) {
    // the seed's passwords are the machine's: the first sign-in is asked for another
    const own = { present: director.password, password: OWN_PASSWORD, again: OWN_PASSWORD };
    await desk.send('/accesso/password', '/accesso/password', own);
    director.password = OWN_PASSWORD;
  }
  const holder = new Browser(product.url);
  const { ticketNumber, password } = citizen;
  await holder.send('/servizi/segnalazioni', '/servizi/segnalazioni/accedi', {
    ticketNumber,
    password,
  });
  return { director: desk.cookie, citizen: holder.cookie };
}

/** Rows that the last filing wrote: what a commit of the machine's own limit should write too. */
async function rowsOfOneFiling(store) {
  const [{ id }] = await store.rows('SELECT id FROM service_requests ORDER BY id DESC LIMIT 1');
  let rows = 2; // the counter and the reply of the command
  for (const [table, key] of [
    ['service_requests', 'id'],
    ['steps', 'request_id'],
    ['step_values', 'request_id'],
    ['request_facts', 'request_id'],
    ['request_search', 'request_id'],
    ['involvements', 'request_id'],
    ['deliveries', 'subject'],
  ])
    rows += Number(
      (await store.rows(`SELECT COUNT(*) AS n FROM ${table} WHERE ${key} = '${id}'`))[0].n,
    );
  return rows;
}
