/**
 * Configuration that is asked for at every filing and changes twice a year, kept in memory.
 * What it answers is never older than `maxAgeMs`; several askers at once share one loading; a loading that failed is not kept.
 */
export const SNAPSHOT_MAX_AGE_MS = 5_000;

/** Promises a value at most `maxAgeMs` old; refuses nothing: what `load` throws goes to whoever asked. */
export class Snapshot<T> {
  private kept: { readonly value: Promise<T>; readonly loadedAtMs: number } | undefined;

  constructor(
    private readonly load: () => Promise<T>,
    /** A clock that only runs forward: a frozen or corrected civil clock must not keep old rows alive. */
    private readonly monotonicMs: () => number = () => performance.now(),
    private readonly maxAgeMs: number = SNAPSHOT_MAX_AGE_MS,
  ) {}

  get(): Promise<T> {
    const now = this.monotonicMs();
    if (this.kept && now - this.kept.loadedAtMs < this.maxAgeMs) return this.kept.value;
    const loading = { value: this.load(), loadedAtMs: now };
    this.kept = loading;
    loading.value.catch(() => {
      if (this.kept === loading) this.kept = undefined;
    });
    return loading.value;
  }

  /** The next `get` loads anew: for whoever has just changed the configuration in this process. */
  forget(): void {
    this.kept = undefined;
  }
}
