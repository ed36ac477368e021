/** The phases that a request entered, kept beside its facts in the transaction of the step. */
import type { EntityManager } from 'typeorm';
import { civilDate } from '../../calendar/domain/civil-time.js';
import { insertRows } from '../../database/insert-rows.js';
import type { Step } from '../steps/step.entity.js';
import { levelOf } from './domain/level.js';
import { StateMove } from './state-move.entity.js';

type Led = Pick<
  Step,
  'requestId' | 'seq' | 'occurredAt' | 'fromState' | 'toState' | 'actorKind' | 'actorRole'
>;

/** A step that led to another state. A correction leads nowhere: what it strikes through is forgotten instead. */
export async function keepMove(em: EntityManager, step: Led): Promise<void> {
  const { requestId, seq, occurredAt, fromState, toState } = step;
  const move = { requestId, seq, fromState, toState, level: levelOf(step) };
  await insertRows(em, StateMove, [{ ...move, movedOn: civilDate(occurredAt) }]);
}

/** `struck` counts no more; answers the level that entered the phase that stands now, null where nothing of it is known. */
export async function forgetMove(
  em: EntityManager,
  { requestId, seq }: Pick<Step, 'requestId' | 'seq'>,
): Promise<string | null> {
  await em.delete(StateMove, { requestId, seq });
  const last = await em.findOne(StateMove, { where: { requestId }, order: { seq: 'DESC' } });
  return last?.level ?? null;
}
