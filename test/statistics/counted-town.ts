/** A town whose facts are made by hand: what the month counts, and nothing else. */
import { DateTime } from 'luxon';
import type { OfficeViewer } from '../../src/access/viewer.js';
import { Role } from '../../src/accounts/role.entity.js';
import { Category } from '../../src/catalogue/category.entity.js';
import { insertRows } from '../../src/database/insert-rows.js';
import { FeedbackAnswer } from '../../src/feedback/feedback-answer.entity.js';
import { Office } from '../../src/offices/office.entity.js';
import { Partner } from '../../src/partners/partner.entity.js';
import { RequestFacts } from '../../src/requests/facts/request-facts.entity.js';
import { RequestReopening } from '../../src/requests/facts/request-reopening.entity.js';
import { StateMove } from '../../src/requests/facts/state-move.entity.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { newId } from '../../src/shared/ids.js';
import { DimensionNames } from '../../src/statistics/names.service.js';
import { MonthStatistics } from '../../src/statistics/months/month.service.js';
import { MonthArchive } from '../../src/statistics/months/month-archive.service.js';
import { MonthComposer } from '../../src/statistics/months/month-composer.service.js';
import { MonthPatterns } from '../../src/statistics/months/month-patterns.service.js';
import { MonthPublishing } from '../../src/statistics/months/month-publishing.service.js';
import { RequestsExport } from '../../src/statistics/lists/requests-export.service.js';
import { SlowReads } from '../../src/statistics/slow-reads.service.js';
import { Area } from '../../src/territory/area.entity.js';
import { WorkflowVersion } from '../../src/workflow/workflow-version.entity.js';
import { plainWorkingSeconds } from '../support/plain-working.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

export type Facts = Omit<RequestFacts, 'requestId'>;

