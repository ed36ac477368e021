import { type EntityManager, In } from 'typeorm';
import { OPEN_TASK_STATES } from './domain/task-states.js';
import { Task } from './task.entity.js';

/** How many tasks a partner still has to settle. */
export function countOpenTasks(em: EntityManager, partnerId: string): Promise<number> {
  return em.countBy(Task, { partnerId, state: In([...OPEN_TASK_STATES]) });
}
