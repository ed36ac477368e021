import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { IterMover } from '../../../requests/moving/iter-mover.service.js';
import type { MoveOrder } from '../../../requests/moving/move-order.js';
import { inLanguage, type Language } from '../../../shared/localized-text.js';
import type { Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import type { TypedValues } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import {
  possibleStates,
  type StateMap,
  usualState,
} from '../../../workflow/domain/drafting/new-place.js';
import { findState } from '../../../workflow/domain/transition.js';
import { WorkflowLibrary } from '../../../workflow/drafts/workflow-library.service.js';
import { one } from './typed.js';

export interface MoveShown {
  readonly values?: TypedValues;
  readonly isPreview?: boolean;
  /** How many were moved so far, where a batch has just ended and some are left. */
  readonly done?: number;
  readonly refusal?: Refusal;
}

const FIELD = 'fase.';

/** Promises the page on which an administrator moves running requests: how many stand where, and where each state leads. Counts and numbers only. */
@Injectable()
export class MovePage {
  constructor(
    private readonly pages: Pages,
    private readonly library: WorkflowLibrary,
    private readonly mover: IterMover,
  ) {}

  /** The order that a form gives; null where one of the versions is not there. */
  async order(code: string, number: number, values: TypedValues): Promise<MoveOrder | null> {
    const versions = await this.library.of(code);
    const from = versions.find((version) => version.number === number);
    const to = versions.find(({ status }) => status === 'published');
    return from && to && from !== to && from.status !== 'draft'
      ? { from, to, map: mapOf(values) }
      : null;
  }

  async show(res: Response, order: MoveOrder, shown: MoveShown = {}): Promise<void> {
    const { language } = visitOf(res);
    const plan = await this.mover.plan(order);
    const states = this.states(plan.groups, order, language);
    const { values = {}, isPreview = false, done = null, refusal = null } = shown;
    const model = {
      ...{ plan, states, isPreview, done, refusal, errors: [] },
      code: order.to.code,
      label: inLanguage(order.to.document.label, language),
      from: order.from.number,
      to: order.to.number,
      values: { ...Object.fromEntries(states.map(({ name, usual }) => [name, usual])), ...values },
      groups: plan.groups.map((group) => ({
        count: group.count,
        state: labelOf(order.from, group.stateCode, language),
        back: group.returnState && labelOf(order.from, group.returnState, language),
        goes: group.to && labelOf(order.to, group.to.stateCode, language),
        goesBack: group.to?.returnState ? labelOf(order.to, group.to.returnState, language) : null,
      })),
    };
    this.pages.render(res, 'administration/iter-move', model, refusal ? statusOf(refusal) : 200);
  }

  /** One select a state, also for states that a wait leads back to. */
  private states(
    groups: Awaited<ReturnType<IterMover['plan']>>['groups'],
    { from, to }: MoveOrder,
    language: Language,
  ) {
    const kinds = new Map(groups.map(({ stateCode, stateKind }) => [stateCode, stateKind]));
    for (const { returnState } of groups) if (returnState) kinds.set(returnState, 'open');
    return [...kinds].map(([code, kind]) => ({
      name: `${FIELD}${code}`,
      state: labelOf(from, code, language),
      usual: usualState(to.document, code, kind) ?? '',
      options: possibleStates(to.document, kind).map((state) => ({
        value: state.code,
        label: inLanguage(state.label, language),
      })),
    }));
  }
}

function mapOf(values: TypedValues): StateMap {
  const given = Object.keys(values).filter((name) => name.startsWith(FIELD));
  return Object.fromEntries(given.map((name) => [name.slice(FIELD.length), one(values, name)]));
}

function labelOf({ document }: MoveOrder['from'], code: string, language: Language): string {
  const state = findState(document, code);
  return state ? inLanguage(state.label, language) : code;
}
