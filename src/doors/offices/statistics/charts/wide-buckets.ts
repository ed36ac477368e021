import type { Bucket } from '../../../../statistics/domain/patterns.js';

export interface WideBucket extends Bucket {
  readonly name: string;
  /** Of its bar, in hundredths of the longest. */
  readonly width: number;
  /** The list of what it counts; null where there is none. */
  readonly href: string | null;
}

/** `nameOf` says what a bucket is called; `lists` are those of the buckets, in their order. */
export function widened(
  buckets: readonly Bucket[],
  nameOf: (bucket: Bucket) => string,
  lists: readonly (string | null)[] = [],
): WideBucket[] {
  const most = Math.max(...buckets.map(({ cases }) => cases), 1);
  return buckets.map((bucket, i) => ({
    ...bucket,
    name: nameOf(bucket),
    width: Math.round((bucket.cases / most) * 100),
    href: bucket.cases > 0 ? (lists[i] ?? null) : null,
  }));
}
