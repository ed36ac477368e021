import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Catalogue, type CatalogueCategory } from '../../../catalogue/catalogue.service.js';
import type { Category } from '../../../catalogue/category.entity.js';
import { TERM_LIMITS } from '../../../catalogue/domain/term.js';
import type { Office } from '../../../offices/office.entity.js';
import { Offices } from '../../../offices/offices.service.js';
import { inLanguage } from '../../../shared/localized-text.js';
import type { Refusal } from '../../../shared/refusal.js';
import { SPAN_UNITS } from '../../../shared/span.js';
import { statusOf } from '../../../web/answer.js';
import type { TypedValues } from '../../../web/forms.js';
import { Languages } from '../../../web/languages.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { awaitsAuthorisation } from '../../../workflow/domain/lint/authorisation.js';
import { WorkflowLibrary } from '../../../workflow/drafts/workflow-library.service.js';
import { valuesOf } from './category-form.js';

/** Of a category that is to be, before anybody has typed: the term is the law's where nothing else is set. */
const BLANK: TypedValues = { span: '30', unit: 'days', isActive: 'on' };

/** What was typed and why it was refused. */
interface Refused {
  readonly values: TypedValues;
  readonly refusal: Refusal;
}

/** The administrator's page of one category, and the one of a category to be. */
@Injectable()
export class CategoryPage {
  constructor(
    private readonly pages: Pages,
    private readonly offices: Offices,
    private readonly library: WorkflowLibrary,
    private readonly catalogue: Catalogue,
    private readonly languages: Languages,
  ) {}

  async fresh(res: Response, refused?: Refused): Promise<void> {
    const others = await this.catalogue.all();
    const model = {
      ...(await this.choices(res, await this.offices.list(), others)),
      ...faults(refused),
      values: refused?.values ?? { ...BLANK, after: others.at(-1)?.code ?? '' },
    };
    this.pages.render(res, 'administration/category-new', model, statusFor(refused));
  }

  async show(res: Response, category: Category, refused?: Refused): Promise<void> {
    const { language } = visitOf(res);
    const [active, own, all] = await Promise.all([
      this.offices.list(),
      this.offices.byId(category.officeId),
      this.catalogue.all(),
    ]);
    const place = all.findIndex(({ id }) => id === category.id);
    const others = all.filter(({ id }) => id !== category.id);
    const isClosed = own && !active.some(({ id }) => id === own.id);
    const model = {
      ...(await this.choices(res, isClosed ? [...active, own] : active, others)),
      ...faults(refused),
      category: {
        code: category.code,
        name: inLanguage(category.name, language),
        isActive: category.isActive,
        questions: (all[place]?.questions ?? []).map(({ label }) => inLanguage(label, language)),
      },
      // what came without a version was made from no page of ours: it is stale
      values: { version: '0', ...(refused?.values ?? shownValues(category, own, all[place - 1])) },
    };
    this.pages.render(res, 'administration/category', model, statusFor(refused));
  }

  /** Each iter says whether something in it waits for an authorisation: only such a one serves a category that asks for one. */
  private async choices(
    res: Response,
    offices: readonly Office[],
    others: readonly CatalogueCategory[],
  ) {
    const { language } = visitOf(res);
    const say = (key: string) => this.languages.translate(language, key);
    const awaits = say('categories:awaits');
    const iters = await this.library.inForce();
    return {
      offices: offices.map(({ code, name }) => ({
        value: code,
        label: inLanguage(name, language),
      })),
      others: others.map(({ code, name }) => ({ value: code, label: inLanguage(name, language) })),
      limits: TERM_LIMITS,
      units: SPAN_UNITS.map((value) => ({ value, label: say(`terms:units.${value}`) })),
      iters: iters.map(({ code, document }) => {
        const label = inLanguage(document.label, language);
        return {
          value: code,
          label: awaitsAuthorisation(document) ? `${label} (${awaits})` : label,
        };
      }),
    };
  }
}

function shownValues(
  category: Category,
  office: Office | null | undefined,
  before: CatalogueCategory | undefined,
): TypedValues {
  return valuesOf(category, office?.code ?? '', before?.code ?? null);
}

function faults(refused: Refused | undefined) {
  const errors = refused?.refusal.errors ?? [];
  return { errors, refusal: refused && errors.length === 0 ? refused.refusal : null };
}

function statusFor(refused: Refused | undefined): number {
  return refused ? statusOf(refused.refusal) : 200;
}
