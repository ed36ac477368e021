import { Injectable } from '@nestjs/common';
import { Catalogue } from '../../../catalogue/catalogue.service.js';
import { ORIGINS } from '../../../requests/facts/request-facts.entity.js';
import { NOTIFY_CHOICES, REQUEST_KINDS } from '../../../requests/service-request.entity.js';
import { newId } from '../../../shared/ids.js';
import type { FieldError, Refusal } from '../../../shared/refusal.js';
import { Territory } from '../../../territory/territory.service.js';
import type { TypedValues } from '../../../web/forms.js';
import { Languages } from '../../../web/languages.js';
import type { Visit } from '../../../web/request/visit.js';
import type { Kept } from '../action/kept-files.service.js';
import { DESK_CHANNELS, DESK_REACHED_BY } from './filing-form.js';

export interface FilingState {
  readonly values: TypedValues;
  readonly errors: readonly FieldError[];
  readonly refusal: Refusal | null;
  readonly kept: Kept | null;
  /** Whether known places are looked for by what stands in the search field. */
  readonly searches: boolean;
}

/** Promises the page on which somebody files for somebody else: the town's choices, the chosen category's questions, the places found. */
@Injectable()
export class FilingPage {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly territory: Territory,
    private readonly languages: Languages,
  ) {}

  blank(visit: Visit) {
    const values = {
      kind: 'report',
      notify: 'every-step',
      language: 'it',
      channel: 'counter',
      invio: newId(),
    };
    return this.model(visit, { values, errors: [], refusal: null, kept: null, searches: false });
  }

  async model(visit: Visit, { values, errors, refusal, kept, searches }: FilingState) {
    const categories = await this.catalogue.open();
    const say = (key: string): string => this.languages.translate(visit.language, key);
    const choices = (codes: readonly string[], key: string) =>
      codes.map((code) => ({ value: code, label: say(`${key}.${code}`) }));
    const search = textOf(values['ricerca']);
    const found = searches || values['location.place'] ? await this.territory.search(search) : [];
    return {
      values: { ...values, bozza: kept?.handle ?? '' },
      errors,
      refusal,
      stop: refusal?.code === 'stopped' ? refusal.data['stop'] : null,
      kept: (kept?.files ?? []).map(({ id, kind, originalName }) => ({
        id,
        kind,
        name: originalName,
      })),
      categories: categories.map(({ code, name }) => ({ value: code, label: name })),
      ...(await this.questions(textOf(values['category']))),
      areas: (await this.territory.areas()).map(({ code, name }) => ({ value: code, label: name })),
      places: found.map(({ code, name, address }) => ({
        value: code,
        label: address && address !== name ? `${name} (${address})` : name,
      })),
      searched: searches,
      channels: choices(DESK_CHANNELS, 'offices:channels'),
      kinds: choices(REQUEST_KINDS, 'offices:kinds'),
      ways: choices(DESK_REACHED_BY, 'desk:filing.ways'),
      notifies: choices(NOTIFY_CHOICES, 'offices:notify'),
      origins: choices(ORIGINS, 'offices:origins'),
      spoken: visit.offered.map((code) => ({
        value: code,
        label: this.languages.translate(code, 'frame:languageName'),
      })),
      labels: this.labels(say),
    };
  }

  /** The questions of a category, and what it has to say before somebody goes on. */
  async questions(code: string) {
    const category = await this.catalogue.openByCode(code);
    const questions = (category?.questions ?? []).map((question) => ({
      name: `answers.${question.code}`,
      label: question.label,
      type: question.type,
      isRequired: question.isRequired,
      choices: question.choices.map((choice) => ({ value: choice.code, label: choice.label })),
    }));
    return { questions, notice: category?.notice ?? null, hasCategory: category !== undefined };
  }

  private labels(say: (key: string) => string): Record<string, string> {
    const names = [
      'title',
      'description',
      'category',
      'location',
      'citizen-firstName',
      'citizen-lastName',
      'citizen-email',
      'citizen-phone',
      'citizen-postalAddress',
      'occurredAt',
    ];
    return Object.fromEntries(
      names.map((name) => [name.replace('-', '.'), say(`desk:filing.fields.${name}`)]),
    );
  }
}

function textOf(typed: string | readonly string[] | undefined): string {
  return typeof typed === 'string' ? typed : '';
}
