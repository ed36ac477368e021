import { describe, expect, test } from '@jest/globals';
import { filesIn, textOf } from './sources.js';

const TEXT = /\.(ts|mjs|cjs|js|json|ya?ml|hbs|css|md|sh|svg|csv)$|(^|\/)(\.[a-z.]+|run|LICENSE)$/i;
const files = filesIn().filter((path) => TEXT.test(path));
/** Folders of one machine. Debian's own (`/usr`, `/etc`, `/var`) are everybody's. */
const OF_ONE_MACHINE =
  /(?<![\w./:-])\/(home|root|work|workspace|Users|mnt|srv)\/[\w.-]|\b[A-Z]:\\[A-Z]/;
/** Where packages came from is the installer's affair. */
const REGISTRY =
  /https?:\/\/[^\s"'/]*(registry|npmjs|artifactory|nexus|verdaccio|pypi|proxy\.golang)[^\s"'/]*/i;

function linesWith(pattern: RegExp): string[] {
  return files.flatMap((path) =>
    textOf(path)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${path}:${index + 1} ${line.trim().slice(0, 80)}`] : [],
      ),
  );
}

describe('the repository', () => {
  test('names no folder of one machine', () => {
    expect(files.length).toBeGreaterThan(300);
    expect(linesWith(OF_ONE_MACHINE)).toEqual([]);
  });

  test('names no registry of packages', () => {
    expect(linesWith(REGISTRY)).toEqual([]);
    expect(textOf('package-lock.json')).not.toContain('"resolved"');
  });

  test('keeps no secret and no data of a running town', () => {
    const names = filesIn().filter((path) =>
      /\.(sqlite|db|pem|key|eml)$|secrets\.json$/.test(path),
    );
    expect(names).toEqual([]);
    expect(linesWith(/-----BEGIN [A-Z ]*PRIVATE KEY-----/)).toEqual([]);
  });
});
