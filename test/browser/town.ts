import { z } from 'zod';

const town = z.object({
  /** Where the product answers, without a slash at the end. */
  address: z.string(),
  /** The invented street-light company's own server, which shows what it received. */
  receiver: z.string(),
  dataDir: z.string(),
});
export type Town = z.infer<typeof town>;

/** The town that the run has opened; see `setup/town.mjs`. */
export function theTown(): Town {
  return town.parse(JSON.parse(process.env['ITER_BROWSER_TOWN'] ?? 'null'));
}
