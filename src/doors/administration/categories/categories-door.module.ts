import { Module } from '@nestjs/common';
import { CatalogueModule } from '../../../catalogue/catalogue.module.js';
import { OfficesModule } from '../../../offices/offices.module.js';
import { WebModule } from '../../../web/web.module.js';
import { WorkflowModule } from '../../../workflow/workflow.module.js';
import { CategoriesController } from './categories.controller.js';
import { CategoryPage } from './category-page.service.js';
import { QuestionPage } from './question-page.service.js';
import { QuestionsController } from './questions.controller.js';

/** The administrator's pages of the categories. */
@Module({
  imports: [CatalogueModule, OfficesModule, WebModule, WorkflowModule],
  controllers: [CategoriesController, QuestionsController],
  providers: [CategoryPage, QuestionPage],
})
export class CategoriesDoorModule {}
