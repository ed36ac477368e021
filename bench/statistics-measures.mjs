/** How the statistics of a large town are asked and measured: for the bench, and for the check that runs before main moves. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Browser } from './browser.mjs';

const EXPORTED_ROWS = 100_000;
const PATIENCE_MS = 1_800_000;
const OWN_PASSWORD = 'tre gabbiani sul molo';
const tell = (line) => process.stderr.write(`${line}\n`);

/**
 * From one publication to the next: the product's clock publishes one month after the other, until all that are over are there. A month that does not add
 * up is never published: throws when the patience is over.
 */
export async function freezing(store, patienceMs = PATIENCE_MS) {
  const [{ first }] = await store.rows('SELECT MIN(filed_on) AS first FROM request_facts');
  const begun = new Date();
  const due = (begun.getFullYear() - Number(first.slice(0, 4))) * 12 + begun.getMonth() + 1 - Number(first.slice(5, 7)); // prettier-ignore
  let rows = [];
  while (rows.length < due) {
    if (Date.now() - begun > patienceMs) throw new Error(`${rows.length} of ${due} months frozen`);
    await sleep(2_000);
    rows = await store.rows('SELECT month, published_at FROM published_months ORDER BY month');
    tell(`  ${rows.length} months frozen`);
  }
  const at = rows.map((row) => +new Date(row.published_at));
  const gaps = at.slice(1).map((one, i) => one - at[i]);
  return { count: rows.length, longest: Math.max(...gaps), last: rows.at(-1).month };
}

/** The machine's password counts for one sign-in, which asks for an own one. */
export async function choosePassword(product, { username, password }) {
  const desk = new Browser(product.url);
  await desk.send('/accedi', '/accedi', { username, password });
  const own = { present: password, password: OWN_PASSWORD, again: OWN_PASSWORD };
  await desk.send('/accesso/password', '/accesso/password', own);
}

export async function signIn(product, { username }) {
  const desk = new Browser(product.url);
  await desk.send('/accedi', '/accedi', { username, password: OWN_PASSWORD });
  return desk.cookie;
}

/** Days that hold at most so many requests, from the latest back. */
export async function rangeOf(store) {
  const days = await store.rows('SELECT filed_on AS day, COUNT(*) AS n FROM request_facts GROUP BY filed_on ORDER BY filed_on DESC'); // prettier-ignore
  let rows = 0;
  let from = days[0].day;
  for (const { day, n } of days) {
    rows += Number(n);
    if (rows > EXPORTED_ROWS * 1.01) break;
    from = day;
  }
  return `from=${from}&to=${days[0].day}`;
}

/** `told` gets each piece of the file as it comes. */
export async function exporting(product, path, { token }, told = () => {}) {
  const before = product.pssMiB();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, product.pssMiB())), 50);
  const begun = performance.now();
  const answer = await fetch(product.url + path, { headers: { Authorization: token } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  let rows = -1;
  for await (const chunk of answer.body) {
    told(chunk);
    rows += Buffer.from(chunk).toString('latin1').split('\n').length - 1;
  }
  clearInterval(watch);
  return { rows, allMs: performance.now() - begun, roseMiB: most - before };
}

/** Asked for on the page, written in the background by a process of its own; from the asking to the file that can be fetched. */
export async function exportingWorkbook(product, cookie, range) {
  const desk = new Browser(product.url, cookie);
  const [, from, to] = /from=(.*)&to=(.*)/.exec(range);
  const begun = performance.now();
  const page = '/ufficio/statistiche/segnalazioni';
  const job = await desk.send(page, page, { dal: from, al: to, formato: 'xlsx' });
  let mostMiB = 0;
  for (;;) {
    mostMiB = Math.max(mostMiB, ...product.childrenPssMiB());
    const html = await (await fetch(product.url + job, { headers: { Cookie: cookie } })).text();
    if (html.includes(`${job}/scarica`)) break;
    if (!html.includes('<progress')) throw new Error(`the list failed: ${job}`);
    await sleep(100);
  }
  return { allMs: performance.now() - begun, mostMiB, file: `${job}/scarica` };
}

export async function timed(product, path, headers) {
  const begun = performance.now();
  const answer = await fetch(product.url + path, { headers });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return performance.now() - begun;
}

export async function spread(times, work) {
  const took = [];
  for (let i = 0; i < times; i += 1) took.push(await work());
  const order = sorted(took);
  return { p50: order[Math.floor(times / 2)], p95: order[Math.ceil(times * 0.95) - 1] };
}

export function sorted(numbers) {
  return [...numbers].sort((a, b) => a - b);
}

export function ms(value) {
  return value >= 1000 ? `${(value / 1000).toFixed(1)} s` : `${value.toFixed(0)} ms`;
}
