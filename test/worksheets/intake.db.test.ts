import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { insertRows } from '../../src/database/insert-rows.js';
import { FileStore } from '../../src/files/file-store.js';
import { newId } from '../../src/shared/ids.js';
import { isRefusal } from '../../src/shared/refusal.js';
import { SheetReadings } from '../../src/worksheets/intake/sheet-readings.service.js';
import { SheetUploads } from '../../src/worksheets/intake/sheet-uploads.service.js';
import { WorksheetLine } from '../../src/worksheets/worksheet-line.entity.js';
import { Worksheet } from '../../src/worksheets/worksheet.entity.js';
import { done } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';

const MONTH = '2026-09';
const LONG = 2_400; // over a thousand lines a batch, and long enough for a thread

describe('a sheet on its way in', () => {
  let house: House;
  let partnerId: string;
  beforeAll(async () => {
    house = await openHouse({ now: '2026-10-05T08:00:00Z' });
    partnerId = house.town.tommaso.partnerId;
  });
  afterAll(() => house.close());

  const csv = (rows: number, last = '') =>
    Buffer.from(
      [
        'Palo;Data;Operatore;Note',
        ...Array.from(
          { length: rows },
          (_, i) => `PL-${i};${1 + (i % 28)}/09/2026;17;${'x'.repeat(40)}`,
        ),
        ...(last ? [last] : []),
      ].join('\n'),
    );
  const upload = (bytes: Buffer, change: object = {}) =>
    house.get(SheetUploads).take({
      ...{ partnerId, month: MONTH, channel: 'office', by: 'Dario', words: {} },
      ...{ file: { name: 'settembre.csv', bytes } },
      ...change,
    });
  const sheet = (id: string) => house.reads.of(Worksheet).findOneByOrFail({ id });
  const linesOf = (worksheetId: string) => house.reads.of(WorksheetLine).countBy({ worksheetId });
  const left = async (change: object) => {
    const { storedAs } = await house.get(FileStore).put(csv(3));
    const row = {
      ...{ id: newId(), partnerId, fileName: 'a.csv', fileSha256: 'x', state: 'reading' as const },
      ...{ uploadedBy: 'Dario', uploadedAt: house.clock.now(), storedAs },
      ...change,
    };
    await house.transactions.run((em) => insertRows(em, Worksheet, [row]));
    return row.id;
  };

  test('a long one is read in a thread, staged in batches and put in its place at the end', async () => {
    const id = done(await upload(csv(LONG)));
    await house.get(SheetReadings).begin(id);
    expect(await sheet(id)).toMatchObject({ state: 'open', linesDone: LONG, linesTotal: LONG });
    expect(await linesOf(id)).toBe(LONG);
    const last = await house.reads
      .of(WorksheetLine)
      .findOneByOrFail({ worksheetId: id, position: LONG });
    expect(last.theirs).toMatchObject({ line: LONG + 1, place: `PL-${LONG - 1}` });
  });

  test('a fault in its last line refuses it with line and reason; the former sheet counts as before', async () => {
    const former = await house.reads.of(Worksheet).findOneByOrFail({ month: MONTH, state: 'open' });
    const broken = csv(LONG, 'PL-x;31/02/2026;17;');
    const id = done(await upload(broken, { channel: 'mail', answerTo: 'a@b.example' }));
    await house.get(SheetReadings).begin(id);
    expect(await sheet(id)).toMatchObject({
      state: 'refused',
      fault: {
        kind: 'file',
        error: { code: 'sheet-day', data: { line: LONG + 2, cell: '31/02/2026' } },
      },
    });
    expect(await sheet(former.id)).toEqual(former);
    expect(await linesOf(former.id)).toBe(LONG);
    expect(await linesOf(id)).toBe(0);
  });

  test('a short one that is broken is refused at once, and leaves no trace', async () => {
    const refused = await upload(csv(2, 'PL-x;31/02/2026;17;'), { month: '2026-04' });
    expect(isRefusal(refused) && refused.errors).toEqual([
      { field: 'sheet', code: 'sheet-day', data: { line: 4, cell: '31/02/2026' } },
    ]);
    expect(await house.reads.of(Worksheet).countBy({ month: '2026-04' })).toBe(0);
  });

  test('another one takes the place of one that nobody has worked on, whose lines and file go', async () => {
    const former = await house.reads.of(Worksheet).findOneByOrFail({ month: MONTH, state: 'open' });
    const id = done(await upload(csv(3)));
    expect(await linesOf(id)).toBe(3);
    expect(await sheet(former.id)).toMatchObject({ state: 'replaced', storedAs: null });
    expect(await linesOf(former.id)).toBe(0);
    expect(await house.get(FileStore).open(former.storedAs ?? '')).toBeNull();
  });

  test('cancelled while it is read, nothing of it stays and the former one counts', async () => {
    const former = await house.reads.of(Worksheet).findOneByOrFail({ month: MONTH, state: 'open' });
    const id = done(await upload(csv(LONG), { channel: 'mail', answerTo: 'a@b.example' }));
    expect(await house.get(SheetReadings).cancel(id)).toBe(true);
    expect(await sheet(id)).toMatchObject({ state: 'cancelled', storedAs: null });
    expect(await linesOf(id)).toBe(0);
    expect((await sheet(former.id)).state).toBe('open');
    expect(await house.get(SheetReadings).cancel(id)).toBe(false);
    expect(await house.get(SheetReadings).cancel(former.id)).toBe(false);
  });

  test('one whose reader was killed is taken up when its lease is over, and not before', async () => {
    const leaseUntil = new Date('2026-10-05T08:02:00Z');
    const id = await left({ month: '2026-07', attempt: 1, leaseUntil });
    await house.get(SheetReadings).round();
    expect(await sheet(id)).toMatchObject({ state: 'reading', attempt: 1 });
    house.clock.set('2026-10-05T08:02:01Z');
    await house.get(SheetReadings).round();
    expect(await sheet(id)).toMatchObject({ state: 'open', attempt: 2, linesDone: 3 });
  });

  test('one that has cost its reader three times is refused', async () => {
    const id = await left({ month: '2026-06', attempt: 3, leaseUntil: new Date(0) });
    await house.get(SheetReadings).round();
    expect((await sheet(id)).state).toBe('refused');
    expect((await sheet(id)).fault).toMatchObject({ error: { code: 'sheet-unreadable' } });
  });

  test('of two sheets of one month at the same moment one counts', async () => {
    const both = await Promise.all([
      upload(csv(2), { month: '2026-05' }),
      upload(csv(4), { month: '2026-05' }),
    ]);
    expect(both.filter((one) => !isRefusal(one))).toHaveLength(2);
    const states = await house.reads.of(Worksheet).findBy({ month: '2026-05' });
    expect(states.map(({ state }) => state).sort()).toEqual(['open', 'replaced']);
  });
});
