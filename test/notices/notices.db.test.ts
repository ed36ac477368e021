import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OfficeViewer } from '../../src/access/viewer.js';
import { Category } from '../../src/catalogue/category.entity.js';
import { Vault } from '../../src/config/vault.js';
import { insertRows } from '../../src/database/insert-rows.js';
import { DeliveryListeners } from '../../src/deliveries/delivery-listeners.js';
import { DeliveryNotices } from '../../src/notices/delivery-notices.js';
import { Notice } from '../../src/notices/notice.entity.js';
import { type NewNotice, Notices, type OpenNotice } from '../../src/notices/notices.service.js';
import { SubjectSource } from '../../src/notices/subject-source.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { Clock } from '../../src/shared/clock.js';
import { newId } from '../../src/shared/ids.js';
import { isRefusal, Refusal } from '../../src/shared/refusal.js';
import { Languages } from '../../src/web/languages.js';
import type { WorkflowDocument } from '../../src/workflow/domain/document.js';
import { WorkflowVersion } from '../../src/workflow/workflow-version.entity.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { loadTestTown, type TestTown } from '../support/people.js';

const notFound = new Refusal('not-found');

describe('notices', () => {
  let db: TestDatabase;
  let town: TestTown;
  let notices: Notices;
  let office: string;
  beforeAll(async () => {
    db = await openTestDatabase();
    town = await loadTestTown(db);
    notices = new Notices(db.reads, new Vault(db.environment), new Clock());
    office = town.officeId('roads-works');
  });
  afterAll(() => db.close());

  const post = (notice: NewNotice) => db.transactions.run((em) => notices.post(em, notice));
  const done = (id: string, viewer: OfficeViewer) =>
    db.transactions.run((em) => notices.done(em, id, viewer));
  const marked = async (viewer: OfficeViewer, mark: string): Promise<OpenNotice[]> => {
    const { items } = await notices.openFor(viewer, undefined, 500);
    return items.filter(({ data }) => data['mark'] === mark);
  };

  test("an office's notice is seen by that office, a role's by that role, and by nobody else", async () => {
    await post({ kind: 'citizen-wrote', officeId: office, data: { mark: 'office' } });
    await post({ kind: 'tell-citizen', roleCode: 'front-desk', data: { mark: 'desk' } });
    const sees = async (viewer: OfficeViewer) =>
      Promise.all([marked(viewer, 'office'), marked(viewer, 'desk')]).then((found) =>
        found.map((list) => list.length),
      );
    expect(await sees(town.bruno)).toEqual([1, 0]);
    expect(await sees(town.carla)).toEqual([1, 0]);
    expect(await sees(town.gina)).toEqual([0, 1]);
    expect(await sees(town.nadia)).toEqual([0, 0]);
    expect(await sees(town.ivo)).toEqual([0, 0]);
  });

  test('words are sealed, read only by those it is for, and gone once it is done', async () => {
    const text = 'La segnalazione è stata chiusa: lampione riparato.';
    await post({ kind: 'tell-citizen', roleCode: 'front-desk', text, data: { mark: 'words' } });
    const [notice] = await marked(town.gina, 'words');
    expect(notice).toMatchObject({ hasText: true, requestId: null });
    const stored = await db.reads.of(Notice).findOneByOrFail({ id: notice!.id });
    expect(stored.sealedText).not.toContain('lampione');
    expect(await notices.readText(notice!.id, town.gina)).toBe(text);
    expect(await notices.readText(notice!.id, town.bruno)).toEqual(notFound);
    expect(await done(notice!.id, town.bruno)).toEqual(notFound);
    expect(await done(notice!.id, town.gina)).toBeUndefined();
    expect(await done(notice!.id, town.gina)).toEqual(notFound);
    expect(await notices.readText(notice!.id, town.gina)).toEqual(notFound);
    const after = await db.reads.of(Notice).findOneByOrFail({ id: notice!.id });
    expect(after).toMatchObject({ sealedText: null, doneById: town.gina.accountId });
    expect(await marked(town.gina, 'words')).toEqual([]);
  });

  test('pages follow one another, the longest waiting first, and the count stops at a hundred', async () => {
    const before = await notices.count(town.nadia);
    const theirs = town.nadia.officeIds[0]!;
    await db.transactions.run(async (em) => {
      for (let i = 0; i < 120; i++)
        await notices.post(em, { kind: 'news-asked', officeId: theirs, data: { n: String(i) } });
    });
    expect(before).toBe(0);
    expect(await notices.count(town.nadia)).toBe(100);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await notices.openFor(town.nadia, cursor);
      seen.push(...page.items.map(({ data }) => data['n']!));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect([...seen].sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 120 }, (_, i) => String(i)),
    );
  });

  describe('of messages that died', () => {
    let listeners: DeliveryListeners;
    let subjects: SubjectSource;
    beforeAll(() => {
      listeners = new DeliveryListeners();
      subjects = new SubjectSource();
      const languages = new Languages(db.environment);
      new DeliveryNotices(listeners, notices, subjects, languages).onModuleInit();
    });

    const die = (subject: string | null, kind: string) =>
      db.transactions.run((em) =>
        listeners.hearDead(em, {
          ...{ deliveryId: newId(), channel: 'email', kind, subject, partnerId: null },
          reason: '550 RCPT TO',
        }),
      );
    const about = async (viewer: OfficeViewer, kind: string) => {
      const { items } = await notices.openFor(viewer, undefined, 500);
      return items.filter(({ data }) => data['letter'] === kind);
    };

    test('administrators and the office of the request are told', async () => {
      const requestId = await addRequest(db, town);
      subjects.find = async (_em, subject) =>
        subject === requestId ? { requestId, officeId: office } : null;
      await die(requestId, 'outcome');
      const expected = [{ kind: 'delivery-failed', requestId, data: { what: 'email' } }];
      expect(await about(town.ivo, 'outcome')).toMatchObject(expected);
      expect(await about(town.bruno, 'outcome')).toMatchObject(expected);
      expect(await about(town.nadia, 'outcome')).toEqual([]);
    });

    test('a message about no request is told to administrators alone', async () => {
      await die(newId(), 'reset-link');
      await die(null, 'digest');
      expect(await about(town.ivo, 'reset-link')).toMatchObject([{ requestId: null }]);
      expect(await about(town.ivo, 'digest')).toHaveLength(1);
      expect(await about(town.bruno, 'reset-link')).toEqual([]);
    });

    test('a receiver that was switched off is one notice for the administrators', async () => {
      const partnerId = town.partnerId('luce-strade');
      const reason = 'HTTP 410';
      await db.transactions.run((em) =>
        listeners.hearDisabled(em, { endpointId: newId(), partnerId, reason }),
      );
      const { items } = await notices.openFor(town.ivo, undefined, 500);
      const told = items.filter(({ data }) => data['what'] === 'endpoint');
      expect(told).toMatchObject([{ data: { partnerId, reason } }]);
    });

    test.each(['it', 'en'] as const)(
      'what a system does not take is put into words for people (%s), nothing of it as markup',
      (language) => {
        const data = {
          ticketNumber: '2026-004217-K',
          step: { label: 'Sopralluogo', note: '<b>urgente</b>' },
          request: { title: 'Lampione spento', location: { text: 'Via Roma 1' } },
          url: 'https://segnalazioni.comune.example/ente/incarichi/1',
        };
        const mail = listeners.inWords(
          { type: 'step.recorded', timestamp: '2026-11-20T10:00:00Z', data },
          language,
        );
        expect(mail).toMatchObject({ language, toName: null });
        expect(mail!.subject).toContain('2026-004217-K');
        for (const word of ['Lampione spento', 'Via Roma 1', 'Sopralluogo', data.url])
          expect(mail!.text).toContain(word);
        expect(mail!.html).toContain('&lt;b&gt;urgente');
        expect(mail!.html).not.toContain('<b>');
        const bare = { type: 'new.kind', timestamp: '', data: { ticketNumber: 7, step: 'x' } };
        expect(listeners.inWords(bare, language)!.text).toContain('new.kind'); // any webhook can be told
      },
    );
  });

  test('what is refused is a refusal, not an error', async () => {
    expect(isRefusal(await done(newId(), town.bruno))).toBe(true);
  });
});

/** A bare request of the roads office: notices refer to one. */
async function addRequest(db: TestDatabase, town: TestTown): Promise<string> {
  const now = new Date();
  const id = newId();
  const [category] = await db.reads.of(Category).find({ take: 1 });
  const version: WorkflowVersion = {
    ...{ id: newId(), code: 'plain', number: 1, status: 'draft', sha256: '0' },
    ...{ document: {} as WorkflowDocument, publishedAt: null, publishedBy: null }, // never read here
  };
  await db.transactions.run(async (em) => {
    await em.insert(WorkflowVersion, version as never); // TypeORM's partial of a JSON document is too deep for the compiler
    await insertRows(em, ServiceRequest, [
      {
        ...{ id, ticketNumber: '2026-000001-K', version: 1, kind: 'report' },
        ...{ categoryId: category!.id, workflowVersionId: version.id },
        ...{ stateCode: 'received', stateKind: 'open', stateSince: now },
        ...{ officeId: town.officeId('roads-works'), channel: 'web', filedAt: now, dueAt: now },
        ...{ language: 'it', reachedBy: 'email', notify: 'every-step', lastSeq: 1, lastHash: '0' },
      },
    ]);
  });
  return id;
}
