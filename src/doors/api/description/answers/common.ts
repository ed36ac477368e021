/** What several answers of the API have in common. */
import { z } from 'zod';

export const instant = z.iso.datetime().describe('RFC 3339, UTC');
export const named = z.strictObject({ code: z.string(), name: z.string() });
export const localized = z
  .looseObject({ it: z.string() })
  .describe('By language code; Italian is always there');
export const location = z.strictObject({
  address: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  area: z.string().nullable().describe('Code of an area'),
});
export const page = <T extends z.ZodType>(item: T) =>
  z.strictObject({
    items: z.array(item),
    next: z.string().nullable().describe('Opaque cursor of the next page'),
  });

export const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  reason: z.string().optional().describe('Finer than `code`'),
  detail: z.string().describe("A sentence in the caller's language"),
  errors: z
    .array(z.strictObject({ field: z.string(), code: z.string(), message: z.string() }))
    .optional(),
  requestId: z.string(),
  current: z.unknown().optional().describe('409: version and state as they are now'),
});
