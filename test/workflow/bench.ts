/** The desk on which the pure engine is tried: the shipped iter, people, and a request in any state. */
import type { Permission } from '../../src/access/permissions.js';
import { decide } from '../../src/workflow/domain/decide.js';
import type {
  Command,
  Decision,
  Performer,
  RequestSnapshot,
  TaskSnapshot,
} from '../../src/workflow/domain/decision.js';
import type { WorkflowDocument } from '../../src/workflow/domain/document.js';
import { nextActions } from '../../src/workflow/domain/next-actions.js';
import { findState } from '../../src/workflow/domain/transition.js';
import { SYSTEM } from '../../src/workflow/domain/triggered-action.js';
import { readShippedWorkflows } from '../../src/workflow/shipped-workflows.js';

export const fault: WorkflowDocument = readShippedWorkflows().find((w) => w.code === 'fault')!;

export const now = new Date('2026-05-20T09:00:00.000Z');
export const settings = { reopenDays: 30, closingTextMinLength: 40 };

const office = (roleCode: string, permissions: Permission[]): Performer => ({
  kind: 'office',
  roleCode,
  permissions,
  accountId: `account-${roleCode}`,
});

/** DESIGN.md's table, as far as the iter asks. */
export const people = {
  citizen: { kind: 'citizen', permissions: [] },
  operator: office('operator', ['requests.see', 'requests.work', 'requests.take-message']),
  supervisor: office('supervisor', [
    'requests.see',
    'requests.work',
    'requests.assign',
    'requests.authorise',
    'requests.close',
    'requests.reopen',
    'requests.move-term',
    'requests.take-message',
  ]),
  director: office('director', [
    'requests.see',
    'requests.work',
    'requests.assign',
    'requests.authorise',
    'requests.close',
    'requests.reopen',
    'requests.move-term',
    'requests.reassign',
  ]),
  alderman: office('alderman', ['requests.see', 'requests.ask-news', 'requests.indicate']),
  mayor: office('mayor', ['requests.see', 'requests.ask-news', 'requests.indicate']),
  frontDesk: office('front-desk', ['requests.see', 'requests.take-message']),
  helper: office('helper', ['requests.file-for-others']),
  administrator: office('administrator', ['configuration.edit', 'audit.see']),
  partner: {
    kind: 'partner',
    roleCode: 'partner',
    partnerId: 'p1',
    permissions: ['tasks.answer'],
  },
  system: SYSTEM,
} as const satisfies Record<string, Performer>;
export type Person = keyof typeof people;

export function request(
  stateCode: string,
  changes: Partial<RequestSnapshot> = {},
  document = fault,
): RequestSnapshot {
  const stateKind = findState(document, stateCode)?.kind ?? 'open';
  return {
    version: 7,
    stateCode,
    stateKind,
    returnState: stateKind === 'waiting' ? 'inspected' : null,
    needsAuthorisation: false,
    filedAt: new Date('2026-04-01T08:00:00.000Z'),
    closedAt: stateKind === 'closed' ? new Date('2026-05-01T10:00:00.000Z') : null,
    suspensionUsed: false,
    isSuspended: false,
    assigneeId: null,
    outcome: null,
    tasks: [],
    openChildren: 0,
    done: [],
    recorded: [],
    ...changes,
  };
}

export const openTask: TaskSnapshot = {
  id: 't1',
  kind: 'work',
  state: 'offered',
  isOpen: true,
  partnerId: 'p1',
  offeredAt: now,
  settledAt: null,
};
export const doneTask: TaskSnapshot = {
  ...openTask,
  state: 'done',
  isOpen: false,
  settledAt: now,
};

const long = 'Il 18 maggio la squadra comunale ha chiuso la buca con asfalto a caldo.';

