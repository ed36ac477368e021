/**
 * Random commands of random people through the pure engine, for each shipped iter. The model beside it reads the document by itself and
 * keeps its own memory of what was done: it knows what a wait, an authorisation, four eyes or an open part must lead to.
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isRefusal } from '../../src/shared/refusal.js';
import { decide } from '../../src/workflow/domain/decide.js';
import { civilDate } from '../../src/calendar/domain/civil-time.js';
import type { Decision, Performer, RequestSnapshot } from '../../src/workflow/domain/decision.js';
import type { ActionDefinition, WorkflowDocument } from '../../src/workflow/domain/document.js';
import { nextActions } from '../../src/workflow/domain/next-actions.js';
import { performerMay } from '../../src/workflow/domain/performer-may.js';
import { startsFrom, stateOf } from '../../src/workflow/domain/transition.js';
import { readShippedWorkflows } from '../../src/workflow/shipped-workflows.js';
import { after, now, people, request, settings } from './bench.js';
import { rightAnswer } from './right-answer.js';

const DAY_MS = 86_400_000;
const WALKS = 130;
const performers: readonly Performer[] = [
  ...Object.values(people),
  { ...people.operator, accountId: 'account-second-operator' },
];
const references = { person: 'a1', office: 'o2', partner: 'p1', category: 'c2', ticket: 't2' };

const move = fc.record({
  /** Any action; one that is offered; the one most seldom taken so far; one that moves; one that brings the work on. */
  pace: fc.noBias(
    fc.constantFrom('any', 'offered', 'seldom', 'seldom', 'seldom', 'move', 'on', 'on', 'on'),
  ),
  who: fc.noBias(fc.nat({ max: 9_999 })),
  pick: fc.noBias(fc.nat({ max: 9_999 })),
  version: fc.constantFrom('right', 'right', 'right', 'old', 'none'),
  isAnswered: fc.constantFrom(true, true, true, true, false),
  roll: fc.nat({ max: 20 }),
  daysLater: fc.constantFrom(0, 0, 1, 20),
  tasksEnd: fc.constantFrom(null, null, null, null, 'done', 'done', 'declined'),
  openParts: fc.constantFrom(0, 0, 0, 1),
});
const walk = fc.record({
  needsAuthorisation: fc.boolean(),
  moves: fc.array(move, { minLength: 30, maxLength: 60, size: 'max' }),
});
type ValueOf<T> = T extends fc.Arbitrary<infer V> ? V : never;
type Move = ValueOf<typeof move>;

/** What the model remembers: nothing of it comes from the engine's own snapshot. */
interface Memory {
  readonly state: string;
  readonly beforeWait: string | null;
  readonly closedAt: Date | null;
  readonly hasStopped: boolean;
  readonly done: readonly { readonly action: string; readonly by: string | undefined }[];
}

