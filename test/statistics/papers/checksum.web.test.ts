import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { canonicalSha256 } from '../../../src/shared/canonical-json.js';
import type { MonthDocument } from '../../../src/statistics/domain/month-document.js';
import { monthOf } from '../../../src/statistics/domain/month.js';
import { MonthArchive } from '../../../src/statistics/months/month-archive.service.js';
import { type Desk, seated } from '../../doors/offices/desk.js';
import { type House, openHouse } from '../../support/house.js';

function isThere(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false; // not on this machine
  }
}

describe('the checksum of a published month', () => {
  let house: House;
  let fabio: Desk;
  const folder = mkdtempSync(join(tmpdir(), 'month-'));
  beforeAll(async () => {
    house = await openHouse({ now: '2026-11-05T08:00:00Z' });
    await house.get(MonthArchive).publish(monthOf('2026-10'));
    fabio = await seated(house, 'fabio');
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await house.close();
  });

  test('is what the command on its page gives for the JSON file beside it', async () => {
    await fabio.get('/ufficio/statistiche/mesi/2026-10');
    const checksum = /<code>([0-9a-f]{64})<\/code>/.exec(fabio.page)?.[1] ?? '';
    const command = /jq -cjS .*? sha256sum/.exec(fabio.text)?.[0] ?? '';
    expect(command).toContain("jq -cjS 'del(.published)' statistiche-2026-10.json | sha256sum");
    const file = await fabio.download('/ufficio/statistiche/mesi/2026-10/file/json?revisione=1');
    const { published, ...document } = JSON.parse(file.toString('utf8')) as MonthDocument & { published: { checksum: string } }; // prettier-ignore
    expect([published.checksum, canonicalSha256(document)]).toEqual([checksum, checksum]);
    writeFileSync(join(folder, 'statistiche-2026-10.json'), file);
    const isHere = ['jq', 'sha256sum'].every(isThere);
    const said = isHere ? execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' }) : checksum; // prettier-ignore
    expect(said).toContain(checksum);
  });
});
