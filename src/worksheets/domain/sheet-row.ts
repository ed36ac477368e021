/** What a partner's sheet and our own record say of one work, in the same words, so that the two can be laid side by side. */

/** Cells of a sheet that we can use; what a firm calls them differs. */
export const SHEET_FIELDS = [
  'ticketNumber',
  'reference',
  'place',
  'address',
  'day',
  'time',
  'operator',
  'amount',
  'note',
] as const;
export type SheetField = (typeof SHEET_FIELDS)[number];

/** Which column (0 is the first) holds which field. */
export type ColumnMap = Partial<Record<SheetField, number>>;

/** A work as the partner's sheet has it. */
export interface SheetRow {
  /** Line of the file, as an editor or a spreadsheet counts. */
  readonly line: number;
  /** Canonical, where the cell holds a number of ours. */
  readonly ticketNumber: string | null;
  readonly reference: string | null;
  readonly place: string | null;
  readonly address: string | null;
  /** Civil date, `YYYY-MM-DD`. */
  readonly day: string | null;
  /** `HH:mm` */
  readonly time: string | null;
  readonly operator: string | null;
  readonly amountCents: number | null;
  readonly note: string | null;
}

/** A work as we hold it. */
export interface HeldWork {
  readonly taskId: string;
  readonly requestId: string;
  readonly ticketNumber: string;
  readonly isDone: boolean;
  readonly reference: string | null;
  readonly place: string | null;
  readonly address: string | null;
  readonly day: string | null;
  readonly operator: string | null;
  /** What the done work cost, where we hold it. */
  readonly amountCents: number | null;
  /** What was authorised: the work may cost less. */
  readonly ceilingCents: number | null;
}

/** What two records of one work may differ in. `notDone`: on the sheet, but not done here; `ceiling`: billed above what was authorised. */
export const DIFFERENCES = ['notDone', 'day', 'operator', 'place', 'amount', 'ceiling'] as const;
export type Difference = (typeof DIFFERENCES)[number];

export const LINE_KINDS = [
  'matched',
  'different',
  'missing',
  'unknown',
  'twice',
  'unticked',
  'pending',
] as const;
/**
 * `missing`: done here, not on the sheet; `unknown`: on the sheet, not known here; `twice`: on the sheet once more; `unticked`: of a paper, done
 * here and nobody has looked yet; `pending`: of a paper, not done here, so that it need not be on it.
 */
export type LineKind = (typeof LINE_KINDS)[number];

export interface MatchedLine {
  readonly kind: LineKind;
  readonly theirs: SheetRow | null;
  readonly ours: HeldWork | null;
  readonly differences: readonly Difference[];
  /** Of a `twice`: the line of the file that lists the job already. */
  readonly firstLine?: number | null;
}
