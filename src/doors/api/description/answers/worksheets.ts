/** What partners' programs are answered about their monthly sheets. */
import { z } from 'zod';
import { SHEET_MEDIA, WORKSHEET_STATES } from '../../../../worksheets/worksheet.entity.js';
import { instant } from './common.js';

export const worksheet = z.strictObject({
  worksheetId: z.string(),
  month: z.string(),
  state: z.enum(WORKSHEET_STATES),
  medium: z.enum(SHEET_MEDIA),
  fileName: z.string(),
  fileSha256: z.string(),
  uploadedAt: instant,
  closedAt: instant.nullable(),
  progress: z.strictObject({ done: z.int(), total: z.int().nullable() }),
  lines: z.strictObject({
    matched: z.int(),
    different: z.int(),
    missing: z.int(),
    unknown: z.int(),
    twice: z.int(),
    undecided: z.int(),
  }),
  fault: z.strictObject({ code: z.string(), line: z.int().nullable() }).nullable(),
});
