/** What the API answers, as schemas: a test reads real answers with them, so that the published description cannot lie. */
import { z } from 'zod';
import { ACTOR_KINDS, KNOWN_BY } from '../../../../requests/steps/step.entity.js';
import { TASK_STATES } from '../../../../requests/tasks/domain/task-states.js';
import { instant, location, named, page } from './common.js';

export const filed = z.strictObject({
  ticketNumber: z.string(),
  password: z.string(),
  trackUrl: z.url(),
  filedAt: instant,
  dueAt: instant,
  office: named,
});

export const step = z.strictObject({
  seq: z.int(),
  action: z.string(),
  label: z.string(),
  at: instant.describe('When it was recorded'),
  occurredAt: instant.describe('When it happened'),
  from: z.string().nullable(),
  to: z.string(),
  actor: z.strictObject({
    kind: z.enum(ACTOR_KINDS),
    name: z.string().nullable(),
    known: z.enum(KNOWN_BY),
    role: z.string().optional(),
    office: z.string().optional(),
    partner: z.string().optional(),
    rule: z.string().optional(),
  }),
  performedBy: z
    .strictObject({
      name: z.string().optional(),
      operatorCode: z.string().optional(),
      firm: z.string().optional(),
    })
    .optional(),
  note: z.string().nullable(),
  internalNote: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
  visibility: z.enum(['public', 'internal']),
  corrected: z.strictObject({ by: z.int() }).optional(),
  attachments: z
    .array(
      z.strictObject({
        id: z.string(),
        kind: z.enum(['photo', 'document']),
        mediaType: z.string(),
        sizeBytes: z.int(),
        name: z.string().nullable(),
      }),
    )
    .optional(),
  previousHash: z.string().nullable(),
  hash: z.string(),
});

const state = z.strictObject({
  code: z.string(),
  label: z.string(),
  kind: z.enum(['open', 'waiting', 'closed']),
});
export const citizen = z
  .looseObject({ name: z.string().nullable() })
  .describe('Masked, and only where the viewer may see it');
const action = z.strictObject({
  code: z.string(),
  label: z.string(),
  note: z.string(),
  fields: z.array(
    z.strictObject({
      code: z.string(),
      label: z.string(),
      type: z.string(),
      required: z.boolean(),
      choices: z.array(z.strictObject({ code: z.string(), label: z.string() })).optional(),
    }),
  ),
});

export const request = z.strictObject({
  ticketNumber: z.string(),
  version: z.int(),
  kind: z.string(),
  category: named,
  title: z.string().nullable(),
  description: z.string().nullable(),
  location,
  answers: z.array(z.looseObject({ label: z.string(), valueLabel: z.string() })),
  state,
  outcome: z.strictObject({ code: z.string(), label: z.string() }).nullable(),
  channel: z.string(),
  filedAt: instant,
  dueAt: instant,
  closedAt: instant.nullable(),
  suspension: z
    .strictObject({
      since: instant,
      until: instant.nullable().describe('When it really ended; null while it runs'),
      latestUntil: instant.describe(
        'When it ends by itself at the latest: 24:00 civil time of its thirtieth day',
      ),
    })
    .nullable()
    .describe('The one suspension of the legal term (L. 241/1990 art. 2 c. 7)'),
  office: named,
  assignee: z.string().nullable(),
  duplicateOf: z.string().nullable(),
  protocolNumber: z.string().nullable(),
  protocolDate: z.string().nullable(),
  citizen: citizen.optional(),
  tasks: z.array(
    z.looseObject({ taskId: z.string(), kind: z.string(), state: z.enum(TASK_STATES) }),
  ),
  steps: z.array(step),
  actions: z.array(action).describe('What this viewer may do now'),
});

export const requestList = page(
  z.strictObject({
    ticketNumber: z.string(),
    version: z.int().describe('What a step on it has to name'),
    title: z.string().nullable(),
    category: z.string(),
    office: z.string(),
    area: z.string().nullable(),
    address: z.string().nullable(),
    state: z.string(),
    stateCode: z.string(),
    stateKind: z.enum(['open', 'waiting', 'closed']),
    filedAt: instant,
    dueAt: instant,
    isOverdue: z.boolean(),
    isSuspended: z.boolean().describe('Its term stands still (L. 241/1990 art. 2 c. 7)'),
    assignee: z.string().nullable(),
    channel: z.string(),
    outcome: z.string().nullable(),
  }),
);

export const recorded = z.strictObject({
  step,
  state: z.string(),
  version: z.int(),
  dueAt: instant.nullable(),
});
export const attached = z.strictObject({ seq: z.int(), version: z.int(), state: z.string() });