describe.each(readShippedWorkflows().map((document) => [document.code, document] as const))(
  'the iter %s under random commands',
  (_, document) => {
    const kindOf = (code: string) => document.states.find((state) => state.code === code)?.kind;

    function startsAt(action: ActionDefinition, state: string): boolean {
      const groups = { '@any': true, '@open': kindOf(state) !== 'closed' };
      const working = kindOf(state) === 'open';
      const all: Record<string, boolean> = { ...groups, '@working': working, [state]: true };
      return action.from.some((from) => all[from] === true);
    }

    function checkMove(memory: Memory, { action, to }: Decision): void {
      must(startsAt(action, memory.state), 'starts where it may');
      const back = action.to === '@previous' ? memory.beforeWait : action.to;
      must(to === (action.to === '@same' ? memory.state : back), 'leads where it says');
      const reopens = kindOf(memory.state) === 'closed' && to !== memory.state;
      must(!reopens || to === 'reopened', 'what is closed moves only by reopening');
    }

    function checkGuards(memory: Memory, from: RequestSnapshot, decision: Decision, by: By): void {
      const last = (actions: readonly string[]) =>
        memory.done.findLast((one) => actions.includes(one.action));
      for (const guard of decision.action.guards) {
        const ofKinds = 'tasks' in guard ? guard.tasks : undefined;
        const tasks = from.tasks.filter(({ kind }) => !ofKinds || ofKinds.some((k) => k === kind));
        const open = tasks.filter((task) => task.isOpen);
        if (guard.kind === 'tasks-settled') must(open.length === 0, 'a join waits for every task');
        if (guard.kind === 'all-tasks-done')
          must(isAllDone(tasks), 'the join waits until all is done');
        if (guard.kind === 'tasks-open') must(open.length > 0, 'only open tasks are cancelled');
        if (guard.kind === 'children-closed') must(from.openChildren === 0, 'the parts are over');
        if (guard.kind === 'authorised')
          must(
            !(from.needsAuthorisation || guard.always) || last(guard.by) !== undefined,
            'it was authorised',
          );
        if (guard.kind === 'not-who-did' && by.who.accountId)
          must(last(guard.actions)?.by !== by.who.accountId, 'four eyes');
        if (guard.kind === 'within-days-of-closing' && memory.closedAt)
          must(by.at.getTime() - memory.closedAt.getTime() < 31 * DAY_MS, 'it is not too late');
      }
      const stops = decision.effects.some(({ kind }) => kind === 'stop-clock');
      must(!(memory.hasStopped && stops), 'the legal clock stops once');
    }

    function remember(memory: Memory, decision: Decision, { who, at }: By): Memory {
      const [was, is] = [kindOf(memory.state), decision.toKind];
      const reopens = was === 'closed' && is !== 'closed';
      const step = { action: decision.action.code, by: who.accountId };
      return {
        state: decision.to,
        beforeWait:
          is === 'waiting' && was !== 'waiting'
            ? memory.state
            : is === 'waiting'
              ? memory.beforeWait
              : null,
        closedAt: is !== 'closed' ? null : was === 'closed' ? memory.closedAt : at,
        hasStopped: memory.hasStopped || decision.effects.some(({ kind }) => kind === 'stop-clock'),
        done: reopens ? [] : [...memory.done, step],
      };
    }

    test('takes no step outside the definition, and no guard is ever bypassed', () => {
      const seen = new Set<string>();
      const taken: Taken = new Map();
      const run = ({ needsAuthorisation, moves }: ValueOf<typeof walk>) => {
        let current = request(document.initial, { needsAuthorisation }, document);
        let memory: Memory = { ...START, state: document.initial };
        let at = now;
        for (const step of moves) {
          at = new Date(at.getTime() + step.daysLater * DAY_MS);
          current = meanwhile(current, step, at);
          const { action, who } = chosen(document, current, { step, at, taken });
          const command = commandOf(action, current, { step, at });
          const possible = nextActions(document, current, who, settings, at).includes(action);
          const decision = decide(document, current, command, {
            performer: who,
            settings,
            now: at,
          });
          if (isRefusal(decision)) {
            const isAboutWhatWasSent = ['invalid', 'stale-version'].includes(decision.code);
            must(
              isAboutWhatWasSent || !possible,
              'what is offered is refused only for what was sent',
            );
            must(decision.code !== 'invalid' || possible, 'who may not is not told about fields');
            continue;
          }
          must(possible, 'only what is offered is decided');
          must(step.version !== 'old', 'no old version moves it');
          checkMove(memory, decision);
          checkGuards(memory, current, decision, { who, at });
          memory = remember(memory, decision, { who, at });
          current = after(current, decision, who, at);
          must(current.stateCode === memory.state, 'engine and model agree');
          seen.add(memory.state);
          taken.set(action.code, (taken.get(action.code) ?? 0) + 1);
        }
      };
      fc.assert(fc.property(walk, run), { numRuns: WALKS, seed: 20261121 });
      expect([...seen].sort()).toEqual(document.states.map(({ code }) => code).sort());
      expect([...taken.keys()].sort()).toEqual(document.actions.map(({ code }) => code).sort());
    });
  },
);

/** How often each action was taken on all walks so far. */
type Taken = Map<string, number>;

