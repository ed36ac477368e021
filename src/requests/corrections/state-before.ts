/** What a request goes back to when the last step that moved it is struck through: its state, and where that is a closed one, the closing. */
import type { EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import { selectRows } from '../../database/select-rows.js';
import type { Change } from '../change.js';
import { type RequestCard, stateOf } from '../request-cards.service.js';
import { correctedSteps } from '../snapshot.js';
import { fieldValueName } from '../steps/domain/step-draft.js';
import { readDraft } from '../steps/read-draft.js';
import { Step } from '../steps/step.entity.js';

/** Null where another step that still stands has moved the state since, or where the step moved nothing: the filing cannot be undone. */
export async function stateBefore(
  em: EntityManager,
  card: RequestCard,
  { seq, fromState, toState }: Step,
): Promise<string | null> {
  if (fromState === null || fromState === toState) return null;
  const moved = await standingMoves(em, card.request.id);
  return moved.some((one) => one.seq > seq) ? null : fromState;
}

/** The request's columns in that state again. */
export async function restored(
  em: EntityManager,
  card: RequestCard,
  struck: Step,
  { stateCode, now }: { readonly stateCode: string; readonly now: Date },
): Promise<Change['patch']> {
  const { kind } = stateOf(card, stateCode);
  const state = { stateCode, stateKind: kind, stateSince: now };
  if (kind !== 'closed') return { ...state, closedAt: null, outcome: null, duplicateOfId: null };
  const moved = await standingMoves(em, card.request.id);
  const closing = moved.findLast((one) => one.seq < struck.seq && one.toState === stateCode);
  return closing ? { ...state, ...(await closingOf(em, card, closing)) } : state;
}

/** Steps that moved the state and were not struck through; corrections themselves only take moves back. */
async function standingMoves(em: EntityManager, requestId: string): Promise<Step[]> {
  const struck = await correctedSteps(em, requestId);
  const steps = await selectRows(
    em,
    Step,
    `WHERE request_id = :requestId AND from_state <> to_state AND action <> 'correct' ORDER BY seq`,
    { requestId },
  );
  return steps.filter(({ seq }) => !struck.has(seq));
}

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
    if (effect.kind === 'set-outcome')
      patch = { ...patch, outcome: String(given(effect.field) ?? '') || null };
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
