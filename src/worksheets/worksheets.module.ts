import { Module } from '@nestjs/common';
import { RequestsModule } from '../requests/requests.module.js';
import { HeldWorks } from './held-works.service.js';
import { OurSheet } from './our-sheet.service.js';
import { SheetMail } from './sheet-mail.service.js';
import { WorksheetDesk } from './worksheet-desk.service.js';
import { WorksheetUploads } from './worksheet-uploads.service.js';
import { Worksheets } from './worksheets.service.js';

/** A month's works, the partner's sheet beside ours. */
@Module({
  imports: [RequestsModule],
  providers: [HeldWorks, OurSheet, SheetMail, WorksheetDesk, WorksheetUploads, Worksheets],
  exports: [OurSheet, WorksheetDesk, WorksheetUploads, Worksheets],
})
export class WorksheetsModule {}
