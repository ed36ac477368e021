import { z } from 'zod';
import { DESK_SORTS, DESK_STAGES, type DeskFilter } from '../../requests/queries/desk-filter.js';
import { BY_INSTANT, decodeCursor } from '../../shared/keyset.js';
import { civilDate } from '../../web/fields.js';

const code = z.string().max(60).optional();

/** Which page of a list: `limit` 1-100, and `next` of the page before. Anything else as cursor is a fault, lest a loop read the first page for ever. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z
    .string()
    .max(400)
    .refine((given) => decodeCursor(given, BY_INSTANT) !== null, 'cursor-not-valid')
    .optional(),
};

/** Query of `GET /api/v1/requests` (CONTRACT.md). */
export const listQuery = z.strictObject({
  state: code,
  stage: z.enum(DESK_STAGES).default('all'),
  kind: code,
  office: code,
  category: code,
  area: code,
  partner: code,
  overdue: z.enum(['true', 'false']).optional(),
  assignedTo: code,
  filedFrom: civilDate().optional(),
  filedTo: civilDate().optional(),
  closedFrom: civilDate().optional(),
  closedTo: civilDate().optional(),
  q: z.string().max(200).optional(),
  sort: z.enum(DESK_SORTS).default('filed'),
  ...pageQuery,
});

export function deskFilter({ overdue, ...rest }: z.output<typeof listQuery>): DeskFilter {
  return { ...rest, isOverdue: overdue === 'true' };
}
