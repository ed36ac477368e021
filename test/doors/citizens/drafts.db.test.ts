import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FileStore } from '../../../src/files/file-store.js';
import { Files } from '../../../src/files/files.service.js';
import { DraftFiles } from '../../../src/doors/citizens/filing/draft-files.service.js';
import type { StoredFile } from '../../../src/requests/attachments/stored-file.js';
import { FilingDraft } from '../../../src/requests/filing/filing-draft.entity.js';
import { DRAFT_KEPT_DAYS, Drafts } from '../../../src/requests/filing/drafts.service.js';
import { StagedFile } from '../../../src/requests/filing/staged-file.entity.js';
import { isRefusal } from '../../../src/shared/refusal.js';
import { newId } from '../../../src/shared/ids.js';
import { pdf } from '../../files/pictures.js';
import { file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';

const DAY_MS = 86_400_000;
const ROOM = { photo: 3, document: 3 };

describe('drafts', () => {
  let house: House;
  let drafts: Drafts;
  beforeAll(async () => {
    house = await openHouse();
    drafts = house.get(Drafts);
  });
  afterAll(() => house.close());

  async function stored(): Promise<StoredFile> {
    const outcome = await house
      .get(Files)
      .accept({ field: 'documents', name: 'perizia.pdf', bytes: pdf }, { kind: 'document' });
    if (isRefusal(outcome) || !outcome.ok) throw new Error('not stored');
    return outcome.file;
  }
  const isOnDisk = async ({ storedAs }: StoredFile) => {
    const found = await house.get(FileStore).open(storedAs);
    found?.stream.destroy();
    return found !== null;
  };

  test('what was typed is kept and can be read back, but not out of the table', async () => {
    const id = await drafts.open({ 'citizen.lastName': 'Ferrini' });
    await drafts.change(id, { 'citizen.lastName': 'Ferrini', title: 'Buca' });
    expect((await drafts.read(id))?.values).toEqual({
      'citizen.lastName': 'Ferrini',
      title: 'Buca',
    });
    const row = await house.reads.of(FilingDraft).findOneByOrFail({ id });
    expect(row.sealedAnswers).not.toContain('Ferrini');
  });

  test('a draft larger than any form is refused and the one before stays', async () => {
    const id = await drafts.open({ title: 'Buca' });
    const refusal = await drafts.change(id, { title: 'x'.repeat(1_600_000) });
    expect(refusal?.errors[0]?.code).toBe('form-too-large');
    expect((await drafts.read(id))?.values).toEqual({ title: 'Buca' });
  });

  test('a handle names its draft; a changed one names none', async () => {
    const id = await drafts.open({});
    const handle = drafts.handleOf(id);
    expect(drafts.idOf(handle)).toBe(id);
    expect(drafts.idOf(`${handle.slice(0, -2)}AA`)).toBeNull();
    expect(drafts.idOf(id)).toBeNull();
  });

  test('files find room up to the limit, even two uploads at once', async () => {
    const id = await drafts.open({});
    const files = await Promise.all([1, 2, 3, 4].map(stored));
    const left = await Promise.all([
      drafts.stage(id, files.slice(0, 2), ROOM),
      drafts.stage(id, files.slice(2), ROOM),
    ]);
    expect(left.flat()).toHaveLength(1);
    expect((await drafts.read(id))?.files).toHaveLength(3);
  });

  test('a draft that nobody touched for 30 days goes, with its files; a younger one stays', async () => {
    const old = await drafts.open({ title: 'vecchia' });
    const oldFile = await stored();
    await drafts.stage(old, [oldFile], ROOM);
    house.clock.pass((DRAFT_KEPT_DAYS - 1) * DAY_MS);
    const young = await drafts.open({ title: 'nuova' });
    house.clock.pass(2 * DAY_MS);
    await house.get(DraftFiles).sweep();
    expect(await drafts.read(old)).toBeNull();
    expect(await isOnDisk(oldFile)).toBe(false);
    expect((await drafts.read(young))?.values).toEqual({ title: 'nuova' });
  });

  test('bytes that a request has taken over are never taken away', async () => {
    const id = await drafts.open({});
    const taken = await stored();
    await drafts.stage(id, [taken], ROOM);
    await file(house, { files: [taken] });
    await house.get(DraftFiles).discardDraft(id);
    expect(await isOnDisk(taken)).toBe(true);
    expect(await house.reads.of(StagedFile).countBy({ draftId: id })).toBe(0);
  });

  test('there is no receipt of what was not sent', async () => {
    expect(await drafts.receiptOf(newId())).toBeNull();
  });
});
