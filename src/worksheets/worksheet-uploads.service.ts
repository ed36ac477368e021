import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { insertRows } from '../database/insert-rows.js';
import { queryRows } from '../database/query-rows.js';
import { Reads } from '../database/reads.js';
import { Transactions } from '../database/transactions.js';
import { Clock } from '../shared/clock.js';
import { newId } from '../shared/ids.js';
import { Refusal } from '../shared/refusal.js';
import type { HeaderWords } from './domain/header.js';
import { matchSheet } from './domain/match.js';
import type { MatchedLine } from './domain/sheet-row.js';
import { HeldWorks } from './held-works.service.js';
import { readSheet } from './reading/read-sheet.js';
import { SheetFault } from './reading/sheet-fault.js';
import { SheetWords } from './sheet-words.entity.js';
import { WorksheetLine } from './worksheet-line.entity.js';
import { Worksheet } from './worksheet.entity.js';

const LINES_PER_INSERT = 200;

export interface UploadedSheet {
  readonly partnerId: string;
  /** `YYYY-MM` */
  readonly month: string;
  readonly file: { readonly name: string; readonly bytes: Buffer };
  /** What the person says the columns are called; wins over what was kept. */
  readonly words: HeaderWords;
  readonly by: string;
}

/**
 * Takes a partner's monthly sheet in and lays it beside what we hold: whole, or not at all. A sheet of the same month replaces one that
 * nobody has worked on yet. Refuses what cannot be read, at its line, and a month that is closed or begun.
 */
@Injectable()
export class WorksheetUploads {
  constructor(
    private readonly transactions: Transactions,
    private readonly reads: Reads,
    private readonly held: HeldWorks,
    private readonly clock: Clock,
  ) {}

  /** The words kept from the partner's last sheet. */
  async words(partnerId: string): Promise<HeaderWords> {
    return (await this.reads.of(SheetWords).findOneBy({ partnerId }))?.words ?? {};
  }

  /** The sheet's id. */
  async take(sheet: UploadedSheet): Promise<string | Refusal> {
    const kept = { ...(await this.words(sheet.partnerId)), ...sheet.words };
    const read = await readSheet(sheet.file.bytes, kept).catch(refused);
    if (read instanceof Refusal) return read;
    const works = await this.held.about(sheet.partnerId, sheet.month);
    const lines = matchSheet(read.rows, works, sheet.month);
    return this.transactions.run(async (em) => {
      const id = await this.place(em, sheet);
      if (id instanceof Refusal) return id;
      await insertLines(em, id, lines);
      await keepWords(em, sheet.partnerId, read.words);
      return id;
    });
  }

  private async place(em: EntityManager, sheet: UploadedSheet): Promise<string | Refusal> {
    const { partnerId, month, file, by } = sheet;
    const row = {
      fileName: Array.from(file.name).slice(0, 120).join(''),
      fileSha256: createHash('sha256').update(file.bytes).digest('hex'),
      uploadedBy: by,
      uploadedAt: this.clock.now(),
    };
    const id = newId();
    await queryRows(
      em,
      `INSERT INTO worksheets (id, partner_id, month, file_name, file_sha256, state, uploaded_by, uploaded_at)
       VALUES (:id, :partnerId, :month, :fileName, :fileSha256, 'open', :uploadedBy, :at) ON CONFLICT DO NOTHING`,
      { id, partnerId, month, ...row, at: row.uploadedAt.toISOString() },
    );
    // holds the row against a closing at the same moment
    const held = await em.update(Worksheet, { partnerId, month, state: 'open' }, row);
    if (held.affected !== 1) return new Refusal('not-possible-now', 'sheet-closed');
    const known = await em.findOneByOrFail(Worksheet, { partnerId, month });
    const [begun] = await queryRows(
      em,
      'SELECT id FROM worksheet_lines WHERE worksheet_id = :id AND decision IS NOT NULL LIMIT 1',
      { id: known.id },
    );
    if (begun) return new Refusal('not-possible-now', 'sheet-begun');
    await em.delete(WorksheetLine, { worksheetId: known.id });
    return known.id;
  }
}

async function insertLines(
  em: EntityManager,
  worksheetId: string,
  lines: readonly MatchedLine[],
): Promise<void> {
  const rows = lines.map(({ kind, theirs, ours, differences }, i) => ({
    id: newId(),
    worksheetId,
    position: i + 1,
    kind,
    taskId: ours?.taskId ?? null,
    requestId: ours?.requestId ?? null,
    theirs,
    ours,
    differences: [...differences],
    decision: null,
    decidedBy: null,
    decidedAt: null,
  }));
  for (let i = 0; i < rows.length; i += LINES_PER_INSERT)
    await insertRows(em, WorksheetLine, rows.slice(i, i + LINES_PER_INSERT));
}

async function keepWords(em: EntityManager, partnerId: string, words: HeaderWords): Promise<void> {
  await queryRows(
    em,
    `INSERT INTO partner_sheet_words (partner_id, words) VALUES (:partnerId, :words)
     ON CONFLICT (partner_id) DO UPDATE SET words = excluded.words`,
    { partnerId, words: JSON.stringify(words) },
  );
}

/** A sheet that cannot be taken in is an error at the file's field. */
function refused(error: unknown): Refusal {
  if (!(error instanceof SheetFault)) throw error;
  return Refusal.fields([{ field: 'sheet', code: error.code, data: { ...error.data } }]);
}
