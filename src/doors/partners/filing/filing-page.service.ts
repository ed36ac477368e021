import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { PartnerViewer } from '../../../access/viewer.js';
import { Catalogue, type CatalogueCategory } from '../../../catalogue/catalogue.service.js';
import {
  type Building,
  PartnerRequests,
} from '../../../requests/queries/partner-requests.service.js';
import type { FieldError, Refusal } from '../../../shared/refusal.js';
import type { TypedValues } from '../../../web/forms.js';
import { Settings } from '../../../settings/settings.service.js';
import { submissionIdOf } from '../../shared/form-sending.js';
import type { WaitingFiles } from '../../shared/sent-forms.service.js';
import { PartnerDesk } from '../partner-desk.service.js';

export interface ShownFiling {
  readonly buildings: readonly Building[];
  readonly category: CatalogueCategory | undefined;
  readonly values: TypedValues;
  readonly errors?: readonly FieldError[];
  readonly refusal?: Refusal | null;
  readonly kept?: WaitingFiles;
  readonly status?: number;
}

/** The two pages of a school's filing: where and what it is about; then the words, the category's questions and the photos. */
@Injectable()
export class FilingPage {
  constructor(
    private readonly desk: PartnerDesk,
    private readonly catalogue: Catalogue,
    private readonly requests: PartnerRequests,
    private readonly settings: Settings,
  ) {}

  buildings(viewer: PartnerViewer): Promise<Building[]> {
    return this.requests.buildings(viewer);
  }

  category(code: string | undefined): Promise<CatalogueCategory | undefined> {
    return code === undefined ? Promise.resolve(undefined) : this.catalogue.openByCode(code);
  }

  async choose(res: Response, viewer: PartnerViewer, shown: ShownFiling): Promise<void> {
    const categories = (await this.catalogue.open()).map(({ code, name }) => ({
      value: code,
      label: name,
    }));
    const model = {
      places: shown.buildings.map(({ code, name }) => ({ value: code, label: name })),
      categories,
      values: shown.values,
      errors: shown.errors ?? [],
      refusal: null,
    };
    await this.desk.render(res, viewer, {
      view: 'filing-choice',
      model,
      status: shown.status ?? 200,
    });
  }

  async write(res: Response, viewer: PartnerViewer, shown: ShownFiling): Promise<void> {
    const { category, values } = shown;
    const { titleMaxLength, textMaxLength } = await this.settings.all();
    const building = shown.buildings.find(({ code }) => code === values['place']);
    const model = {
      building: { name: building?.name ?? '', address: building?.address ?? '' },
      category: {
        code: category?.code ?? '',
        name: category?.name ?? { it: '' },
        notice: category?.notice ?? null,
      },
      questions: (category?.questions ?? []).map(questionModel),
      limits: { title: titleMaxLength, text: textMaxLength },
      values,
      submissionId: submissionIdOf(values),
      errors: shown.errors ?? [],
      refusal: isStopped(shown.refusal) ? null : (shown.refusal ?? null),
      stop: isStopped(shown.refusal) ? shown.refusal?.data['stop'] : (category?.stop ?? null),
      kept: shown.kept ?? null,
    };
    await this.desk.render(res, viewer, { view: 'filing', model, status: shown.status ?? 200 });
  }
}

/** A category's question as a form shows it. */
export function questionModel({
  code,
  label,
  type,
  choices,
  isRequired,
}: CatalogueCategory['questions'][number]) {
  return {
    name: `answers.${code}`,
    label,
    isChoice: type === 'choice',
    isNumber: type === 'number',
    isRequired,
    options: choices.map((choice) => ({ value: choice.code, label: choice.label })),
  };
}

function isStopped(refusal: Refusal | null | undefined): boolean {
  return refusal?.code === 'stopped';
}
