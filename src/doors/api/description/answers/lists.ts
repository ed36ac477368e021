/** The council's lists, proofs and figures. */
import { z } from 'zod';
import { term } from '../../../../catalogue/domain/term.js';
import { instant, localized, page } from './common.js';

export const categories = page(
  z.looseObject({
    code: z.string(),
    name: localized,
    office: z.string(),
    term: term.describe('Exactly one of the three, counted from the arrival'),
    questions: z.array(
      z.looseObject({ code: z.string(), type: z.string(), required: z.boolean() }),
    ),
  }),
);
export const offices = page(
  z.strictObject({
    code: z.string(),
    name: localized,
    email: z.string().nullable(),
    phone: z.string().nullable(),
  }),
);
export const areas = page(z.looseObject({ code: z.string(), name: localized, kind: z.string() }));
export const partners = page(
  z.strictObject({ code: z.string(), name: z.string(), kind: z.string() }),
);
export const workflow = z.strictObject({
  code: z.string(),
  number: z.int(),
  publishedAt: instant.nullable(),
  sha256: z.string(),
  document: z.looseObject({}),
});
export const proof = z.looseObject({
  format: z.literal('iter-proof/1'),
  ticketNumber: z.string(),
  issuedAt: instant,
  steps: z.array(z.looseObject({ hash: z.string() })),
});
export const month = z.looseObject({
  month: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  computedAt: instant,
  totals: z.looseObject({ received: z.int() }),
  published: z
    .object({
      revision: z.int(),
      publishedAt: instant,
      checksum: z.string(),
      reason: z.string().nullable(),
    })
    .nullable(),
});
