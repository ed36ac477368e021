/** How far a sheet on its way has come. Pure. */
export interface SheetProgress {
  readonly phase: 'reading' | 'comparing';
  readonly done: number;
  /** Null until the file has been read. */
  readonly total: number | null;
}

export function progressOf(sheet: {
  readonly linesDone: number;
  readonly linesTotal: number | null;
}): SheetProgress {
  const { linesDone, linesTotal } = sheet;
  return {
    phase: linesTotal === null ? 'reading' : 'comparing',
    done: linesDone,
    total: linesTotal,
  };
}
