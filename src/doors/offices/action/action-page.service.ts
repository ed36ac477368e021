import { Injectable } from '@nestjs/common';
import { may, type OfficeViewer } from '../../../access/viewer.js';
import { type EarlierAnswer, earlierAnswers } from '../../../requests/queries/earlier-answers.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import type { StepView } from '../../../requests/queries/step-view.js';
import { newId } from '../../../shared/ids.js';
import { inLanguage } from '../../../shared/localized-text.js';
import type { FieldError, Refusal } from '../../../shared/refusal.js';
import type { TypedValues } from '../../../web/forms.js';
import { Languages } from '../../../web/languages.js';
import { showDate, showNumber } from '../../../web/views/dates.js';
import type { ActionDefinition } from '../../../workflow/domain/document.js';
import { Workflows } from '../../../workflow/workflow.service.js';
import { mendUnseen } from '../unseen.js';
import { requestAddress } from '../request/request-page.service.js';
import {
  ActionFields,
  type FieldModel,
  partnerValues,
  templateValues,
} from './action-fields.service.js';
import { writesCitizen } from './action-runner.service.js';
import { recordedAmounts, recordedValues } from './recorded-amounts.js';
import { type Kept, keptModel } from '../../shared/kept-files.service.js';

/** A form that comes back: what was typed, what is wrong with it, what happened meanwhile. */
export interface Returned {
  readonly values: TypedValues;
  readonly errors: readonly FieldError[];
  readonly refusal: Refusal | null;
  readonly kept: Kept | null;
  readonly meanwhile: readonly StepView[];
}

const OCCURRENCE = [
  'occurredAt',
  'performedBy.name',
  'performedBy.firm',
  'performedBy.operatorCode',
];

/** Promises the page of an action: its fields, what was typed, and how it leads on. */
@Injectable()
export class ActionPage {
  constructor(
    private readonly fields: ActionFields,
    private readonly workflows: Workflows,
    private readonly languages: Languages,
  ) {}

  async definition(view: RequestView, code: string): Promise<ActionDefinition | null> {
    const { document } = await this.workflows.byId(view.request.workflowVersionId);
    return document.actions.find((action) => action.code === code) ?? null;
  }

  /** The form as somebody first sees it. */
  blank(
    viewer: OfficeViewer,
    { view, action }: { view: RequestView; action: ActionDefinition },
    partner: string,
  ) {
    const values = {
      ...partnerValues(action, partner),
      ...templateValues(action, view.request.language),
      ...recordedValues(recordedAmounts(action, view.steps)),
      ...freshHidden(view),
    };
    const nothing = { errors: [], refusal: null, kept: null, meanwhile: [] };
    return this.model(viewer, { view, action }, { values, ...nothing });
  }

  async model(
    viewer: OfficeViewer,
    { view, action }: { view: RequestView; action: ActionDefinition },
    { refusal, kept, meanwhile, ...returned }: Returned,
  ) {
    const { values, errors } = mendUnseen(returned, freshHidden(view));
    const fields = this.withRecorded(await this.fields.models(action, view), view, action);
    const wrong = (names: readonly string[]): boolean =>
      names.some((name) => Boolean(values[name]) || errors.some((error) => error.field === name));
    return {
      view,
      base: requestAddress(view.request.ticketNumber),
      action: {
        code: action.code,
        label: inLanguage(action.label, view.language),
        isInternal: action.visibility === 'internal',
        note: action.note,
        writesCitizen: writesCitizen(action),
        movesTo: await this.movesTo(view, action),
      },
      earlier: await this.earlier(view, action),
      fields,
      hasFiles: fields.some(({ control }) => control === 'photos' || control === 'documents'),
      values: kept ? { ...values, bozza: kept.handle } : values,
      errors,
      refusal,
      labels: this.labels(fields, view),
      kept: keptModel(kept),
      meanwhile,
      isPossible: view.actions.some((one) => one.code === action.code),
      occurrence: {
        isShown: may(viewer, 'requests.work') || may(viewer, 'requests.take-message'),
        isOpen: wrong(OCCURRENCE),
      },
      isInternalNoteOpen: wrong(['internalNote']),
    };
  }

  private withRecorded(
    fields: readonly FieldModel[],
    { steps, language }: RequestView,
    action: ActionDefinition,
  ): FieldModel[] {
    const recorded = recordedAmounts(action, steps);
    return fields.map((field) => {
      const known = recorded.find(({ name }) => name === field.name);
      if (!known) return field;
      const said = this.languages.translate(language, 'offices:action.recordedAmount', {
        amount: showNumber(known.amount, language),
        date: showDate(known.on, language, 'long'),
      });
      return { ...field, hint: [said, field.hint].filter(Boolean).join(' ') };
    });
  }

  /** Where a request is closed again: what was answered the first time, to be read beside the new answer. */
  private async earlier(view: RequestView, action: ActionDefinition): Promise<EarlierAnswer[]> {
    if (!action.effects.some(({ kind }) => kind === 'set-outcome')) return [];
    const { document } = await this.workflows.byId(view.request.workflowVersionId);
    return earlierAnswers(view.steps, document.states);
  }

  /** The state that the request comes to, in words; null where it stays, or goes back to where it was. */
  private async movesTo(view: RequestView, action: ActionDefinition): Promise<string | null> {
    const { document } = await this.workflows.byId(view.request.workflowVersionId);
    const state = document.states.find((one) => one.code === action.to);
    return state && state.code !== view.state.code ? inLanguage(state.label, view.language) : null;
  }

  private labels(fields: readonly FieldModel[], { language }: RequestView): Record<string, string> {
    const named = ['note', 'internalNote', ...OCCURRENCE].map((name) => {
      const key = name.replace('performedBy.', 'performer-');
      return [name, this.languages.translate(language, `offices:action.labels.${key}`)];
    });
    return Object.fromEntries([
      ...named,
      ...fields.map(({ name, label }) => [name, label]),
    ]) as Record<string, string>; // pairs of text
  }
}

/** What a form carries unseen: which request it was made for, and which sending it is. */
export function freshHidden(view: RequestView): Record<string, string> {
  return {
    versione: String(view.request.version),
    viste: String(view.request.lastSeq),
    invio: newId(),
    bozza: '',
  };
}
