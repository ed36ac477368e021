/**
 * What the rows of one request say, held against the iter that it runs on and against each other. It reads the document by itself and asks
 * nothing of the engine.
 */
import { DueClock } from '../../../src/requests/clock/due-clock.entity.js';
import { RequestFacts } from '../../../src/requests/facts/request-facts.entity.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';
import { Step } from '../../../src/requests/steps/step.entity.js';
import { StepValue } from '../../../src/requests/steps/step-value.entity.js';
import { Task } from '../../../src/requests/tasks/task.entity.js';
import { Workflows } from '../../../src/workflow/workflow.service.js';
import type { House } from '../../support/house.js';
import { kindOf, placeAfter, reopens, startsIn, type Told } from './told-course.js';
import { breachOfGuards } from './told-guards.js';
import { mayDo, type Person } from './who-may.js';

/** The first thing that cannot be, as a sentence; null where the rows tell one story. `people`: everybody who signs in, by account. */
export async function findBreach(
  house: House,
  ticketNumber: string,
  people: ReadonlyMap<string, Person>,
): Promise<string | null> {
  const { reads } = house;
  const request = await reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
  const requestId = request.id;
  const [steps, facts, tasks, clocks, corrections] = await Promise.all([
    reads.of(Step).find({ where: { requestId }, order: { seq: 'ASC' } }),
    reads.of(RequestFacts).findOneByOrFail({ requestId }),
    reads.of(Task).findBy({ requestId }),
    reads.of(DueClock).findBy({ requestId }),
    reads.of(StepValue).findBy({ requestId, name: 'corrects' }),
  ]);
  const { document } = await house.get(Workflows).byId(request.workflowVersionId);
  const struckBy = new Map(corrections.map(({ seq, value }) => [seq, Number(value)]));
  const told: Told = { document, steps, tasks, struckBy };
  return (
    steps.map((step, index) => breachOfStep(told, index, people)).find(Boolean) ??
    breachOfHead(request, told) ??
    breachOfFacts(request, facts, told) ??
    breachOfTerms(request, tasks, clocks)
  );
}

function breachOfStep(
  told: Told,
  index: number,
  people: ReadonlyMap<string, Person>,
): string | null {
  const { document, steps } = told;
  const step = steps[index]!;
  const before = steps[index - 1];
  const { action, seq, fromState, toState } = step;
  const says = (what: string) => `step ${seq} (${action}) ${what}`;
  if (!before) return seq === 1 && toState === document.initial ? null : says('begins elsewhere');
  if (seq !== before.seq + 1) return says('leaves a gap');
  if (fromState !== before.toState) return says('starts where the request was not');
  if (action === 'correct') return null; // leads back to any state that it was in: `placeAfter` knows which
  const known = document.actions.find(({ code }) => code === action);
  if (!known) return fromState === toState ? null : says('moves, and the iter does not know it');
  if (!startsIn(document, known, fromState)) return says(`may not start in ${fromState}`);
  const place = placeAfter(told, index);
  const to = { '@same': fromState, '@previous': place.beforeWait }[known.to] ?? known.to;
  if (toState !== to) return says(`leads to ${toState}, not to ${to}`);
  if (kindOf(document, fromState) === 'closed' && toState !== fromState)
    if (kindOf(document, toState) === 'closed') return says('moves what is closed');
  if (!mayDo(known, step, { tasks: told.tasks, people })) return says('was done by who may not');
  const guard = breachOfGuards(told, known, index);
  return guard && says(guard);
}

function breachOfHead(request: ServiceRequest, told: Told): string | null {
  const { document, steps } = told;
  const last = steps.at(-1);
  if (last?.seq !== request.lastSeq || last.hash !== request.lastHash)
    return 'the head is not last';
  if (last.toState !== request.stateCode) return `the row is in ${request.stateCode}`;
  const place = placeAfter(told, steps.length);
  if (place.state !== request.stateCode)
    return `the row is in ${request.stateCode}, not in ${place.state}`;
  const kind = kindOf(document, request.stateCode);
  if (kind !== request.stateKind) return `${request.stateCode} is not ${request.stateKind}`;
  if (kind === 'waiting' && request.returnState !== place.beforeWait)
    return `the wait leads back to ${request.returnState}, not to ${place.beforeWait}`;
  if (kind !== 'closed' && !isLeft(told, place)) return `${place.state} cannot be left`;
  return (request.closedAt !== null) === (kind === 'closed')
    ? null
    : 'closed without an instant, or an instant without being closed';
}

/** Whether some action leads out of here, whoever may do it and whatever holds it back now. */
function isLeft({ document }: Told, { state, beforeWait }: ReturnType<typeof placeAfter>): boolean {
  return document.actions.some(
    (action) =>
      startsIn(document, action, state) &&
      (action.to === '@previous' ? beforeWait !== null : !['@same', state].includes(action.to)),
  );
}

const SHARED = ['stateKind', 'stateCode', 'outcome', 'categoryId', 'officeId'] as const;

function breachOfFacts(request: ServiceRequest, facts: RequestFacts, told: Told): string | null {
  const differing = SHARED.find((name) => facts[name] !== request[name]);
  if (differing) return `facts.${differing} is ${facts[differing]}, not ${request[differing]}`;
  if (facts.dueAt.getTime() !== request.dueAt.getTime() && !isAsItWasClosed(request, told))
    return 'facts.dueAt is another';
  if ((facts.closedAt === null) !== (request.closedAt === null)) return 'facts.closedAt is wrong';
  if (facts.isWithdrawn !== (request.outcome === 'withdrawn')) return 'facts.isWithdrawn is wrong';
  if (request.stateKind === 'closed' && request.outcome === null) return 'closed without an outcome'; // prettier-ignore
  const reopened = reopenings(told);
  return facts.timesReopened === reopened
    ? null
    : `facts.timesReopened is ${facts.timesReopened}, not ${reopened}`;
}

/** Where a reopening was struck through, the closing counts with the term that it had: one that was moved in between is the row's alone. */
function isAsItWasClosed({ stateKind }: ServiceRequest, { document, steps, struckBy }: Told) {
  const struck = new Set(struckBy.values());
  return stateKind === 'closed' && steps.some((step) => struck.has(step.seq) && reopens(document, step)); // prettier-ignore
}

/** Those that were not struck through. */
function reopenings({ document, steps, struckBy }: Told): number {
  const struck = new Set(struckBy.values());
  return steps.filter((step) => !struck.has(step.seq) && reopens(document, step)).length;
}

function breachOfTerms(
  { filedAt, dueAt }: ServiceRequest,
  tasks: readonly Task[],
  clocks: readonly DueClock[],
): string | null {
  if (dueAt < filedAt) return 'due before it was filed';
  const early = tasks.find((task) => task.dueAt && task.dueAt < filedAt);
  if (early) return `task ${early.kind} due before the filing`;
  const clock = clocks.find(({ firesAt }) => firesAt < filedAt);
  if (clock) return `clock ${clock.rule} fires before the filing`;
  const failed = clocks.find(({ failures }) => failures > 0);
  return failed ? `clock ${failed.rule} could not be fired` : null;
}
