import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { IterMove } from '../../../requests/moving/iter-move.entity.js';
import { IterMoves } from '../../../requests/moving/iter-moves.service.js';
import { MoveOrders } from '../../../requests/moving/move-orders.service.js';
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
import { one } from '../forms/typed.js';

export interface MoveShown {
  readonly values?: TypedValues;
  readonly isPreview?: boolean;
  readonly refusal?: Refusal;
}

const FIELD = 'fase.';

/** Promises the pages on which an administrator moves running requests: how many stand where, where a state that is gone leads, how far it is. Counts and numbers only. */
@Injectable()
export class MovePage {
  constructor(
    private readonly pages: Pages,
    private readonly library: WorkflowLibrary,
    private readonly moves: IterMoves,
    private readonly orders: MoveOrders,
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
    const plan = await this.moves.plan(order);
    const states = this.states(plan.groups, order, language);
    const { values = {}, isPreview = false, refusal = null } = shown;
    const model = {
      ...{ plan, states, isPreview, refusal, errors: [], last: await this.lastOf(order, language) },
      code: order.to.code,
      label: inLanguage(order.to.document.label, language),
      from: order.from.number,
      to: order.to.number,
      values,
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

  async showMove(res: Response, order: MoveOrder, move: IterMove): Promise<void> {
    const { language } = visitOf(res);
    const isRunning = move.state === 'running';
    const { moving } = isRunning ? { moving: 0 } : await this.moves.plan(order);
    this.pages.render(res, 'administration/iter-moving', {
      ...{ move, isRunning, left: moving, path: movePath(order.to.code, move.id) },
      ordered: await this.ordered(move, language),
      code: order.to.code,
      label: inLanguage(order.to.document.label, language),
      from: order.from.number,
      to: order.to.number,
    });
  }

  /** Where a look at it is worth it: what runs, and what has ended. */
  private async lastOf({ from }: MoveOrder, language: Language) {
    const last = await this.moves.last(from.id);
    if (!last) return null;
    const ordered = await this.ordered(last, language);
    return { path: movePath(from.code, last.id), isRunning: last.state === 'running', ordered };
  }

  /** Who ordered it, when, and where each state that is gone was to lead. */
  private async ordered(move: IterMove, language: Language) {
    const [by, { from, to, map }] = await Promise.all([
      this.orders.orderedBy(move),
      this.orders.of(move),
    ]);
    const lines = Object.entries(map)
      .filter(([, goes]) => goes !== '')
      .map(([state, goes]) => ({
        state: labelOf(from, state, language),
        goes: labelOf(to, goes, language),
      }));
    return { by, at: move.begunAt, to: to.number, lines };
  }

  /** One select for each state that is gone, also for states that a wait leads back to. */
  private states(
    groups: Awaited<ReturnType<IterMoves['plan']>>['groups'],
    { from, to }: MoveOrder,
    language: Language,
  ) {
    const kinds = new Map(groups.map(({ stateCode, stateKind }) => [stateCode, stateKind]));
    for (const { returnState } of groups) if (returnState) kinds.set(returnState, 'open');
    const gone = [...kinds].filter(([code, kind]) => !usualState(to.document, code, kind));
    return gone.map(([code, kind]) => ({
      name: `${FIELD}${code}`,
      state: labelOf(from, code, language),
      options: possibleStates(to.document, kind).map((state) => ({
        value: state.code,
        label: inLanguage(state.label, language),
      })),
    }));
  }
}

/** The page of one move. */
export function movePath(code: string, id: string): string {
  return `/amministrazione/iter/${code}/spostamenti/${id}`;
}

function mapOf(values: TypedValues): StateMap {
  const given = Object.keys(values).filter((name) => name.startsWith(FIELD));
  return Object.fromEntries(given.map((name) => [name.slice(FIELD.length), one(values, name)]));
}

function labelOf({ document }: MoveOrder['from'], code: string, language: Language): string {
  const state = findState(document, code);
  return state ? inLanguage(state.label, language) : code;
}
