import { z } from 'zod';
import type { PerformedBy } from '../../requests/steps/domain/step-draft.js';
import type { StepCommand } from '../../requests/steps/step-command.js';
import { text } from '../../web/fields.js';

const long = text(60_000, { lines: true });

/** Body of `POST /api/v1/requests/{ticketNumber}/steps` (CONTRACT.md). */
export const stepBody = z.strictObject({
  action: z.string('required').min(1, 'required').max(60),
  version: z
    .number()
    .int()
    .positive()
    .optional()
    .describe('Compulsory where state, owner, category or term move'),
  note: long.optional(),
  internalNote: long.optional(),
  data: z.record(z.string().max(60), z.unknown()).default({}),
  occurredAt: z.iso.datetime({ offset: true, error: 'date-time-not-valid' }).optional(),
  performedBy: z
    .strictObject({
      name: text(120).optional(),
      operatorCode: text(60).optional(),
      firm: text(120).optional(),
    })
    .optional(),
});

export function stepCommand(body: z.output<typeof stepBody>): StepCommand {
  const { occurredAt, performedBy, version, note, internalNote } = body;
  return {
    action: body.action,
    data: body.data,
    files: [],
    ...(version === undefined ? {} : { version }),
    ...(note === undefined ? {} : { note }),
    ...(internalNote === undefined ? {} : { internalNote }),
    ...(occurredAt === undefined ? {} : { occurredAt: new Date(occurredAt) }),
    ...(performedBy === undefined ? {} : { performedBy: definedOf(performedBy) }),
  };
}

function definedOf(given: {
  name?: string | undefined;
  operatorCode?: string | undefined;
  firm?: string | undefined;
}): PerformedBy {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
