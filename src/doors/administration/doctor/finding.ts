/** What was found in one place. `warning`: the town works, but somebody should look. `fault`: something does not work. */
export interface Finding {
  readonly level: 'ok' | 'warning' | 'fault';
  /** Where: `settings`, `disk`, `mail`… */
  readonly place: string;
  /** What was found and, where it is not well, what to do. */
  readonly sentence: string;
}

export const ok = (place: string, sentence: string): Finding => ({ level: 'ok', place, sentence });

export const warning = (place: string, sentence: string): Finding => ({
  ...{ level: 'warning', place, sentence },
});

export const fault = (place: string, sentence: string): Finding => ({
  ...{ level: 'fault', place, sentence },
});

/** In words for a terminal, without a stack. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return error.message || code || error.name; // a refused connection by two addresses has a code and no message
}
