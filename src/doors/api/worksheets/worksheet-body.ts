/** What comes beside the file of `POST /api/v1/worksheets`. */
import { z } from 'zod';
import { isCivilMonth } from '../../../calendar/domain/civil-time.js';

export const worksheetBody = z.strictObject({
  month: z
    .string('required')
    .refine(isCivilMonth, 'month-not-valid')
    .meta({ description: 'Civil month, YYYY-MM', pattern: '^\\d{4}-\\d{2}$' }),
});