interface By {
  readonly who: Performer;
  readonly at: Date;
}

const START: Omit<Memory, 'state'> = {
  beforeWait: null,
  closedAt: null,
  hasStopped: false,
  done: [],
};

/** Quicker than a matcher; its sentence stands in the counterexample. */
function must(holds: boolean, sentence: string): void {
  if (!holds) throw new Error(`broken: ${sentence}`);
}

/** None is open, and each that was declined has one of its kind that was asked for later. */
function isAllDone(tasks: RequestSnapshot['tasks']): boolean {
  return tasks.every(
    ({ state, kind, settledAt }) =>
      ['done', 'cancelled'].includes(state) ||
      (state === 'declined' &&
        tasks.some((one) => one.kind === kind && Number(one.offeredAt) > Number(settledAt))),
  );
}

/** What happens to a request between two steps: others do what they were asked, parts are opened and ended. */
function meanwhile(current: RequestSnapshot, move: Move, settledAt: Date): RequestSnapshot {
  const { tasksEnd, openParts } = move;
  const ended = { state: tasksEnd ?? '', isOpen: false, settledAt };
  const tasks = current.tasks.map((task) =>
    task.isOpen && tasksEnd ? { ...task, ...ended } : task,
  );
  return { ...current, tasks, openChildren: openParts };
}

function commandOf(
  action: ActionDefinition,
  { version }: RequestSnapshot,
  { step, at }: { readonly step: Move; readonly at: Date },
) {
  const right = rightAnswer(action, references, { on: civilDate(at), roll: step.roll });
  const typed = step.isAnswered ? right : { data: {} };
  const versions = { right: { version }, old: { version: version - 1 }, none: {} };
  return { action: action.code, ...typed, ...versions[step.version as 'right' | 'old' | 'none'] };
}

/** Any action by anybody, or one that the iter offers: to somebody at random, and rather one that is seldom possible. */
function chosen(
  document: WorkflowDocument,
  current: RequestSnapshot,
  { step, at, taken }: { step: Move; at: Date; taken: Taken },
): { action: ActionDefinition; who: Performer } {
  const { actions } = document;
  const who = performers[step.who % performers.length]!;
  const any = { action: actions[step.pick % actions.length]!, who };
  if (step.pace === 'any') return any;
  if (step.pace === 'seldom') return seldom(document, current, { at, taken }) ?? any;
  for (let turn = 0; turn < performers.length; turn += 1) {
    const one = performers[(step.who + turn) % performers.length]!;
    const offered = nextActions(document, current, one, settings, at).filter((action) =>
      suits(document, current, { action, step }),
    );
    if (offered.length > 0) return { action: offered[step.pick % offered.length]!, who: one };
  }
  return any;
}

/** What keeps walks from passing by what is seldom possible: who may do it is asked only of the actions that start here. */
function seldom(
  document: WorkflowDocument,
  current: RequestSnapshot,
  { at, taken }: { at: Date; taken: Taken },
): { action: ActionDefinition; who: Performer } | null {
  const here = stateOf(document, current.stateCode);
  const times = ({ code }: ActionDefinition) => taken.get(code) ?? 0;
  const starting = document.actions
    .filter((action) => startsFrom(action, here))
    .sort((a, b) => times(a) - times(b));
  for (const action of starting) {
    const who = performers.find(
      (one) =>
        performerMay(action, one, current) &&
        nextActions(document, current, one, settings, at).includes(action),
    );
    if (who) return { action, who };
  }
  return null;
}

function suits(
  { states }: WorkflowDocument,
  { stateCode }: RequestSnapshot,
  { action, step }: { action: ActionDefinition; step: Move },
): boolean {
  if (step.pace === 'offered') return true;
  const place = (code: string) => states.findIndex(({ code: one }) => one === code);
  const target = states[place(action.to)];
  if (step.pace === 'move') return action.to !== '@same';
  return (
    target !== undefined &&
    target.kind !== 'waiting' &&
    target.code !== 'withdrawn' &&
    place(target.code) > place(stateCode)
  );
}
