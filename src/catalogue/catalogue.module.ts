import { Module } from '@nestjs/common';
import { AuditModule } from '../proof/audit.module.js';
import { Catalogue } from './catalogue.service.js';
import { CategoryBook } from './category-book.service.js';

@Module({
  imports: [AuditModule],
  providers: [Catalogue, CategoryBook],
  exports: [Catalogue, CategoryBook],
})
export class CatalogueModule {}
