import { DECIMALS, isPercent, type Unit, UNITS } from '../shared/quantity.js';

/** How a workbook shows the whole number that its cell holds (ECMA-376, 18.8.31): `0.0`, `0.0%`. */
export const NUMBER_FORMATS = Object.fromEntries(
  UNITS.map((unit) => [unit, formatOf(unit)]),
) as Readonly<Record<Unit, string>>; // the list's own names

function formatOf(unit: Unit): string {
  const decimals = DECIMALS[unit] === 0 ? '0' : `0.${'0'.repeat(DECIMALS[unit])}`;
  return isPercent(unit) ? `${decimals}%` : decimals;
}
