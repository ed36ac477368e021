/** One side of a line in words, for the step's note and the question to the partner. */
import type { Wording } from '../requests/letters/citizen-letters.js';
import type { HeldWork, SheetRow } from './domain/sheet-row.js';

export function sideInWords(
  side: SheetRow | HeldWork | null,
  words: Pick<Wording, 'text'>,
): string {
  if (!side) return words.text('worksheets:words.nothing');
  const facts: [string, string | null][] = [
    ['number', side.ticketNumber],
    ['reference', side.reference],
    ['place', side.place],
    ['address', side.address],
    ['day', italian(side.day)],
    ['operator', side.operator],
    ['amount', euro(side.amountCents)],
    ['ceiling', 'ceilingCents' in side ? euro(side.ceilingCents) : null],
  ];
  const told = facts.flatMap(([key, value]) =>
    value ? [`${words.text(`worksheets:words.${key}`)} ${value}`] : [],
  );
  const line =
    'line' in side && side.line > 0
      ? [words.text('worksheets:words.line', { line: String(side.line) })]
      : [];
  return [...line, ...told].join(', ');
}

function euro(cents: number | null): string | null {
  return cents === null ? null : `${(cents / 100).toFixed(2).replace('.', ',')} €`;
}

function italian(day: string | null): string | null {
  return day === null ? null : day.split('-').reverse().join('/');
}
