import { Injectable } from '@nestjs/common';
import { Catalogue } from '../../../catalogue/catalogue.service.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import { newId } from '../../../shared/ids.js';
import { inLanguage } from '../../../shared/localized-text.js';
import type { FieldError, Refusal } from '../../../shared/refusal.js';
import type { TypedValues } from '../../../web/forms.js';
import { Languages } from '../../../web/languages.js';
import { questionModels } from '../front-desk/filing-choices.js';
import { requestAddress } from '../request/request-page.service.js';

export interface Shown {
  readonly values: TypedValues;
  readonly errors: readonly FieldError[];
  readonly refusal: Refusal | null;
}

const LABELS = ['category', 'what', 'description', 'files'];

/** Promises the page on which a part is taken out: the types, the chosen type's own questions, the files that may go along. */
@Injectable()
export class SplitPage {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly languages: Languages,
  ) {}

  async model(view: RequestView, shown: Shown) {
    const { language } = view;
    const chosen = [shown.values['category'] ?? ''].flat()[0] ?? '';
    const category = await this.catalogue.openByCode(chosen);
    const questions = questionModels(category?.questions ?? []);
    const asked = questions.map(({ name, label }) => [name, inLanguage(label, language)]);
    return {
      ...shown,
      stop: shown.refusal?.code === 'stopped' ? shown.refusal.data['stop'] : null,
      values: { ...shown.values, versione: String(view.request.version), invio: newId() },
      labels: Object.fromEntries([...this.labels(view), ...asked]) as Record<string, string>, // pairs of text
      ...{ view, questions, notice: category?.notice ?? null },
      categories: (await this.catalogue.open()).map(({ code, name }) => ({
        value: code,
        label: inLanguage(name, language),
      })),
      attachments: attachmentsOf(view, shown.values),
      base: requestAddress(view.request.ticketNumber),
    };
  }

  private labels({ language }: RequestView): [string, string][] {
    return LABELS.map((name) => [
      name === 'what' ? 'title' : name,
      this.languages.translate(language, `linking:split.${name}`),
    ]);
  }
}

function attachmentsOf({ steps }: RequestView, values: TypedValues) {
  const chosen = [values['files'] ?? []].flat();
  return steps
    .filter(({ visibility }) => visibility === 'public')
    .flatMap((step) => step.attachments)
    .map(({ id, name, kind }) => ({ id, name, kind, isChosen: chosen.includes(id) }));
}
