/** What a request goes back to when the last step that moved it is struck through: its state, and where that is a closed one, the closing. */
import type { EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import type { Change } from '../change.js';
import { findState } from '../../workflow/domain/transition.js';
import { type RequestCard, stateOf } from '../request-cards.service.js';
import { fieldValueName } from '../steps/domain/step-draft.js';
import { readDraft } from '../steps/read-draft.js';
import { standingMoves } from '../steps/standing-moves.js';
import type { Step } from '../steps/step.entity.js';

/** Null where another step that still stands has moved the state since, or where the step moved nothing: the filing cannot be undone. */
export async function stateBefore(
  em: EntityManager,
  card: RequestCard,
  { seq, fromState, toState }: Step,
): Promise<string | null> {
  if (fromState === null || fromState === toState) return null;
  if (!findState(card.workflow.document, fromState)) return null; // the request has moved to a version without it
  const moved = await standingMoves(em, card.request.id);
  return moved.some((one) => one.seq > seq) ? null : fromState;
}

/** The request's columns in that state again, since when it was in it. */
export async function restored(
  em: EntityManager,
  card: RequestCard,
  struck: Step,
  stateCode: string,
): Promise<Change['patch']> {
  const { kind } = stateOf(card, stateCode);
  const moved = await standingMoves(em, card.request.id);
  const entered = moved.findLast((one) => one.seq < struck.seq && one.toState === stateCode);
  const since = entered ? { stateSince: entered.occurredAt } : {};
  const state = { stateCode, stateKind: kind, ...since };
  if (kind !== 'closed') return { ...state, closedAt: null, outcome: null, duplicateOfId: null };
  return entered ? { ...state, ...(await closingOf(em, card, entered)) } : state;
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
