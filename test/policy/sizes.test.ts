import { dirname } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { filesIn, textOf } from './sources.js';

const LINES_AT_MOST = 300;
const LINES_TO_THINK = 200;
const FILES_AT_MOST = 20;
const FILES_TO_THINK = 14;

const sizes = filesIn('src')
  .filter((path) => /\.(ts|mjs)$/.test(path))
  .map((path) => ({ path, lines: textOf(path).trimEnd().split('\n').length }));

function filesPerFolder(): { folder: string; files: number }[] {
  const counts = new Map<string, number>();
  for (const path of [...filesIn('src'), ...filesIn('test')])
    counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  return [...counts].map(([folder, files]) => ({ folder, files }));
}

describe('sizes', () => {
  test(`no file of the program has more than ${LINES_AT_MOST} lines, and few more than ${LINES_TO_THINK}`, () => {
    const large = sizes.filter(({ lines }) => lines > LINES_TO_THINK);
    const sum = sizes.reduce((total, { lines }) => total + lines, 0);
    tell(`${sizes.length} files, ${Math.round(sum / sizes.length)} lines on average`, large);
    expect(large.filter(({ lines }) => lines > LINES_AT_MOST)).toEqual([]);
    expect(large.length).toBeLessThanOrEqual(sizes.length / 50);
  });

  test(`no folder has more than ${FILES_AT_MOST} files; over ${FILES_TO_THINK} it wants a sub-folder`, () => {
    const full = filesPerFolder().filter(({ files }) => files > FILES_TO_THINK);
    tell(`folders with more than ${FILES_TO_THINK} files: ${full.length}`, full);
    expect(full.filter(({ files }) => files > FILES_AT_MOST)).toEqual([]);
  });
});

/** Figures for whoever reads the run; not through the console, which jest would frame with a stack. */
function tell(headline: string, rows: readonly object[]): void {
  const lines = rows.map((row) => `  ${Object.values(row).join('  ')}`);
  process.stderr.write(`${[headline, ...lines].join('\n')}\n`);
}
