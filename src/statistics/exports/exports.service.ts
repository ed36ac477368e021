import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { may, type OfficeViewer } from '../../access/viewer.js';
import { Environment } from '../../config/environment.js';
import { ContactLists, type ListedRequest } from '../../requests/contacts/contact-lists.service.js';
import { auditedBy } from '../../requests/steps/caller.js';
import { isRefusal, Refusal } from '../../shared/refusal.js';
import type { Progress } from '../lists/csv-in-thread.js';
import type { RequestList } from '../lists/request-rows.js';
import { type AskedList, RequestsExport } from '../lists/requests-export.service.js';
import type { StatisticsTexts } from '../texts.js';
import { ExportBook } from './export-book.service.js';
import type { ExportFormat, ExportJob } from './export-job.entity.js';
import { writeLongCsv } from './long-csv.js';
import { writeLongWorkbook } from './long-workbook.js';
import { contactCells } from './personal-columns.js';

/** Each of them is opened with a step of its own: a list of a whole town's contacts is nobody's daily work. */
export const PERSONAL_ROWS = 2_000;
/** Each telling is a commit. */
const TOLD_EVERY_ROWS = 2_000;
const TOLD_EVERY_CONTACTS = 50;

export interface AskedExport {
  readonly range: { readonly from: string; readonly to: string };
  readonly format: ExportFormat;
  readonly columns: readonly string[];
  readonly personal: readonly string[];
  /** For those whose contacts are opened; empty where none are. */
  readonly reason: string;
}

/**
 * Writes lists of the requests that a person may see in the background, as files in `<dataDir>/exports` that are kept for a day. Personal data stand in them only for who
 * may export them: each request of such a list keeps a step, which its citizen reads. Refuses (`not-allowed`, `too-many-personal`, `exports-running`)
 * before anything is opened. What is cancelled stops within some thousand rows, and leaves no file.
 */
@Injectable()
export class Exports implements OnApplicationShutdown {
  private readonly log = new Logger('exports');
  private readonly folder: string;
  private readonly running = new Map<string, Promise<void>>();
  private isStopping = false;

  constructor(
    environment: Environment,
    private readonly book: ExportBook,
    private readonly requests: RequestsExport,
    private readonly contacts: ContactLists,
  ) {
    this.folder = join(environment.dataDir, 'exports');
  }

  async begin(
    viewer: OfficeViewer,
    asked: AskedExport,
    texts: StatisticsTexts,
  ): Promise<ExportJob | Refusal> {
    const listed = await this.listed(viewer, asked);
    if (isRefusal(listed)) return listed;
    await this.sweep();
    const { format, range } = asked;
    const job = await this.book.enter(viewer, {
      format,
      columns: [...asked.columns, ...asked.personal],
      filedFrom: range.from,
      filedTo: range.to,
      rowsTotal: listed?.length ?? (await this.requests.count({ viewer, range })),
    });
    if (isRefusal(job)) return job;
    const written = this.write({ ...asked, viewer, job, listed, texts });
    this.running.set(job.id, written.finally(() => this.running.delete(job.id))); // prettier-ignore
    return job;
  }

  /** At once, as CSV and without personal data: the audit list knows of it before its first row leaves. */
  async stream({
    isPacked,
    ...list
  }: AskedList & { readonly isPacked: boolean }): Promise<Readable | Refusal> {
    const { viewer, range, columns } = list;
    const file = this.requests.open(list, { isPacked });
    if (isRefusal(file)) return file;
    try {
      const rowsTotal = await this.requests.count(list);
      const asked = { format: 'csv', columns, filedFrom: range.from, filedTo: range.to, rowsTotal } as const; // prettier-ignore
      await this.book.tell(auditedBy(viewer), asked);
      return file;
    } catch (error) {
      file.destroy();
      throw error;
    }
  }

  find(viewer: OfficeViewer, id: string): Promise<ExportJob | null> {
    return this.book.find(viewer, id);
  }

  /** Ended already is as good. False where it is not theirs. */
  async cancel(viewer: OfficeViewer, id: string): Promise<boolean> {
    const job = await this.find(viewer, id);
    if (!job) return false;
    await this.book.end(id, 'cancelled');
    await this.running.get(id);
    return true;
  }

  /** Null until it is ready. */
  async open(viewer: OfficeViewer, id: string) {
    const job = await this.find(viewer, id);
    return job?.state === 'ready' ? { job, stream: createReadStream(this.pathOf(job)) } : null;
  }

  /** Resolves when this process writes none. */
  async idle(): Promise<void> {
    await Promise.all(this.running.values());
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.idle();
  }

  private async listed(
    viewer: OfficeViewer,
    { personal, range }: AskedExport,
  ): Promise<readonly ListedRequest[] | Refusal | null> {
    if (personal.length === 0) return null;
    if (!may(viewer, 'exports.personal') || !may(viewer, 'contacts.open'))
      return new Refusal('not-allowed');
    const listed = await this.contacts.filed(viewer, range, PERSONAL_ROWS + 1);
    return listed.length > PERSONAL_ROWS
      ? Refusal.fields([{ field: 'al', code: 'too-many-personal' }])
      : listed;
  }

  private async write(running: Running): Promise<void> {
    const { job } = running;
    const path = this.pathOf(job);
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      const people = await this.people(running);
      const order = await this.requests.order(running, people);
      const told = this.telling(job, people?.cells.size);
      if (job.format === 'xlsx') await writeLongWorkbook(path, order, told);
      else await writeLongCsv(path, order, told);
      if (await this.book.end(job.id, 'ready')) return;
    } catch (error) {
      const isMeant = error instanceof Stopped; // somebody cancelled it, or the process stops
      if (!isMeant) this.log.error({ event: 'export-failed', export: job.id, reason: String(error) }); // prettier-ignore
      await this.book.end(job.id, 'failed').catch(() => undefined); // its lease ends it
    }
    await rm(path, { force: true });
  }

  /** Their contacts, opened with one command a request. */
  private async people({
    viewer,
    job,
    personal,
    reason,
    listed,
  }: Running): Promise<RequestList['people']> {
    if (!listed) return null;
    const cells = new Map<string, readonly (string | null)[]>();
    for (const [i, request] of listed.entries()) {
      if (i % TOLD_EVERY_CONTACTS === 0) await this.tell(job, i);
      const contacts = await this.contacts.open(viewer, request, { reason, key: job.id });
      cells.set(request.id, contactCells(personal, contacts));
    }
    return { columns: personal, cells };
  }

  /** Where contacts were opened, they were the work that is counted. */
  private telling(job: ExportJob, opened: number | undefined): Progress {
    let told = -1;
    return async (rows) => {
      if (told >= 0 && rows - told < TOLD_EVERY_ROWS) return;
      told = rows;
      await this.tell(job, opened ?? rows);
    };
  }

  private async tell({ id }: ExportJob, done: number): Promise<void> {
    if (this.isStopping || !(await this.book.progress(id, done))) throw new Stopped();
  }

  private async sweep(): Promise<void> {
    for (const id of await this.book.forget())
      for (const format of ['csv', 'xlsx'] as const)
        await rm(this.pathOf({ id, format }), { force: true });
  }

  private pathOf({ id, format }: Pick<ExportJob, 'id' | 'format'>): string {
    return join(this.folder, `${id}.${format}`);
  }
}

/** Not for the log: it was meant. */
class Stopped extends Error {}

interface Running extends AskedExport, AskedList {
  readonly job: ExportJob;
  readonly listed: readonly ListedRequest[] | null;
  readonly texts: StatisticsTexts;
}
