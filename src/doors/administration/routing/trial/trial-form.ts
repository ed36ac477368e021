/** An example to try the rules on: what somebody might file, and when. */
import { z } from 'zod';
import { REQUEST_KINDS } from '../../../../requests/service-request.entity.js';
import { civilDate, optional, text } from '../../../../web/fields.js';

export const trialForm = z.object({
  category: text(60),
  kind: z.enum(REQUEST_KINDS).catch('report'),
  address: optional(text(200)),
  place: optional(text(120)),
  area: optional(text(60)),
  latitude: optional(text(30)),
  longitude: optional(text(30)),
  date: optional(civilDate()),
  time: optional(text(5).regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time-not-valid')),
  answers: z.preprocess((typed) => [typed ?? []].flat(), z.array(z.string().max(200)).max(50)),
});
export type TrialForm = z.output<typeof trialForm>;
