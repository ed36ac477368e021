/** In what a line of a sheet and a work of ours differ; what only one of the two says is no difference. Pure. */
import type { Operators } from '../../partners/domain/operators.js';
import { isElsewhere, streetAddress } from '../../territory/domain/street-address.js';
import { plain } from './keys.js';
import type { Difference, HeldWork, SheetRow } from './sheet-row.js';

export function differencesOf(
  theirs: SheetRow,
  ours: HeldWork,
  operators: Operators,
): Difference[] {
  const found: [Difference, boolean][] = [
    ['notDone', !ours.isDone],
    ['day', ours.isDone && differs(theirs.day, ours.day)],
    ['operator', differs(operators.key(theirs.operator), operators.key(ours.operator))],
    ['place', isOtherPlace(theirs, ours)],
    ['amount', differs(theirs.amountCents, ours.amountCents)],
    ['ceiling', isAboveCeiling(theirs, ours)],
  ];
  return found.filter(([, isSo]) => isSo).map(([what]) => what);
}

/** A code is surer than an address: where both sides have one, it alone tells. */
function isOtherPlace(theirs: SheetRow, ours: HeldWork): boolean {
  const [code, ourCode] = [plain(theirs.place), plain(ours.place)];
  if (code !== null && ourCode !== null) return code !== ourCode;
  const [address, ourAddress] = [theirs.address, ours.address].map((text) =>
    text === null ? null : streetAddress(text),
  );
  return !!address && !!ourAddress && isElsewhere(address, ourAddress);
}

/** A real amount is surer than what was authorised before the work. */
function isAboveCeiling({ amountCents }: SheetRow, ours: HeldWork): boolean {
  if (amountCents === null || ours.amountCents !== null || ours.ceilingCents === null) return false;
  return amountCents > ours.ceilingCents;
}

function differs(a: string | number | null, b: string | number | null): boolean {
  return a !== null && b !== null && a !== b;
}
