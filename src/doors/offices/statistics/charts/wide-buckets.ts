import type { Bucket } from '../../../../statistics/domain/patterns.js';

export interface WideBucket extends Bucket {
  /** Of its bar, in hundredths of the longest. */
  readonly width: number;
}

export function widened(buckets: readonly Bucket[]): WideBucket[] {
  const most = Math.max(...buckets.map(({ cases }) => cases), 1);
  return buckets.map((bucket) => ({ ...bucket, width: Math.round((bucket.cases / most) * 100) }));
}
