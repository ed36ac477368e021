/** Waits until the product at the given address is ready, files one request over its API as anybody may, and reads it back as its holder. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const address = process.argv[2];
const PATIENCE_MS = 60_000;
const PAUSE_MS = 200;

const filing = {
  category: 'roads-signs',
  title: 'Buca davanti alla scuola',
  description: 'Profonda, al centro della corsia.',
  location: { address: 'Via delle Reti 12' },
  citizen: { firstName: 'Anna', lastName: 'Ferrini', email: 'anna.ferrini@posta.example' },
  answers: { defect: 'pothole' },
};

await ready();
const filed = await json('/api/v1/requests', 201, {
  method: 'POST',
  headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
  body: JSON.stringify(filing),
});
const { ticketNumber, password } = filed;
const proof = Buffer.from(`${ticketNumber}:${password}`).toString('base64');
const read = await json(`/api/v1/requests/${ticketNumber}`, 200, {
  headers: { authorization: `Basic ${proof}` },
});
for (const [name, found, wanted] of [
  ['ticketNumber', read.ticketNumber, ticketNumber],
  ['title', read.title, filing.title],
  ['state', read.state.code, 'received'],
  ['dueAt', read.dueAt, filed.dueAt],
])
  if (found !== wanted) throw new Error(`${name} is ${found}, not ${wanted}`);
console.log(`filed and read back: ${ticketNumber}, an answer is due by ${read.dueAt}`);

async function ready() {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const isReady = await fetch(`${address}/api/v1/categories`).then(
      (answer) => answer.ok,
      () => false, // nobody listens yet
    );
    if (isReady) return;
    await pause(PAUSE_MS);
  }
  throw new Error(`${address} does not answer`);
}

async function json(path, status, options) {
  const answer = await fetch(`${address}${path}`, options);
  const text = await answer.text();
  if (answer.status !== status) throw new Error(`${path} answered ${answer.status}: ${text}`);
  return JSON.parse(text);
}
