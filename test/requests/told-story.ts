/** What the rows of one request say, held against the iter that it runs on and against each other. */
import { RequestFacts } from '../../src/requests/facts/request-facts.entity.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { Step } from '../../src/requests/steps/step.entity.js';
import { Task } from '../../src/requests/tasks/task.entity.js';
import type { WorkflowDocument } from '../../src/workflow/domain/document.js';
import { Workflows } from '../../src/workflow/workflow.service.js';
import type { House } from '../support/house.js';

/** The first thing that cannot be, as a sentence; null where the rows tell one story. */
export async function findBreach(house: House, ticketNumber: string): Promise<string | null> {
  const { reads } = house;
  const request = await reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
  const requestId = request.id;
  const [steps, facts, tasks] = await Promise.all([
    reads.of(Step).find({ where: { requestId }, order: { seq: 'ASC' } }),
    reads.of(RequestFacts).findOneByOrFail({ requestId }),
    reads.of(Task).findBy({ requestId }),
  ]);
  const { document } = await house.get(Workflows).byId(request.workflowVersionId);
  return (
    steps.map((step, index) => breachOfStep(document, steps[index - 1], step)).find(Boolean) ??
    breachOfHead(request, steps) ??
    breachOfFacts(request, facts) ??
    breachOfTerms(request, tasks)
  );
}

function breachOfStep(
  document: WorkflowDocument,
  before: Step | undefined,
  step: Step,
): string | null {
  const { action, seq, fromState, toState } = step;
  const says = (what: string) => `step ${seq} (${action}) ${what}`;
  if (!before) return seq === 1 && toState === document.initial ? null : says('begins elsewhere');
  if (seq !== before.seq + 1) return says('leaves a gap');
  if (fromState !== before.toState) return says('starts where the request was not');
  if (action === 'correct') return null; // leads back to any state that it was in
  const kindOf = (code: string) => document.states.find((state) => state.code === code)?.kind;
  const known = document.actions.find(({ code }) => code === action);
  if (!known) return fromState === toState ? null : says('moves, and the iter does not know it');
  const [was, is] = [kindOf(fromState), kindOf(toState)];
  const groups = { '@any': true, '@open': was !== 'closed', '@working': was === 'open' };
  const starts: Readonly<Record<string, boolean>> = { ...groups, [fromState]: true };
  if (!known.from.some((from) => starts[from])) return says(`may not start in ${fromState}`);
  if (known.to === '@same' && toState !== fromState) return says('moves');
  if (known.to === '@previous' && (was !== 'waiting' || is !== 'open'))
    return says('does not lead back to work');
  if (!known.to.startsWith('@') && toState !== known.to) return says(`leads to ${toState}`);
  return was === 'closed' && is !== 'closed' && toState !== 'reopened'
    ? says('moves what is closed')
    : null;
}

function breachOfHead(request: ServiceRequest, steps: readonly Step[]): string | null {
  const last = steps.at(-1);
  if (last?.seq !== request.lastSeq || last.hash !== request.lastHash)
    return 'the head is not last';
  if (last.toState !== request.stateCode) return `the row is in ${request.stateCode}`;
  return (request.closedAt !== null) === (request.stateKind === 'closed')
    ? null
    : 'closed without an instant, or an instant without being closed';
}

const SHARED = ['stateKind', 'stateCode', 'outcome', 'categoryId', 'officeId'] as const;

function breachOfFacts(request: ServiceRequest, facts: RequestFacts): string | null {
  const differing = SHARED.find((name) => facts[name] !== request[name]);
  if (differing) return `facts.${differing} is ${facts[differing]}, not ${request[differing]}`;
  if (facts.dueAt.getTime() !== request.dueAt.getTime()) return 'facts.dueAt is another';
  if ((facts.closedAt === null) !== (request.closedAt === null)) return 'facts.closedAt is wrong';
  if (facts.isWithdrawn !== (request.outcome === 'withdrawn')) return 'facts.isWithdrawn is wrong';
  return facts.timesReopened < 0 ? 'facts.timesReopened is below zero' : null;
}

function breachOfTerms({ filedAt, dueAt }: ServiceRequest, tasks: readonly Task[]): string | null {
  if (dueAt < filedAt) return 'due before it was filed';
  const early = tasks.find((task) => task.dueAt && task.dueAt < filedAt);
  return early ? `task ${early.kind} due before the filing` : null;
}
