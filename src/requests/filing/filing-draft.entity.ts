import { Column, Entity, Index } from 'typeorm';
import { IdColumn, InstantColumn } from '../../database/columns.js';

/** What somebody has typed and not yet sent. Gone when sent, or after 30 days. Its id is the `submissionId` of the filing. */
@Entity('filing_drafts')
@Index('ix_filing_drafts_changed', ['changedAt'])
export class FilingDraft {
  @IdColumn() id!: string;
  /** JSON sealed by the vault: it holds names and contacts. */
  @Column({ type: 'text' }) sealedAnswers!: string;
  @InstantColumn() changedAt!: Date;
}
