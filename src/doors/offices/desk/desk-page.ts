/** What the list shows, as plain data. Pure. */
import { addCivilDays, civilDate } from '../../../calendar/domain/civil-time.js';
import { may, type OfficeViewer } from '../../../access/viewer.js';
import type { DeskLine } from '../../../requests/queries/desk-list.service.js';
import type { LocalizedText } from '../../../shared/localized-text.js';
import { CHIP_NAMES } from './chip-values.js';
import type { DeskChoices } from './desk-choices.service.js';
import { type DeskQuery, listAddress } from './desk-query.js';

/** Days before the last one from which a term is "soon". */
const SOON_DAYS = 2;

export interface QuickLink {
  /** Key of a text, where `label` is null. */
  readonly key: string | null;
  readonly label: LocalizedText | null;
  readonly href: string;
  readonly isCurrent: boolean;
}

/** Overdue, mine, new and waiting: the ways in that need no form. */
export function quickLinks(
  viewer: OfficeViewer,
  choices: DeskChoices,
  query: DeskQuery,
): QuickLink[] {
  const here = listAddress(query.values);
  const link = (
    words: Pick<QuickLink, 'key' | 'label'>,
    values: DeskQuery['values'],
  ): QuickLink => {
    const href = listAddress(values);
    return { ...words, href, isCurrent: href === here };
  };
  const named = (key: string, values: DeskQuery['values']) => link({ key, label: null }, values);
  const states = choices.states.filter((state) => state.kind === 'waiting');
  return [
    named('offices:list.quick.open', {}),
    named('offices:list.quick.overdue', { scadute: '1' }),
    ...(may(viewer, 'requests.work')
      ? [named('offices:list.quick.mine', { assegnate: 'me' })]
      : []),
    ...choices.states
      .filter((state) => state.isInitial)
      .map((state) => named('offices:list.quick.new', { stato: state.value })),
    ...states.map((state) => link({ key: null, label: state.label }, { stato: state.value })),
  ];
}

/** A line with the word that its term deserves. */
export function lineModel(line: DeskLine, now: Date) {
  const lastDay = civilDate(new Date(line.dueAt.getTime() - 1));
  const isSoon =
    line.stateKind !== 'closed' &&
    !line.isOverdue &&
    !line.isSuspended &&
    lastDay <= addCivilDays(civilDate(now), SOON_DAYS);
  return { ...line, isSoon, place: [line.address, line.area].filter(Boolean).join(', ') };
}

/** Whether anything but the order narrows the list. */
export function isNarrowed({ values }: DeskQuery): boolean {
  return Object.keys(values).some((name) => name !== 'ordine');
}

/** Whether something is set that the folded part of the form holds. */
export function hasFilters({ values }: DeskQuery): boolean {
  const apart: readonly string[] = ['ordine', 'cerca', ...CHIP_NAMES];
  return Object.keys(values).some((name) => !apart.includes(name));
}
