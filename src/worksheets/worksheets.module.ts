import { Module, type OnModuleInit } from '@nestjs/common';
import { DeliveriesModule } from '../deliveries/deliveries.module.js';
import { FilesModule } from '../files/files.module.js';
import { PartnersModule } from '../partners/partners.module.js';
import { RequestsModule } from '../requests/requests.module.js';
import { HeldWorks } from './held-works.service.js';
import { RetiredSheets } from './intake/retired-sheets.service.js';
import { SheetIntake } from './intake/sheet-intake.service.js';
import { SheetReadings } from './intake/sheet-readings.service.js';
import { SheetUploads } from './intake/sheet-uploads.service.js';
import { StagedSheets } from './intake/staged-sheets.service.js';
import { KeptWords } from './kept-words.service.js';
import { OurSheet } from './our-sheet.service.js';
import { LineTies } from './settling/line-ties.service.js';
import { PaperTicks } from './settling/paper-ticks.service.js';
import { SheetPapers } from './sheet-papers.service.js';
import { SheetMail } from './sheet-mail.service.js';
import { WorksheetDesk } from './settling/worksheet-desk.service.js';
import { WorksheetFigures } from './worksheet-figures.service.js';
import { Worksheets } from './worksheets.service.js';
import { Rounds } from '../shared/rounds.js';

/** A month's works, the partner's sheet beside ours. */
@Module({
  imports: [DeliveriesModule, FilesModule, PartnersModule, RequestsModule],
  providers: [
    HeldWorks,
    KeptWords,
    LineTies,
    OurSheet,
    PaperTicks,
    RetiredSheets,
    SheetIntake,
    SheetMail,
    SheetPapers,
    SheetReadings,
    SheetUploads,
    StagedSheets,
    WorksheetDesk,
    WorksheetFigures,
    Worksheets,
  ],
  exports: [
    LineTies,
    OurSheet,
    PaperTicks,
    SheetIntake,
    SheetPapers,
    SheetReadings,
    SheetUploads,
    WorksheetDesk,
    WorksheetFigures,
    Worksheets,
  ],
})
export class WorksheetsModule implements OnModuleInit {
  constructor(
    private readonly rounds: Rounds,
    private readonly readings: SheetReadings,
  ) {}

  onModuleInit(): void {
    const run = () => this.readings.round();
    this.rounds.add({ name: 'work sheets', everyMs: 60_000, run });
  }
}
