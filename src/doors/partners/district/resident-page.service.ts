import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { PartnerViewer } from '../../../access/viewer.js';
import { Catalogue, type CatalogueCategory } from '../../../catalogue/catalogue.service.js';
import { Settings } from '../../../settings/settings.service.js';
import type { FieldError, Refusal } from '../../../shared/refusal.js';
import { CouncilAreas, type LookedAfter } from '../../../territory/council-areas.service.js';
import type { TypedValues } from '../../../web/forms.js';
import { submissionIdOf } from '../../shared/form-sending.js';
import type { WaitingFiles } from '../../shared/sent-forms.service.js';
import { questionModel } from '../filing/filing-page.service.js';
import { oneText } from '../one-text.js';
import { PartnerDesk } from '../partner-desk.service.js';

/** The area and the category that were chosen, as far as they are this council's and open. */
export interface ChosenFiling {
  readonly areas: readonly LookedAfter[];
  readonly area: LookedAfter | undefined;
  readonly category: CatalogueCategory | undefined;
}

export interface ShownResident {
  readonly values: TypedValues;
  readonly errors?: readonly FieldError[];
  readonly refusal?: Refusal | null;
  readonly kept?: WaitingFiles;
  readonly status?: number;
}

/** The two pages on which a district council files for a resident: where and what it is about; then the words and the person. */
@Injectable()
export class ResidentPage {
  constructor(
    private readonly desk: PartnerDesk,
    private readonly catalogue: Catalogue,
    private readonly areas: CouncilAreas,
    private readonly settings: Settings,
  ) {}

  async chosen(
    viewer: PartnerViewer,
    given: Readonly<Record<string, unknown>>,
  ): Promise<ChosenFiling> {
    const areas = await this.areas.of(viewer.partnerId);
    const code = oneText(given['category']);
    return {
      areas,
      area: areas.find((one) => one.code === given['area']),
      category: code === undefined ? undefined : await this.catalogue.openByCode(code),
    };
  }

  async choose(
    res: Response,
    viewer: PartnerViewer,
    { chosen, isAsked }: { chosen: ChosenFiling; isAsked: boolean },
  ): Promise<void> {
    const { areas, area, category } = chosen;
    const open = await this.catalogue.open();
    const errors = [
      ...(area ? [] : [{ field: 'area', code: 'area-unknown' }]),
      ...(category ? [] : [{ field: 'category', code: 'category-needed' }]),
    ];
    const model = {
      areas: areas.map(({ code, name }) => ({ value: code, label: name })),
      categories: open.map(({ code, name }) => ({ value: code, label: name })),
      values: { area: area?.code ?? '', category: category?.code ?? '' },
      errors: isAsked ? errors : [],
      refusal: null,
    };
    const status = isAsked ? 422 : 200;
    await this.desk.render(res, viewer, { view: 'resident-choice', model, status });
  }

  async write(
    res: Response,
    viewer: PartnerViewer,
    { area, category, shown }: { area: LookedAfter; category: CatalogueCategory; shown: ShownResident }, // prettier-ignore
  ): Promise<void> {
    const { titleMaxLength, textMaxLength } = await this.settings.all();
    const { values, refusal = null } = shown;
    const isStopped = refusal?.code === 'stopped';
    const model = {
      area: area.name,
      category: { name: category.name, notice: category.notice },
      questions: category.questions.map(questionModel),
      limits: { title: titleMaxLength, text: textMaxLength },
      values: { ...values, area: area.code, category: category.code },
      submissionId: submissionIdOf(values),
      errors: shown.errors ?? [],
      refusal: isStopped ? null : refusal,
      stop: isStopped ? refusal.data['stop'] : category.stop,
      kept: shown.kept ?? null,
    };
    await this.desk.render(res, viewer, { view: 'resident', model, status: shown.status ?? 200 });
  }
}
