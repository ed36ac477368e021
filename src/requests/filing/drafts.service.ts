/**
 * What a person types before sending it, and the files that come with it.
 *
 * - A draft is sealed: names and contacts are in it. Its id becomes the `submissionId` of the filing, so that sending twice files once.
 * - A page names its draft by a handle that only we can write, so that it survives an expired session.
 * - Filing deletes the draft with its rows of staged files (`Registry`): the bytes are the request's from then on. Discarding and sweeping
 *   take the bytes away too, but never bytes that a request has.
 */
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Vault } from '../../config/vault.js';
import { CommandReply } from '../../database/command-reply.entity.js';
import { insertRows } from '../../database/insert-rows.js';
import { queryRows } from '../../database/query-rows.js';
import { Reads } from '../../database/reads.js';
import { Transactions } from '../../database/transactions.js';
import { Clock } from '../../shared/clock.js';
import { newId } from '../../shared/ids.js';
import { Refusal } from '../../shared/refusal.js';
import type { StoredFile } from '../attachments/stored-file.js';
import type { Filed } from './filing-command.js';
import { FilingDraft } from './filing-draft.entity.js';
import { StagedFile } from './staged-file.entity.js';

export const DRAFT_KEPT_DAYS = 30;
const DAY_MS = 86_400_000;
/** Far more than a form holds that a person filled in. */
const LONGEST_DRAFT = 1_500_000;
const SWEPT_AT_ONCE = 200;
const FILERS = 'public';

export type DraftValues = Readonly<Record<string, string | readonly string[]>>;

export interface Draft {
  readonly id: string;
  /** As typed: nothing in it has been checked. */
  readonly values: DraftValues;
  readonly files: readonly (StoredFile & { readonly id: string })[];
}

/** Promises to keep what was typed and uploaded until it is sent, discarded or 30 days old. Refuses a draft larger than any form. */
@Injectable()
export class Drafts {
  constructor(
    private readonly transactions: Transactions,
    private readonly reads: Reads,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  async open(values: DraftValues): Promise<string> {
    const id = newId();
    const row = { id, sealedAnswers: this.seal(values), changedAt: this.clock.now() };
    await this.transactions.run((em) => insertRows(em, FilingDraft, [row]));
    return id;
  }

  async read(id: string): Promise<Draft | null> {
    const draft = await this.reads.of(FilingDraft).findOneBy({ id });
    if (!draft) return null;
    const files = await this.reads
      .of(StagedFile)
      .find({ where: { draftId: id }, order: { id: 'ASC' }, take: 50 });
    const values = JSON.parse(this.vault.open(draft.sealedAnswers)) as DraftValues; // written by `seal`
    return { id, values, files };
  }

  /** Keeps what is typed now. Null: kept. */
  async change(id: string, values: DraftValues): Promise<Refusal | null> {
    if (JSON.stringify(values).length > LONGEST_DRAFT)
      return Refusal.fields([{ field: '', code: 'form-too-large' }]);
    const row = { sealedAnswers: this.seal(values), changedAt: this.clock.now() };
    await this.transactions.run((em) => em.update(FilingDraft, { id }, row));
    return null;
  }

  /** Keeps stored files with the draft, at most `most` of a kind; answers those that found no room: their bytes are the caller's to discard. */
  stage(
    id: string,
    files: readonly StoredFile[],
    most: Record<StoredFile['kind'], number>,
  ): Promise<StoredFile[]> {
    return this.transactions.run(async (em) => {
      const { affected } = await em.update(FilingDraft, { id }, { changedAt: this.clock.now() }); // held: uploads at once count one after the other
      const isThere = affected === 1;
      const tooMany: StoredFile[] = [];
      for (const file of files) {
        const count = await em.countBy(StagedFile, { draftId: id, kind: file.kind });
        if (isThere && count < most[file.kind]) await this.insert(em, id, file);
        else tooMany.push(file);
      }
      return tooMany;
    });
  }

  /** Takes a file out of the draft; answers what was taken, whose bytes are the caller's to discard. */
  async removeFile(id: string, fileId: string): Promise<StoredFile | null> {
    return this.transactions.run(async (em) => {
      const file = await em.findOneBy(StagedFile, { id: fileId, draftId: id });
      if (file) await em.delete(StagedFile, { id: fileId, draftId: id });
      return file;
    });
  }

  /** Ends a draft; answers the files that no request has taken over, whose bytes are the caller's to discard. */
  discard(id: string): Promise<StoredFile[]> {
    return this.transactions.run((em) => this.end(em, [id]));
  }

  /** Ends drafts that nobody has touched for 30 days, some hundreds at a time; answers their files as `discard` does. */
  sweep(): Promise<StoredFile[]> {
    const before = new Date(this.clock.now().getTime() - DRAFT_KEPT_DAYS * DAY_MS);
    return this.transactions.run(async (em) => {
      const old = await queryRows<{ id: string }>(
        em,
        `SELECT id FROM filing_drafts WHERE changed_at < :before ORDER BY changed_at LIMIT ${SWEPT_AT_ONCE}`,
        { before: before.toISOString() },
      );
      return this.end(
        em,
        old.map(({ id }) => id),
      );
    });
  }

  /** The receipt of a draft that was sent, for as long as a command's answer is kept (48 hours): who sends it again gets the same one. */
  async receiptOf(id: string): Promise<Filed | null> {
    const known = await this.reads.of(CommandReply).findOneBy({ caller: FILERS, key: id });
    return known?.reply ? (JSON.parse(this.vault.open(known.reply)) as Filed) : null; // written by `FilingDesk`
  }

  /** Names the draft in a page. */
  handleOf(id: string): string {
    return this.vault.seal(`draft:${id}`);
  }

  /** The draft that a page names; null for what we did not write. */
  idOf(handle: string): string | null {
    try {
      const [what, id = ''] = this.vault.open(handle).split(':');
      return what === 'draft' ? id : null;
    } catch {
      return null; // cut or forged: no draft
    }
  }

  private seal(values: DraftValues): string {
    return this.vault.seal(JSON.stringify(values));
  }

  private insert(em: EntityManager, draftId: string, file: StoredFile): Promise<void> {
    const { kind, storedAs, digest, mediaType, sizeBytes, originalName } = file;
    const row = {
      id: newId(),
      draftId,
      kind,
      storedAs,
      digest,
      mediaType,
      sizeBytes,
      originalName,
    };
    return insertRows(em, StagedFile, [{ ...row, createdAt: this.clock.now() }]);
  }

  private async end(em: EntityManager, ids: readonly string[]): Promise<StoredFile[]> {
    const files: StoredFile[] = [];
    for (const id of ids) {
      files.push(...(await ownFiles(em, id)));
      await em.delete(StagedFile, { draftId: id });
      await em.delete(FilingDraft, { id });
    }
    return files;
  }
}

/** Staged files whose bytes are not part of any request: a crash may leave rows behind that were taken over. */
function ownFiles(em: EntityManager, draftId: string): Promise<StagedFile[]> {
  return em
    .createQueryBuilder(StagedFile, 's')
    .where('s.draftId = :draftId', { draftId })
    .andWhere('NOT EXISTS (SELECT 1 FROM attachments a WHERE a.stored_as = s.stored_as)')
    .getMany();
}
