/**
 * `node bench/decisions.mjs`: decisions a second of the pure engine on one core, as a table in Markdown on stdout. It is no test and fails nothing.
 *
 *   npm run build && node bench/decisions.mjs [--seconds 3]
 *
 * One request of the shipped iter goes round: taken, inspected, assigned, done, verified, closed, reopened; each decision reads the snapshot that
 * the one before left, with its history. `next actions` is what a page asks: everything that this person may do now. No database, no I/O.
 */
import { cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({ options: { seconds: { type: 'string', default: '3' } } });
const AT_ONCE = 2_000;
const AIM = 200_000;

const built = (path) => import(pathToFileURL(resolve('dist/src/workflow', path)));
const { decide } = await built('domain/decide.js');
const { nextActions } = await built('domain/next-actions.js');
const { readShippedWorkflows } = await built('shipped-workflows.js');

const document = readShippedWorkflows().find(({ code }) => code === 'fault');
const settings = { reopenDays: 30, closingTextMinLength: 40 };
const now = new Date('2026-05-20T09:00:00.000Z');
const director = {
  kind: 'office',
  roleCode: 'director',
  accountId: 'a1',
  permissions: ['see', 'work', 'assign', 'authorise', 'close', 'reopen', 'move-term'].map(
    (what) => `requests.${what}`,
  ),
};
const TOLD = 'La squadra comunale ha chiuso la buca con asfalto a caldo e ripulito la strada.';
const ROAD = [
  { action: 'take-in-charge' },
  { action: 'record-inspection', data: { findings: 'Buca di mezzo metro, sul lato destro.' } },
  { action: 'assign-own-team', data: { team: 'Squadra 2' } },
  { action: 'record-work-done', data: { work: 'Buca chiusa con asfalto a caldo.' } },
  { action: 'verify' },
  {
    action: 'close',
    data: { outcome: 'repaired', whatWasDone: TOLD, doneBy: 'Squadra strade', citizenCan: TOLD },
  },
  { action: 'reopen', note: 'Controllo a campione: lavoro non riuscito.' },
];

const received = {
  version: 1,
  stateCode: 'received',
  stateKind: 'open',
  returnState: null,
  needsAuthorisation: false,
  filedAt: new Date('2026-04-01T08:00:00.000Z'),
  closedAt: null,
  suspensionUsed: false,
  isSuspended: false,
  assigneeId: null,
  outcome: null,
  tasks: [],
  openChildren: 0,
  done: [],
};

const rows = [measure('decisions', decideOne()), measure('next actions', nextOne())];
const machine = `${cpus()[0].model.trim()}, Node ${process.version}, load ${loadavg()[0].toFixed(1)}`;
process.stdout.write(`One core of ${machine}\n\n| what | a second | aim |\n|---|---|---|\n`);
for (const { name, perSecond } of rows)
  process.stdout.write(
    `| ${name} | ${Math.round(perSecond).toLocaleString('en')} | ${AIM.toLocaleString('en')} |\n`,
  );

/** Processor time, not the clock on the wall: others may be at work on this machine. */
function measure(name, once) {
  for (let i = 0; i < 10 * AT_ONCE; i += 1) once();
  const begun = process.cpuUsage();
  let count = 0;
  let spentMs = 0;
  while (spentMs < Number(options.seconds) * 1_000) {
    for (let i = 0; i < AT_ONCE; i += 1) once();
    count += AT_ONCE;
    const { user, system } = process.cpuUsage(begun);
    spentMs = (user + system) / 1_000;
  }
  return { name, perSecond: (count * 1_000) / spentMs };
}

function decideOne() {
  let at = 0;
  let request = received;
  return () => {
    const { action, note, data = {} } = ROAD[at];
    const command = { action, version: request.version, data, ...(note && { note }) };
    const decision = decide(document, request, command, { performer: director, settings, now });
    if (!decision.to) throw new Error(`${action} in ${request.stateCode}: ${JSON.stringify(decision)}`); // prettier-ignore
    request = after(request, decision);
    at = (at + 1) % ROAD.length;
  };
}

function after(request, decision) {
  const isReopening = request.stateKind === 'closed';
  const step = { action: decision.action.code, accountId: director.accountId };
  return {
    ...request,
    version: request.version + 1,
    stateCode: decision.to,
    stateKind: decision.toKind,
    closedAt: decision.toKind === 'closed' ? now : null,
    done: isReopening ? [] : [...request.done, step],
  };
}

function nextOne() {
  const states = document.states.map(({ code, kind }) => ({
    ...received,
    stateCode: code,
    stateKind: kind,
    returnState: kind === 'waiting' ? 'inspected' : null,
    closedAt: kind === 'closed' ? new Date('2026-05-01T10:00:00.000Z') : null,
  }));
  let at = 0;
  return () => {
    nextActions(document, states[at], director, settings, now);
    at = (at + 1) % states.length;
  };
}
