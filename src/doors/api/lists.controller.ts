import { Controller, Get, Param, Query } from '@nestjs/common';
import { Allow, Public } from '../../access/access-rule.js';
import { Catalogue } from '../../catalogue/catalogue.service.js';
import { Offices } from '../../offices/offices.service.js';
import { Partners } from '../../partners/partners.service.js';
import { Refusal } from '../../shared/refusal.js';
import { Territory } from '../../territory/territory.service.js';
import { documentJsonSchema } from '../../workflow/domain/document/read.js';
import { Workflows } from '../../workflow/workflow.service.js';
import { parseJson } from './json-body.js';
import { pageOf, shortListQuery } from './short-list.js';

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
  async categories(@Query() query: unknown) {
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
    return pageOf(items, parseJson(shortListQuery, query));
  }

  @Get('offices')
  @Public()
  async listOffices(@Query() query: unknown) {
    const items = (await this.offices.list()).map(({ code, name, email, phone }) => ({
      code,
      name,
      email,
      phone,
    }));
    return pageOf(items, parseJson(shortListQuery, query));
  }

  @Get('areas')
  @Public()
  async areas(@Query() query: unknown) {
    const items = (await this.territory.areas()).map(({ code, name, kind, boundary }) => ({
      code,
      name,
      kind,
      boundary,
    }));
    return pageOf(items, parseJson(shortListQuery, query));
  }

  @Get('partners')
  @Allow('requests.see')
  async listPartners(@Query() query: unknown) {
    const items = (await this.partners.active()).map(({ code, name, kind }) => ({
      code,
      name,
      kind,
    }));
    return pageOf(items, parseJson(shortListQuery, query));
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
