/** What of a partner's work counts when the collaboration ends, for the register of partners, which knows no task. */
import { type EntityManager, In } from 'typeorm';
import type { EndingWork } from '../../partners/partner-register.service.js';
import { OPEN_TASK_STATES } from './domain/task-states.js';
import { revokeLinks } from './links/revoke-links.js';
import { Task } from './task.entity.js';

export const endingWork: EndingWork = {
  /** How many tasks it still has to settle. */
  countOpen: (em: EntityManager, partnerId: string) =>
    em.countBy(Task, { partnerId, state: In([...OPEN_TASK_STATES]) }),
  /** No link of its opens a page any more, not even one of a task that it had finished. */
  end: (em: EntityManager, partnerId: string, at: Date) => revokeLinks(em, { partnerId }, at),
};
