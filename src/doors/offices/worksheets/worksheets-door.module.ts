import { Module, type OnModuleInit } from '@nestjs/common';
import { FilesModule } from '../../../files/files.module.js';
import { PartnersModule } from '../../../partners/partners.module.js';
import { Navigation } from '../../../web/navigation.js';
import { WebModule } from '../../../web/web.module.js';
import { WorksheetsModule } from '../../../worksheets/worksheets.module.js';
import { OurSheetFiles } from '../../shared/our-sheet-files.service.js';
import { LineTiesController } from './line-ties.controller.js';
import { OurSheetController } from './our-sheet.controller.js';
import { PaperController } from './paper.controller.js';
import { WorksheetFilesController } from './worksheet-files.controller.js';
import { WorksheetIntakeController } from './worksheet-intake.controller.js';
import { WorksheetUploadController } from './worksheet-upload.controller.js';
import { WorksheetPage } from './worksheet-page.service.js';
import { WorksheetsController } from './worksheets.controller.js';

/** Partners' monthly sheets, for who gives work to partners. */
@Module({
  imports: [FilesModule, PartnersModule, WebModule, WorksheetsModule],
  controllers: [
    OurSheetController,
    WorksheetUploadController,
    LineTiesController,
    PaperController,
    WorksheetFilesController,
    WorksheetIntakeController,
    WorksheetsController,
  ],
  providers: [OurSheetFiles, WorksheetPage],
})
export class WorksheetsDoorModule implements OnModuleInit {
  constructor(private readonly navigation: Navigation) {}

  onModuleInit(): void {
    this.navigation.add({
      section: 'offices',
      href: '/ufficio/tabulati',
      label: 'worksheets:nav',
      permission: 'requests.assign',
      order: 50,
    });
  }
}
