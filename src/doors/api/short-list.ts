import { BadRequestException } from '@nestjs/common';
import { z } from 'zod';
import { decodeCursor, encodeCursor, type Slice } from '../../shared/keyset.js';
import { pageQuery } from './list-query.js';

const behindCode = (cursor: string | undefined) => decodeCursor(cursor, ['text'])?.[0];

/** Query of the council's own lists (CONTRACT.md, lists): few lines each, read whole and given in pages. */
export const shortListQuery = z.strictObject({
  limit: pageQuery.limit,
  cursor: z
    .string()
    .max(400)
    .refine((given) => behindCode(given) !== undefined, 'cursor-not-valid')
    .optional(),
});

/** The lines behind the one that the cursor names; throws 400 where that line has gone meanwhile, lest a loop begin again. */
export function pageOf<T extends { readonly code: string }>(
  all: readonly T[],
  { limit, cursor }: z.output<typeof shortListQuery>,
): Slice<T> {
  const first = all.findIndex(({ code }) => code === behindCode(cursor)) + 1;
  if (cursor && first === 0) throw faultyCursor();
  const items = all.slice(first, first + limit);
  const last = items.at(-1);
  const isEnd = !last || first + limit >= all.length;
  return { items, next: isEnd ? null : encodeCursor([last.code]) };
}

function faultyCursor(): BadRequestException {
  const errors = [{ field: 'cursor', code: 'cursor-not-valid' }];
  return new BadRequestException({ code: 'bad-request', errors });
}
