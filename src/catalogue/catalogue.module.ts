import { Module } from '@nestjs/common';
import { AuditModule } from '../proof/audit.module.js';
import { Catalogue } from './catalogue.service.js';
import { CategoryBook } from './category-book.service.js';
import { QuestionBook } from './question-book.service.js';

@Module({
  imports: [AuditModule],
  providers: [Catalogue, CategoryBook, QuestionBook],
  exports: [Catalogue, CategoryBook, QuestionBook],
})
export class CatalogueModule {}
