/** What a request goes back to when the last step that moved it is struck through: its state, and where that is a closed one, the closing. */
import type { EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import type { Change } from '../change.js';
import { findState, returnStateAlong } from '../../workflow/domain/transition.js';
import type { RequestCard } from '../request-cards.service.js';
import { fieldValueName } from '../steps/domain/step-draft.js';
import { readDraft } from '../steps/read-draft.js';
import { standingMoves } from '../steps/standing-moves.js';
import type { Step } from '../steps/step.entity.js';

/** The state that the request goes back to, and its columns in that state again. */
interface StateBack {
  readonly stateCode: string;
  readonly patch: Change['patch'];
}

/**
 * Where the last step that still stands had led, as it was then: since when, closed how, and where a wait there leads back to. Null where
 * another step that still stands has moved the state since, where the step moved nothing (the filing cannot be undone), and where the iter
 * that the request follows now has no such state, or not the one that its wait leads back to.
 */
export async function stateBefore(
  em: EntityManager,
  card: RequestCard,
  { seq, fromState, toState }: Step,
): Promise<StateBack | null> {
  if (fromState === null || fromState === toState) return null;
  const { document } = card.workflow;
  const moves = await standingMoves(em, card.request.id);
  const way = moves.filter((one) => one.seq < seq);
  const entered = way.at(-1);
  if (!entered || moves.some((one) => one.seq > seq)) return null;
  const returnState = returnStateAlong(document, way);
  const state = findState(document, entered.toState);
  if (!state || (returnState !== null && !findState(document, returnState))) return null;
  const { code: stateCode, kind: stateKind } = state;
  const place = { stateCode, stateKind, stateSince: entered.occurredAt, returnState };
  const end = stateKind === 'closed' ? await closingOf(em, card, entered) : STILL_OPEN;
  return { stateCode, patch: { ...place, ...end } };
}

/** Whether the request is where it was when the step was recorded, which moved nothing. */
export async function isStillThere(em: EntityManager, step: Step): Promise<boolean> {
  const { requestId, seq, fromState, toState } = step;
  if (fromState !== toState) return false;
  return (await standingMoves(em, requestId)).every((one) => one.seq < seq);
}

const STILL_OPEN = { closedAt: null, outcome: null, duplicateOfId: null };

/** When and how the step closed the request, read from what it keeps. */
async function closingOf(
  em: EntityManager,
  { workflow }: RequestCard,
  closing: Step,
): Promise<Change['patch']> {
  const { values } = await readDraft(em, closing);
  const given = (field: string): unknown =>
    values.find(({ name }) => name === fieldValueName(field))?.value;
  const action = workflow.document.actions.find(({ code }) => code === closing.action);
  let patch: Change['patch'] = { closedAt: closing.occurredAt };
  for (const effect of action?.effects ?? []) {
    if (effect.kind === 'outcome') patch = { ...patch, outcome: effect.code };
    if (effect.kind === 'set-outcome' && given(effect.field) !== undefined)
      patch = { ...patch, outcome: String(given(effect.field)) };
    if (effect.kind === 'link-duplicate')
      patch = { ...patch, duplicateOfId: await idOf(em, given(effect.field)) };
  }
  return patch;
}

async function idOf(em: EntityManager, ticketNumber: unknown): Promise<string | null> {
  const [row] = await queryRows<{ id: string }>(
    em,
    'SELECT id FROM service_requests WHERE ticket_number = :ticketNumber',
    { ticketNumber: String(ticketNumber) },
  );
  return row?.id ?? null;
}
