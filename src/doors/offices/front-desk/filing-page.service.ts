import { Injectable } from '@nestjs/common';
import { Catalogue } from '../../../catalogue/catalogue.service.js';
import { newId } from '../../../shared/ids.js';
import { inLanguage } from '../../../shared/localized-text.js';
import type { FieldError, Refusal } from '../../../shared/refusal.js';
import { Territory } from '../../../territory/territory.service.js';
import type { TypedValues } from '../../../web/forms.js';
import { Languages } from '../../../web/languages.js';
import type { Visit } from '../../../web/request/visit.js';
import { type Kept, keptModel } from '../../shared/kept-files.service.js';
import { mendUnseen } from '../unseen.js';
import { fieldLabels, fixedChoices, questionModels } from './filing-choices.js';

export interface FilingState {
  readonly values: TypedValues;
  readonly errors: readonly FieldError[];
  readonly refusal: Refusal | null;
  readonly kept: Kept | null;
  /** Whether known places are looked for by what stands in the search field. */
  readonly searches: boolean;
}

const BEGINNING = { kind: 'report', notify: 'every-step', language: 'it', channel: 'counter' };

/** Promises the page on which somebody files for somebody else: the town's choices, the chosen category's questions, the places found. */
@Injectable()
export class FilingPage {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly territory: Territory,
    private readonly languages: Languages,
  ) {}

  blank(visit: Visit) {
    const values = { ...BEGINNING, invio: newId() };
    return this.model(visit, { values, errors: [], refusal: null, kept: null, searches: false });
  }

  async model(visit: Visit, { refusal, kept, searches, ...state }: FilingState) {
    const { values, errors } = mendUnseen(state, { invio: newId() });
    const say = (key: string): string => this.languages.translate(visit.language, key);
    const asked = await this.questions(textOf(values['category']));
    const labels = asked.questions.map(({ name, label }) => [
      name,
      inLanguage(label, visit.language),
    ]);
    return {
      values: { ...values, bozza: kept?.handle ?? '' },
      errors,
      refusal,
      stop: refusal?.code === 'stopped' ? refusal.data['stop'] : null,
      kept: keptModel(kept),
      ...asked,
      ...(await this.townChoices()),
      ...fixedChoices(say),
      places: await this.places(values, searches),
      searched: searches,
      spoken: visit.offered.map((code) => ({
        value: code,
        label: this.languages.translate(code, 'frame:languageName'),
      })),
      labels: Object.fromEntries([...fieldLabels(say), ...labels]) as Record<string, string>, // pairs of text
    };
  }

  /** The questions of a category, and what it has to say before somebody goes on. */
  async questions(code: string) {
    const category = await this.catalogue.openByCode(code);
    return {
      questions: questionModels(category?.questions ?? []),
      notice: category?.notice ?? null,
    };
  }

  private async townChoices() {
    const [categories, areas] = await Promise.all([this.catalogue.open(), this.territory.areas()]);
    const choice = ({ code, name }: { code: string; name: unknown }) => ({
      value: code,
      label: name,
    });
    return { categories: categories.map(choice), areas: areas.map(choice) };
  }

  /** What the search found; a place that was chosen before stays among them. */
  private async places(values: TypedValues, searches: boolean) {
    const code = textOf(values['location.place']);
    const chosen = code ? await this.territory.placeByCode(code) : null;
    const found = searches ? await this.territory.search(textOf(values['ricerca'])) : [];
    const all = [...(chosen ? [chosen] : []), ...found.filter((one) => one.code !== code)];
    return all.map(({ code: value, name, address }) => ({
      value,
      label: address && address !== name ? `${name} (${address})` : name,
    }));
  }
}

function textOf(typed: string | readonly string[] | undefined): string {
  return typeof typed === 'string' ? typed : '';
}