/** A right answer to everything that the action asks. */
export const answers: Record<string, Partial<Command>> = {
  'send-to-partner': { data: { partner: 'p1' } },
  'plan-inspection': { data: { plannedOn: '2030-05-22' } },
  'record-inspection': { data: { findings: 'Buca profonda 12 cm sulla corsia.' } },
  authorise: { data: { amount: 900 } },
  'assign-contractor': { data: { partner: 'p1', instructions: 'Chiudere la buca entro venerdì.' } },
  'take-back': { note: 'La ditta non è disponibile.' },
  'record-work-done': { data: { work: 'Buca chiusa con asfalto a caldo.' } },
  'send-back': { note: 'Il rappezzo è già ceduto.' },
  'ask-citizen': { data: { question: 'A quale numero civico si trova la buca?' } },
  answer: { note: 'Davanti al numero 12.' },
  'record-answer': { note: 'Per telefono: davanti al numero 12.' },
  'go-on-without-answer': { note: 'Nessuna risposta dopo due solleciti.' },
  'wait-third-party': { data: { awaited: 'Nulla osta della Provincia.' } },
  close: {
    data: { outcome: 'repaired', whatWasDone: long, doneBy: 'Squadra strade', citizenCan: long },
  },
  'close-without-work': {
    data: {
      outcome: 'not-ours',
      forwardedTo: 'Provincia, ufficio viabilità',
      whatWasDone: long,
      doneBy: 'Ufficio strade',
      citizenCan: long,
    },
  },
  'record-withdrawal': { note: 'Chiesto per telefono.' },
  'reopen-by-citizen': { note: 'La buca si è riaperta.' },
  'record-reopening': { note: 'Chiesto allo sportello.' },
  reopen: { note: 'Controllo a campione: lavoro non riuscito.' },
  message: { note: 'La buca si allarga.' },
  'take-message': { note: 'Dice che la buca si allarga.' },
  note: { note: 'Sentire la ditta.' },
  'write-citizen': { note: 'Interveniamo venerdì.' },
  photo: { data: { photos: 2 } },
  'assign-person': { data: { person: 'account-operator' } },
  'change-category': { data: { category: 'c2' }, note: 'È illuminazione.' },
  'change-office': { data: { office: 'o2' }, note: 'Strada provinciale.' },
  'move-term': { data: { newTerm: '2026-06-30' }, note: 'Serve un ricambio.' },
  'assign-partner': { data: { partner: 'p2' } },
  'ask-opinion': { data: { office: 'o2', instructions: 'La radice dell’albero regge?' } },
  'ask-inspection': { data: { office: 'o2', instructions: 'Guardare il muro di sostegno.' } },
  'cancel-tasks': { note: 'Incarico doppio.' },
  indicate: { note: 'Dare precedenza: è davanti alla scuola.' },
  protocol: { data: { protocolNumber: '12345', protocolDate: '2026-05-19' } },
};

export function ask(
  from: RequestSnapshot,
  who: Performer,
  action: string,
  changes: Partial<Command> & { document?: WorkflowDocument; at?: Date } = {},
) {
  const { document = fault, at = now, ...typed } = changes;
  const command = { action, version: from.version, data: {}, ...answers[action], ...typed };
  return decide(document, from, command, { performer: who, settings, now: at });
}

export function mayDo(from: RequestSnapshot, who: Performer, document = fault): string[] {
  return nextActions(document, from, who, settings, now).map((action) => action.code);
}

/** The request after the decision, as the write path would load it again. */
export function after(
  from: RequestSnapshot,
  decision: Decision,
  who: Performer,
  at = now,
): RequestSnapshot {
  const has = (kind: string) => decision.effects.some((effect) => effect.kind === kind);
  const isClosing = decision.toKind === 'closed' && from.stateKind !== 'closed';
  const isReopening = decision.toKind !== 'closed' && from.stateKind === 'closed';
  const settling = decision.effects.find(
    (effect) => effect.kind === 'cancel-tasks' || effect.kind === 'complete-tasks',
  );
  const kept = from.tasks.map((task) =>
    settling && (settling.tasks ?? [task.kind]).some((kind) => kind === task.kind)
      ? { ...task, state: 'cancelled', isOpen: false, settledAt: at }
      : task,
  );
  const opening = decision.effects.find((effect) => effect.kind === 'open-task');
  const kind = opening?.task ?? 'work';
  const opened = { ...openTask, kind, offeredAt: at, id: `t${from.tasks.length + 1}` };
  const step = { action: decision.action.code, accountId: who.accountId ?? null };
  const numbers = decision.values.flatMap(({ name, value }) =>
    typeof value === 'number'
      ? [{ action: step.action, field: name.replace('data.', ''), value }]
      : [],
  );
  return {
    ...from,
    version: from.version + (decision.moves ? 1 : 0),
    stateCode: decision.to,
    stateKind: decision.toKind,
    returnState: decision.returnState,
    suspensionUsed: from.suspensionUsed || has('stop-clock'),
    isSuspended: has('stop-clock') || (from.isSuspended && !isClosing && !has('start-clock')),
    closedAt: isClosing ? at : isReopening ? null : from.closedAt,
    tasks: has('open-task') ? [...kept, opened] : kept,
    done: isReopening ? [] : [...from.done, step],
    recorded: isReopening ? [] : [...from.recorded, ...numbers],
  };
}