export interface CountedTown {
  readonly db: TestDatabase;
  readonly categories: readonly string[];
  readonly offices: readonly string[];
  readonly areas: readonly string[];
  readonly partners: readonly string[];
  readonly slowReads: SlowReads;
  readonly months: MonthStatistics;
  readonly requestsExport: RequestsExport;
  readonly composer: MonthComposer;
  /** As a process of its own would have it, with its own clock. */
  process(now: Date): { archive: MonthArchive; publishing: MonthPublishing };
  /** Stores a request for each of `facts`; gives them back as stored. */
  add(facts: readonly Facts[]): Promise<RequestFacts[]>;
  /** Stores phases that requests entered. */
  move(moves: readonly StateMove[]): Promise<void>;
  /** Stores closings that were undone, of requests that are there. */
  reopen(reopenings: readonly RequestReopening[]): Promise<void>;
  /** Stores what was said of closings. */
  rate(answers: readonly FeedbackAnswer[]): Promise<void>;
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Sees every request of the town. */
export const MAYOR: OfficeViewer = {
  ...{ kind: 'office', accountId: newId(), username: 'fabio', name: 'Fabio Neri', language: 'it' },
  ...{ roleCode: 'mayor', scope: 'all', permissions: ['statistics.see'], officeIds: [] },
};

const NOW = new Date('2027-06-15T10:00:00.000Z');

export async function openCountedTown(): Promise<CountedTown> {
  const db = await openTestDatabase();
  const furniture = await furnish(db);
  const slowReads = new SlowReads(db.environment, db.reads);
  const names = new DimensionNames(db.reads);
  const months = new MonthStatistics(slowReads, names, { now: () => NOW });
  const composerAt = (now: Date): MonthComposer => {
    const patterns = new MonthPatterns(slowReads, names, { now: () => now });
    return new MonthComposer(months, patterns);
  };
  let number = 0;
  return {
    db,
    ...furniture,
    slowReads,
    months,
    composer: composerAt(NOW),
    process: (now) => {
      const clock = { now: () => now };
      const archive = new MonthArchive(db.transactions, db.reads, composerAt(now), clock);
      return { archive, publishing: new MonthPublishing(archive, slowReads, clock) };
    },
    requestsExport: new RequestsExport(slowReads, names, db.environment),
    add: async (facts) => {
      const rows = facts.map((fact) => ({ ...fact, requestId: newId() }));
      const requests = rows.map((row) =>
        requestOf(row, furniture.workflowVersionId, (number += 1)),
      );
      await db.transactions.run(async (em) => {
        for (let at = 0; at < rows.length; at += 500) {
          await insertRows(em, ServiceRequest, requests.slice(at, at + 500));
          await insertRows(em, RequestFacts, rows.slice(at, at + 500));
        }
      });
      return rows;
    },
    reopen: (reopenings) =>
      db.transactions.run((em) => insertRows(em, RequestReopening, [...reopenings])),
    rate: (answers) => db.transactions.run((em) => insertRows(em, FeedbackAnswer, [...answers])),
    move: (moves) => db.transactions.run((em) => insertRows(em, StateMove, [...moves])),
    clear: () =>
      db.transactions.run(async (em) => {
        await em.query('DELETE FROM feedback_answers');
        await em.query('DELETE FROM state_moves');
        await em.query('DELETE FROM request_reopenings');
        await em.query('DELETE FROM request_facts');
        await em.query('DELETE FROM service_requests');
      }),
    close: async () => {
      await slowReads.onModuleDestroy();
      await db.close();
    },
  };
}

/** The civil date of an instant, computed apart from the product. */
export function romeDate(instant: Date): string {
  return DateTime.fromJSDate(instant, { zone: 'Europe/Rome' }).toISODate()!;
}

function romeText(instant: Date, format: string): string {
  return DateTime.fromJSDate(instant, { zone: 'Europe/Rome' }).toFormat(format);
}

/** A plain open report of the web; `filed` and `closed` are instants. */
export function factsOf(
  town: Pick<CountedTown, 'categories' | 'offices'>,
  { filed, closed = null }: { filed: string; closed?: string | null },
  extra: Partial<Facts> = {},
): Facts {
  const filedAt = new Date(filed);
  const closedAt = closed === null ? null : new Date(closed);
  const { firstAnswerAt = null } = extra;
  return {
    kind: 'report',
    categoryId: town.categories[0]!,
    officeId: town.offices[0]!,
    areaId: null,
    channel: 'web',
    partnerId: null,
    origin: null,
    language: 'it',
    stateKind: closedAt ? 'closed' : 'open',
    stateCode: closedAt ? 'closed' : 'received',
    enteredBy: closedAt ? 'operator' : 'citizen',
    filedAt,
    filedOn: romeDate(filedAt),
    filedWeekday: romeText(filedAt, 'c'),
    filedHour: romeText(filedAt, 'HH'),
    firstAnswerAt,
    firstAnswerOn: null,
    firstAnswerWorkingSeconds: firstAnswerAt && plainWorkingSeconds(filedAt, firstAnswerAt),
    closedAt,
    closedOn: closedAt && romeDate(closedAt),
    closureWorkingSeconds: closedAt && plainWorkingSeconds(filedAt, closedAt),
    outcome: closedAt && 'repaired',
    dueAt: new Date(filedAt.getTime() + 30 * 86_400_000),
    isWithdrawn: false,
    timesReopened: 0,
    suspendedSeconds: 0,
    suspendedWorkingSeconds: 0,
    isImported: false,
    ...extra,
  };
}

async function furnish(db: TestDatabase) {
  const ids = (count: number) => Array.from({ length: count }, newId);
  const [categories, offices, areas, partners] = [ids(3), ids(2), ids(2), ids(2)];
  const workflowVersionId = newId();
  await db.transactions.run(async (em) => {
    await insertRows(em, Role, [{ code: 'operator', name: { it: 'Operatore' }, scope: 'own-office', permissions: [] }]); // prettier-ignore
    const named = (id: string, i: number, word: string) => ({
      id,
      code: `${word}-${i}`,
      name: { it: `${word} numero ${i}`, en: `${word} number ${i}` },
    });
    await insertRows(em, Office, offices.map((id, i) => ({ ...named(id, i, 'ufficio'), email: null, phone: null, isActive: true }))); // prettier-ignore
    await insertRows(em, WorkflowVersion, [{ id: workflowVersionId, code: 'default', number: 1, status: 'published', document: { code: 'default', label: { it: 'x' }, initial: 'received', states: [{ code: 'received', label: { it: 'Ricevuta' }, kind: 'open', next: { it: 'x' } }], actions: [] }, sha256: '0'.repeat(64), publishedAt: NOW, publishedBy: 'Prova' }]); // prettier-ignore
    await insertRows(em, Category, categories.map((id, i) => ({ ...named(id, i, 'tipo'), description: null, officeId: offices[0]!, workflowCode: 'default', term: { days: 30 }, needsAuthorisation: false, notice: null, stop: null, position: i, isActive: true }))); // prettier-ignore
    await insertRows(em, Area, areas.map((id, i) => ({ ...named(id, i, 'zona'), kind: 'district', boundary: null }))); // prettier-ignore
    await insertRows(em, Partner, partners.map((id, i) => ({ ...named(id, i, 'ente'), name: `Ente ${i}`, kind: 'utility', agreement: { seesContacts: false }, emergencyPhone: null, isActive: true }))); // prettier-ignore
  });
  return { categories, offices, areas, partners, workflowVersionId };
}

function requestOf(row: RequestFacts, workflowVersionId: string, number: number) {
  return {
    id: row.requestId,
    ticketNumber: `2027-${String(number).padStart(6, '0')}-A`,
    version: 1,
    kind: row.kind,
    categoryId: row.categoryId,
    workflowVersionId,
    stateCode: row.stateCode,
    stateKind: row.stateKind,
    stateSince: row.closedAt ?? row.filedAt,
    officeId: row.officeId,
    areaId: row.areaId,
    channel: row.channel,
    filedAt: row.filedAt,
    dueAt: row.dueAt,
    closedAt: row.closedAt,
    outcome: row.outcome,
    language: row.language,
    reachedBy: 'none' as const,
    notify: 'outcome-only' as const,
    lastSeq: 1,
    lastHash: '0'.repeat(64),
  };
}
