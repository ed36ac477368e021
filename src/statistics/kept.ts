import { Snapshot } from '../shared/snapshot.js';

/** Answers that cost much and are asked for by many: each kept for a while under its key, the oldest makes room for the next. Refuses nothing. */
export class Kept<T> {
  private readonly known = new Map<string, Snapshot<T>>();

  constructor(private readonly limits: { readonly most: number; readonly forMs: number }) {}

  /** What is kept under the key, else what `load` gives now; several askers at once share one loading. */
  get(key: string, load: () => Promise<T>): Promise<T> {
    const known = this.known.get(key);
    if (known) return known.get();
    const fresh = new Snapshot(load, undefined, this.limits.forMs);
    const oldest = this.known.keys().next();
    if (this.known.size >= this.limits.most && !oldest.done) this.known.delete(oldest.value);
    this.known.set(key, fresh);
    return fresh.get();
  }
}
