import type { EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import type { DoneAction, RequestSnapshot } from '../../workflow/domain/decision.js';
import type { WorkflowDocument } from '../../workflow/domain/document.js';
import { withOutdated } from '../../workflow/domain/outdated.js';
import { findState, reopeningActions } from '../../workflow/domain/transition.js';
import { type Moved, whoDidWhat } from '../domain/struck-work.js';
import type { PerformedBy } from '../steps/domain/step-draft.js';
import { correctedSteps } from './corrected-steps.js';

export const NO_HISTORY: History = { done: [], did: [], from: 0, seqs: [] };

/** Struck-out steps do not count, but for who did what still stands; `names`: the actions of which it must be known who did them. */
export async function actionsDone(
  em: EntityManager,
  requestId: string,
  { document, names }: { document: WorkflowDocument; names: readonly string[] },
): Promise<History> {
  const steps = await queryRows<DoneStep>(
    em,
    `SELECT seq, action, from_state AS "fromState", to_state AS "toState", account_id AS "accountId"
     FROM steps WHERE request_id = :requestId ORDER BY seq`,
    { requestId },
  );
  const struck = steps.some((s) => s.action === 'correct')
    ? await correctedSteps(em, requestId)
    : new Map<number, number>();
  const valid = steps.filter((step) => !struck.has(step.seq));
  const from = valid.findLast(reopeningIn(document))?.seq ?? 0;
  const since = valid.filter(({ seq }) => seq > from);
  const did = struck.size === 0 ? since : whoDidWhat(steps, struck).filter(({ seq }) => seq > from);
  const isNamed = did.some(({ action }) => names.includes(action));
  const named = isNamed ? await peopleNamed(em, requestId) : new Map<number, Named>();
  const doneBy = ({ seq, action, accountId }: DoneStep) => ({
    action,
    accountId,
    ...named.get(seq),
  });
  return {
    done: withOutdated(document, since.map(doneBy)),
    did: did.map(doneBy),
    from,
    seqs: since.map(({ seq }) => seq),
  };
}

interface DoneStep extends Moved {
  readonly action: string;
  readonly accountId: string | null;
}

/** What was done since the last reopening, oldest first. */
export interface History extends Required<Pick<RequestSnapshot, 'done' | 'did'>> {
  /** The last reopening, 0 without one. */
  readonly from: number;
  /** Of what was done. */
  readonly seqs: readonly number[];
}

/** An action that may also start from open states opens again only what was closed; a state that this version does not know any more may have been. */
function reopeningIn(document: WorkflowDocument): (step: DoneStep) => boolean {
  const actions = reopeningActions(document);
  return ({ action, fromState }) =>
    actions.includes(action) &&
    fromState !== null &&
    (findState(document, fromState)?.kind ?? 'closed') === 'closed';
}

type Named = Pick<DoneAction, 'recordedBy' | 'performedBy'>;

/** Who recorded each step, and who is named as having done it. */
async function peopleNamed(em: EntityManager, requestId: string): Promise<Map<number, Named>> {
  const rows = await queryRows<{ seq: number; name: string; value: string }>(
    em,
    `SELECT seq, name, value FROM step_values
     WHERE request_id = :requestId AND name IN ('actor.name', 'performedBy') AND value IS NOT NULL`,
    { requestId },
  );
  const named = new Map<number, Named>();
  for (const { seq, name, value } of rows) {
    const said = JSON.parse(value) as string | PerformedBy | null; // as the chain wrote it
    const who = typeof said === 'string' ? said : said?.name;
    if (who === undefined) continue;
    const as = name === 'performedBy' ? { performedBy: who } : { recordedBy: who };
    named.set(seq, { ...named.get(seq), ...as });
  }
  return named;
}
