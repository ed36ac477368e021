import { Module } from '@nestjs/common';
import { OfficesModule } from '../../../offices/offices.module.js';
import { RequestsModule } from '../../../requests/requests.module.js';
import { WorkflowModule } from '../../../workflow/workflow.module.js';
import { ActionChoices } from './action/action-choices.service.js';
import { RuleControls } from './action/rule-controls.service.js';
import { DraftPage } from './draft-page.service.js';
import { DraftPartsController } from './draft-parts.controller.js';
import { DraftsController } from './drafts.controller.js';
import { IterPage } from './iter-page.service.js';
import { ItersController } from './iters.controller.js';
import { MovePage } from './move-page.service.js';
import { MovesController } from './moves.controller.js';
import { MovingController } from './moving.controller.js';
import { PartForms } from './part-forms.service.js';

/** The administrator's pages of iters. */
@Module({
  imports: [OfficesModule, RequestsModule, WorkflowModule],
  controllers: [
    ItersController,
    DraftsController,
    DraftPartsController,
    MovingController,
    MovesController,
  ],
  providers: [IterPage, DraftPage, MovePage, PartForms, ActionChoices, RuleControls],
})
export class ItersModule {}
