import type { Bucket } from '../../../../statistics/domain/patterns.js';

export interface WideBucket extends Bucket {
  /** Of its bar, in hundredths of the longest. */
  readonly width: number;
  /** The list of what it counts; null where there is none. */
  readonly href: string | null;
}

/** `lists` are those of the buckets, in their order. */
export function widened(
  buckets: readonly Bucket[],
  lists: readonly (string | null)[] = [],
): WideBucket[] {
  const most = Math.max(...buckets.map(({ cases }) => cases), 1);
  return buckets.map((bucket, i) => ({
    ...bucket,
    width: Math.round((bucket.cases / most) * 100),
    href: bucket.cases > 0 ? (lists[i] ?? null) : null,
  }));
}
