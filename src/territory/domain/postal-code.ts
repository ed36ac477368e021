/**
 * Whether an address names a place outside the town. The only thing that can be told from free text with certainty is the
 * Italian postal code (CAP): five digits standing alone, as in "Via delle Reti 4, 00001 Rocca a Mare".
 */

/** Five digits after these words count lamps, poles and meters, not towns. */
const NOT_POSTAL =
  /(?:\b(?:palo|lampione|lampada|punto luce|cabina|contatore|numero|num|nr|n|km)\.?|n°|#)\s*$/iu;

/** The first postal code in the text that is not one of the town's, or null; null too where the town lists none. */
export function foreignPostalCode(address: string, ownCodes: readonly string[]): string | null {
  if (ownCodes.length === 0) return null;
  for (const match of address.matchAll(/(?<![\p{L}\d./-])\d{5}(?![\p{L}\d/]|[.-]\d)/gu)) {
    if (NOT_POSTAL.test(address.slice(0, match.index))) continue;
    if (!ownCodes.includes(match[0])) return match[0];
  }
  return null;
}
