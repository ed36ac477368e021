import { Injectable } from '@nestjs/common';
import { Catalogue, type CatalogueCategory } from '../../../catalogue/catalogue.service.js';
import { ORIGINS } from '../../../requests/facts/request-facts.entity.js';
import { type Draft, Drafts } from '../../../requests/filing/drafts.service.js';
import {
  NOTIFY_CHOICES,
  REACHED_BY,
  REQUEST_KINDS,
} from '../../../requests/service-request.entity.js';
import { Settings } from '../../../settings/settings.service.js';
import { inLanguage } from '../../../shared/localized-text.js';
import type { FieldError } from '../../../shared/refusal.js';
import { Languages } from '../../../web/languages.js';
import type { Model } from '../../../web/pages.js';
import type { Visit } from '../../../web/request/visit.js';
import { type FoundPlace, Territory } from '../../../territory/territory.service.js';
import { errorIndex } from './error-index.js';
import { fileModels, questionModels, stepsModel } from './filing-models.js';

/** The second step's page: the whole form, with what was typed, what was found, and what has to be mended. */
@Injectable()
export class FilingPage {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly territory: Territory,
    private readonly settings: Settings,
    private readonly drafts: Drafts,
    private readonly languages: Languages,
  ) {}

  async model(draft: Draft, visit: Visit, errors: readonly FieldError[] = []): Promise<Model> {
    const { values } = draft;
    const { language, council } = visit;
    const [categories, category, settings] = await Promise.all([
      this.catalogue.open(),
      this.catalogue.openByCode(textOf(values['category'])),
      this.settings.all(),
    ]);
    return {
      values: { kind: 'report', reachedBy: 'email', notify: 'every-step', language, ...values },
      errors,
      index: errorIndex(errors, category),
      handle: this.drafts.handleOf(draft.id),
      steps: stepsModel('data'),
      categories: categories.map(({ code, name }) => ({ value: code, label: name })),
      category: category ? categoryModel(category, visit) : null,
      ...(await this.places(draft)),
      areas: (await this.territory.areas()).map(({ code, name }) => ({ value: code, label: name })),
      kinds: this.options('kinds', REQUEST_KINDS, visit),
      origins: this.options('origins', ORIGINS, visit),
      notifyChoices: this.options('notifyChoices', NOTIFY_CHOICES, visit),
      ways: this.options(
        'ways',
        REACHED_BY.filter((way) => way !== 'none' || settings.allowUnidentified),
        visit,
      ),
      languages: visit.offered.map((code) => ({
        value: code,
        label: this.languages.translate(code, 'frame:languageName'),
      })),
      namesRequired: !settings.allowUnidentified,
      titleMax: settings.titleMaxLength,
      textMax: settings.textMaxLength,
      uploads: { ...council.uploads, mb: Math.floor(council.uploads.fileBytes / 1_048_576) },
      ...fileModels(draft),
      photoErrors: errors.filter(({ field }) => field === 'photos'),
      documentErrors: errors.filter(({ field }) => field === 'documents'),
    };
  }

  /** The category's own part of the form, by itself: for a page that shows it without being loaded anew. */
  async categoryPart(code: string, visit: Visit): Promise<Model> {
    const category = await this.catalogue.openByCode(code);
    return { category: category ? categoryModel(category, visit) : null, values: {}, errors: [] };
  }

  private async places({
    values,
  }: Draft): Promise<{ searched: string; places: readonly PlaceOption[] }> {
    const searched = textOf(values['location.search']);
    const chosen = textOf(values['location.place']);
    const found = await this.territory.search(searched);
    const known =
      chosen && !found.some(({ code }) => code === chosen) ? await this.chosenPlace(chosen) : [];
    return { searched: searched.trim(), places: [...known, ...found.map(placeOption)] };
  }

  private async chosenPlace(code: string): Promise<PlaceOption[]> {
    const place = await this.territory.placeByCode(code);
    return place
      ? [{ value: place.code, name: place.name, address: place.address, area: null }]
      : [];
  }

  private options(list: string, codes: readonly string[], { language }: Visit) {
    return codes.map((code) => ({
      value: code,
      label: this.languages.translate(language, `filing:${list}.${code}`),
    }));
  }
}

interface PlaceOption {
  readonly value: string;
  readonly name: string;
  readonly address: string | null;
  readonly area: FoundPlace['area']['name'] | null;
}

function placeOption({ code, name, address, area }: FoundPlace): PlaceOption {
  return { value: code, name, address, area: area.name };
}

function categoryModel(category: CatalogueCategory, { language }: Visit) {
  return {
    code: category.code,
    description: category.description ? inLanguage(category.description, language) : null,
    notice: category.notice,
    stop: category.stop,
    questions: questionModels(category.questions),
  };
}

function textOf(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : '';
}
