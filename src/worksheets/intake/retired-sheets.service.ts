import { Injectable } from '@nestjs/common';
import { Reads } from '../../database/reads.js';
import { Transactions } from '../../database/transactions.js';
import { FileStore } from '../../files/file-store.js';
import { Worksheet } from '../worksheet.entity.js';
import { StagedSheets } from './staged-sheets.service.js';

const AT_ONCE = 20;

/** Takes lines and files of sheets away that do not count (any more); that such a sheet came, when and from whom, stays. */
@Injectable()
export class RetiredSheets {
  constructor(
    private readonly reads: Reads,
    private readonly transactions: Transactions,
    private readonly staged: StagedSheets,
    private readonly store: FileStore,
  ) {}

  async sweep(): Promise<void> {
    const gone = await this.reads.rows<{ id: string; storedAs: string | null }>(
      `SELECT w.id AS "id", w.stored_as AS "storedAs" FROM worksheets w WHERE w.state IN ('refused', 'cancelled', 'replaced')
         AND (w.stored_as IS NOT NULL OR EXISTS (SELECT 1 FROM worksheet_lines l WHERE l.worksheet_id = w.id))
       ORDER BY w.id LIMIT ${AT_ONCE}`,
    );
    for (const { id, storedAs } of gone) {
      await this.staged.clear(id);
      if (storedAs) await this.store.remove(storedAs);
      await this.transactions.run((em) => em.update(Worksheet, { id }, { storedAs: null }));
    }
  }
}
