/** What is measured, row by row of PERFORMANCE.md. Every measure is bounded in calls and time, and speaks to loopback only. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import { filing, STREETS } from './make-town.mjs';

const AT_ONCE = 16;
const WARM_UP_CALLS = 60;

/**
 * One load: how many answers a second, how long they took, what they cost the server. Throws where an answer is not 2xx: a fast refusal is
 * no result. CPU is counted until the last answer, and again after `settle`, which waits for what leaves behind the answer (letters).
 */
async function load(product, { name, request, atOnce = 1, calls, settle }) {
  const cpu = product.cpuMs();
  const begun = performance.now();
  const tookMs = [];
  let ended = begun;
  const running = autocannon({
    url: product.url,
    connections: atOnce,
    amount: calls,
    timeout: 30,
    requests: [{ setupRequest: (prepared) => ({ ...prepared, ...request() }) }],
  });
  running.on('response', (_client, _status, _bytes, ms) => {
    tookMs.push(ms);
    ended = performance.now();
  });
  const result = await running;
  const spent = product.cpuMs() - cpu;
  if (result.non2xx > 0 || result.errors > 0 || tookMs.length === 0)
    throw new Error(`${name}: ${result.non2xx} refused, ${result.errors} broken`);
  await settle?.();
  tookMs.sort((a, b) => a - b);
  return {
    name,
    perSecond: (tookMs.length * 1_000) / (ended - begun),
    p50: tookMs[Math.floor(tookMs.length * 0.5)],
    p95: tookMs[Math.floor(tookMs.length * 0.95)],
    cpuMs: spent / tookMs.length,
    cpuAllMs: (product.cpuMs() - cpu) / tookMs.length,
  };
}

/** `only`: part of the names of what to measure; '' for everything. */
export async function measureAll(product, town, only) {
  const { token, citizen, sessions, store } = town;
  const lettersGone = () => waitForLetters(store);
  const get = (path, headers) => () => ({ method: 'GET', path, headers });
  const measures = [];
  const take = async (measure) => {
    if (!measure.name.includes(only)) return;
    measures.push(await load(product, measure));
    process.stderr.write(`  ${measure.name}: ${measures.at(-1).perSecond.toFixed(0)}/s\n`);
  };
  const pair = async (name, request, calls) => {
    if (![`${name}, alone`, `${name}, at 16`].some((one) => one.includes(only))) return;
    await load(product, { name, request, calls: WARM_UP_CALLS });
    await take({ name: `${name}, alone`, request, calls: Math.ceil(calls / 3) });
    await take({ name: `${name}, at 16`, request, calls, atOnce: AT_ONCE });
  };
  const idle = product.pssMiB();

  await load(product, {
    name: 'warm-up',
    request: fileOne,
    calls: WARM_UP_CALLS,
    settle: lettersGone,
  });
  await take({ name: 'file a request, alone', request: fileOne, calls: 200, settle: lettersGone });
  await take({
    name: 'file a request, at 16',
    request: fileOne,
    calls: 1_000,
    atOnce: AT_ONCE,
    settle: lettersGone,
  });
  const steps = await stepsToTake(store, token);
  const stepsAtOnce = { request: steps.next, calls: steps.count - 100, atOnce: AT_ONCE };
  await take({
    name: 'record a step, alone',
    request: steps.next,
    calls: 100,
    settle: lettersGone,
  });
  await take({ name: 'record a step, at 16', ...stepsAtOnce, settle: lettersGone });

  const { ticketNumber, password } = citizen;
  const basic = `Basic ${Buffer.from(`${ticketNumber}:${password}`).toString('base64')}`;
  await pair(
    'tracking page',
    get(`/servizi/segnalazioni/${ticketNumber}`, page(sessions.citizen)),
    600,
  );
  await pair(
    'ticket as JSON',
    get(`/api/v1/requests/${ticketNumber}`, { Authorization: basic }),
    1_200,
  );
  await pair('desk list, 50 rows', get('/ufficio', page(sessions.director)), 500);
  let street = 0;
  const searchOne = () => {
    street = (street + 7) % STREETS.length;
    return {
      method: 'GET',
      path: `/ufficio?cerca=${STREETS[street]}`,
      headers: page(sessions.director),
    };
  };
  await pair('desk search, rare word', searchOne, 500);
  await pair('desk search, common word', get('/ufficio?cerca=buca', page(sessions.director)), 200);

  const month = new Date().toISOString().slice(0, 7);
  const statistics = get(`/api/v1/statistics/months/${month}`, { Authorization: token });
  await take({ name: 'statistics of a month, alone', request: statistics, calls: 5 });
  const loaded = product.pssMiB();
  return { measures, memory: { idle, loaded } };
}

/** The whole table of requests as CSV, as it streams: first byte, last byte, rows, and how far memory rose. */
export async function measureExport(product, token) {
  const from = new Date(Date.now() - 3 * 366 * 86_400_000).toISOString().slice(0, 10);
  const to = new Date().toISOString().slice(0, 10);
  const before = product.pssMiB();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, product.pssMiB())), 50);
  const begun = performance.now();
  const answer = await fetch(
    `${product.url}/api/v1/statistics/requests.csv?from=${from}&to=${to}`,
    {
      headers: { Authorization: token },
    },
  );
  let firstMs;
  let rows = 0;
  for await (const chunk of answer.body) {
    firstMs ??= performance.now() - begun;
    rows += Buffer.from(chunk).toString('latin1').split('\n').length - 1;
  }
  clearInterval(watch);
  if (!answer.ok) throw new Error(`export: ${answer.status}`);
  return { firstMs, allMs: performance.now() - begun, rows: rows - 1, roseMiB: most - before };
}

function page(cookie) {
  return { Cookie: cookie, Accept: 'text/html', 'Accept-Language': 'it' };
}

let filed = 0;
function fileOne() {
  filed += 1;
  return {
    method: 'POST',
    path: '/api/v1/requests',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
    body: JSON.stringify(filing(1_000_000 + filed)),
  };
}

const ROUNDS = [
  { action: 'take-in-charge', version: 1, data: {} },
  {
    action: 'record-inspection',
    version: 2,
    data: { findings: 'Buca di mezzo metro sul lato destro.' },
  },
];

/** Each new request is taken on, then each is inspected: never two calls for one request at a time. */
async function stepsToTake(store, token) {
  const rows = await store.rows(
    `SELECT r.ticket_number AS number FROM service_requests r JOIN categories c ON c.id = r.category_id
     WHERE r.state_code = 'received' AND r.version = 1 AND c.code = 'roads-signs' ORDER BY r.ticket_number DESC LIMIT 500`,
  );
  const all = ROUNDS.flatMap((body) => rows.map(({ number }) => ({ number, body })));
  const count = Math.min(900, all.length);
  const next = () => {
    const { number, body } = all.shift();
    return {
      method: 'POST',
      path: `/api/v1/requests/${number}/steps`,
      headers: {
        Authorization: token,
        'Content-Type': 'application/json',
        'Idempotency-Key': randomUUID(),
      },
      body: JSON.stringify(body),
    };
  };
  return { next, count };
}

async function waitForLetters(store) {
  const giveUp = performance.now() + 120_000;
  while (performance.now() < giveUp) {
    const [row] = await store.rows(
      "SELECT COUNT(*) AS waiting FROM deliveries WHERE state IN ('pending', 'leased') AND channel = 'email'",
    );
    if (Number(row.waiting) === 0) return;
    await sleep(100);
  }
  throw new Error('letters do not leave');
}
