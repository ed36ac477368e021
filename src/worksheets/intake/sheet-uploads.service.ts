import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { insertRows } from '../../database/insert-rows.js';
import { Reads } from '../../database/reads.js';
import { Transactions } from '../../database/transactions.js';
import { signatureOf } from '../../files/domain/signature.js';
import { FileStore } from '../../files/file-store.js';
import { Clock } from '../../shared/clock.js';
import { newId } from '../../shared/ids.js';
import { Refusal } from '../../shared/refusal.js';
import type { HeaderWords } from '../domain/header.js';
import { type SheetChannel, Worksheet } from '../worksheet.entity.js';
import { monthTaken } from './month-taken.js';
import { SheetReadings } from './sheet-readings.service.js';

const SHORT_BYTES = 100_000;
const PATIENCE_MS = 3_000;

export interface UploadedSheet {
  readonly partnerId: string;
  /** `YYYY-MM` */
  readonly month: string;
  readonly file: { readonly name: string; readonly bytes: Buffer };
  /** What the person says the columns are called; wins over what was kept. */
  readonly words?: HeaderWords;
  readonly channel: SheetChannel;
  readonly by: string;
  /** Who is told by mail what became of it; nobody waits for the answer then. */
  readonly answerTo?: string;
}

/**
 * Takes a partner's monthly sheet in and lays it beside what we hold: whole, or not at all. A table is compared, a PDF waits to be ticked by
 * hand. A sheet of the same month replaces one that nobody has worked on yet. Answers within some seconds: a short sheet has been
 * read by then, a long one may still be read. Refuses what cannot be read, at its line, and a month that is closed or begun.
 */
@Injectable()
export class SheetUploads {
  constructor(
    private readonly transactions: Transactions,
    private readonly reads: Reads,
    private readonly store: FileStore,
    private readonly readings: SheetReadings,
    private readonly clock: Clock,
  ) {}

  /** The sheet's id. The same file for the same month sent again by a partner is the same sheet. */
  async take(upload: UploadedSheet): Promise<string | Refusal> {
    const { partnerId, month, channel } = upload;
    const fileSha256 = createHash('sha256').update(upload.file.bytes).digest('hex');
    const known = channel === 'office' ? null : await this.known(partnerId, month, fileSha256);
    if (known) return known;
    const reason = await monthTaken(this.reads.em, partnerId, month);
    if (reason && !upload.answerTo) return new Refusal('not-possible-now', reason);
    const id = await this.keep(upload, fileSha256);
    const ended = this.readings.begin(id);
    if (upload.answerTo) return id;
    if (upload.file.bytes.length < SHORT_BYTES) await ended;
    else await Promise.race([ended, wait(PATIENCE_MS, undefined, { ref: false })]);
    return (await this.refusalOf(id)) ?? id;
  }

  private async known(partnerId: string, month: string, fileSha256: string) {
    const [same] = await this.reads.rows<{ id: string }>(
      `SELECT id FROM worksheets WHERE partner_id = :partnerId AND month = :month AND file_sha256 = :fileSha256
         AND state IN ('reading', 'open', 'closed') LIMIT 1`,
      { partnerId, month, fileSha256 },
    );
    return same?.id ?? null;
  }

  private async keep(upload: UploadedSheet, fileSha256: string): Promise<string> {
    const { storedAs } = await this.store.put(upload.file.bytes);
    const now = this.clock.now();
    const sheet = {
      id: newId(),
      partnerId: upload.partnerId,
      month: upload.month,
      fileName: Array.from(upload.file.name).slice(0, 120).join(''),
      fileSha256,
      state: 'reading' as const,
      uploadedBy: upload.by,
      uploadedAt: now,
      channel: upload.channel,
      medium: signatureOf(upload.file.bytes) === 'pdf' ? ('paper' as const) : ('table' as const),
      storedAs,
      words: upload.words ?? {},
      answerTo: upload.answerTo ?? null,
      attempt: 0,
      linesDone: 0,
      leaseUntil: now, // free for whoever begins
    };
    await this.transactions.run((em) => insertRows(em, Worksheet, [sheet]));
    return sheet.id;
  }

  /** Who waits is told at once, and nothing of the sheet stays. */
  private async refusalOf(id: string): Promise<Refusal | null> {
    const { fault, state } = await this.reads.of(Worksheet).findOneByOrFail({ id });
    if (state !== 'refused' || !fault) return null;
    await this.transactions.run((em) => em.delete(Worksheet, { id, state: 'refused' }));
    return fault.kind === 'file'
      ? Refusal.fields([fault.error])
      : new Refusal('not-possible-now', fault.reason);
  }
}
