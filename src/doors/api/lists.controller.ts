import { Controller, Get, Param } from '@nestjs/common';
import { Allow, Public } from '../../access/access-rule.js';
import { Catalogue } from '../../catalogue/catalogue.service.js';
import { Offices } from '../../offices/offices.service.js';
import { Partners } from '../../partners/partners.service.js';
import { Refusal } from '../../shared/refusal.js';
import { Territory } from '../../territory/territory.service.js';
import { documentJsonSchema } from '../../workflow/domain/document/read.js';
import { Workflows } from '../../workflow/workflow.service.js';

/** What a program needs to know before it files or records: the council's own lists. */
@Controller('api/v1')
export class ApiListsController {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly offices: Offices,
    private readonly territory: Territory,
    private readonly partners: Partners,
    private readonly workflows: Workflows,
  ) {}

  @Get('categories')
  @Public()
  async categories() {
    const items = (await this.catalogue.open()).map((category) => ({
      code: category.code,
      name: category.name,
      description: category.description,
      office: category.office.code,
      term: category.term,
      stop: category.stop,
      questions: category.questions.map(({ code, label, type, choices, isRequired }) => ({
        code,
        label,
        type,
        required: isRequired,
        choices,
      })),
    }));
    return { items, next: null };
  }

  @Get('offices')
  @Public()
  async listOffices() {
    const items = (await this.offices.list()).map(({ code, name, email, phone }) => ({
      code,
      name,
      email,
      phone,
    }));
    return { items, next: null };
  }

  @Get('areas')
  @Public()
  async areas() {
    const items = (await this.territory.areas()).map(({ code, name, kind, boundary }) => ({
      code,
      name,
      kind,
      boundary,
    }));
    return { items, next: null };
  }

  @Get('partners')
  @Allow('requests.see')
  async listPartners() {
    const items = (await this.partners.active()).map(({ code, name, kind }) => ({
      code,
      name,
      kind,
    }));
    return { items, next: null };
  }

  /** JSON Schema (draft 2020-12) of `document`. */
  @Get('workflows/schema.json')
  @Public()
  workflowSchema() {
    return documentJsonSchema();
  }

  @Get('workflows/:code')
  @Public()
  async workflow(@Param('code') code: string) {
    const published = await this.workflows.published(code);
    if (!published) return new Refusal('not-found');
    const { number, document, sha256, publishedAt } = published;
    return { code, number, publishedAt: publishedAt?.toISOString() ?? null, sha256, document };
  }
}
