/** What partners' programs are answered. */
import { z } from 'zod';
import { TASK_STATES } from '../../../../requests/tasks/domain/task-states.js';
import { instant, location, named, page } from './common.js';
import { citizen, step } from './requests.js';

export const task = z.strictObject({
  taskId: z.string(),
  ticketNumber: z.string(),
  kind: z.string(),
  state: z.enum(TASK_STATES),
  version: z.int(),
  offeredAt: instant,
  dueAt: instant.nullable(),
  plannedFor: instant.nullable(),
  performedAt: instant.nullable(),
  operatorCode: z.string().nullable(),
  externalReference: z.string().nullable(),
  category: named,
  title: z.string().nullable(),
  location,
  instructions: z.string().nullable(),
  citizen: citizen.optional(),
  steps: z.array(step),
});
export const taskList = page(task);
export const contacts = z.strictObject({
  taskId: z.string(),
  ticketNumber: z.string(),
  citizen: z
    .strictObject({
      name: z.string().nullable(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      postalAddress: z.string().nullable(),
    })
    .describe('Whole: the opening is a step that the citizen reads'),
});
export const received = z.strictObject({
  taskId: z.string(),
  ticketNumber: z.string(),
  result: z.enum(['recorded', 'noted']),
  detail: z.string().nullable().describe('Why it was only noted, as a sentence'),
  seq: z.int(),
  state: z.string(),
  version: z.int(),
});
