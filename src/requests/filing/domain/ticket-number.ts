/**
 * A ticket number is `YYYY-NNNNNN-C`: year (Rome), running number of that year, check character. The check character is the Crockford
 * base32 symbol of (year·10⁶ + number) mod 31, so a digit that was misheard is noticed before anybody looks. It is not a secret.
 */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function ticketNumber(year: number, runningNumber: number): string {
  return `${year}-${String(runningNumber).padStart(6, '0')}-${checkCharacter(year, runningNumber)}`;
}

/** The canonical form of what a person typed (case, spaces and hyphens do not matter), or null where it is no ticket number. */
export function parseTicketNumber(typed: string): string | null {
  const bare = typed.slice(0, 40).toUpperCase().replace(/[\s-]/g, '');
  const match = /^(\d{4})(\d{6})([0-9A-Z])$/.exec(bare);
  if (!match) return null;
  const [, year = '', number = '', check = ''] = match;
  const canonical = ticketNumber(Number(year), Number(number));
  return canonical.endsWith(crockford(check)) ? canonical : null;
}

/** Crockford's reading of look-alikes: O is 0, I and L are 1. */
export function crockford(text: string): string {
  return text.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
}

function checkCharacter(year: number, runningNumber: number): string {
  return SYMBOLS.charAt((year * 1_000_000 + runningNumber) % 31);
}
