/** Raw rows of the moment that is copied. */
export type AskRows = <R>(sql: string) => Promise<R[]>;

export interface Copying<T> {
  /** Where the copy is written; nothing of its name may be there. */
  readonly folder: string;
  /** How much is done, 0 to 1; an estimate. */
  readonly progress: (share: number) => void;
  readonly read: (ask: AskRows) => Promise<T>;
}
