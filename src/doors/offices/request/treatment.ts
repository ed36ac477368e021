import { TREATMENTS, type Treatment } from '../../../requests/corrections/correction.js';

export { TREATMENTS, type Treatment };

export function isTreatment(value: unknown): value is Treatment {
  return TREATMENTS.some((treatment) => treatment === value);
}
