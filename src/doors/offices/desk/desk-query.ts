/** The list's address: what its parameters ask, as the filter of the query. Pure; what cannot be read falls away, a wrong day says so. */
import { z } from 'zod';
import type { DeskFilter } from '../../../requests/queries/desk-filter.js';
import { tidyText } from '../../../shared/normalize.js';
import type { FieldError } from '../../../shared/refusal.js';
import { civilDate, optional } from '../../../web/fields.js';
import { parseForm, typedValues } from '../../../web/forms.js';
import { readCases, readDuration, readMove } from './asked-passing.js';
import { CHIP_NAMES, isChipValue, NONE } from './chip-values.js';

export const LINES_PER_PAGE = 50;

/** What a bookmark may hold, in the order of the form, then what only a link asks. */
export const QUERY_NAMES = [
  'cerca',
  'fase',
  'stato',
  'genere',
  'tipo',
  'zona',
  'ufficio',
  'ente',
  'assegnate',
  'scadute',
  'dal',
  'al',
  'chiusa-dal',
  'chiusa-al',
  'riaperta-dal',
  'riaperta-al',
  'ordine',
  ...CHIP_NAMES,
] as const;
export type QueryName = (typeof QUERY_NAMES)[number];

export interface DeskQuery {
  readonly filter: DeskFilter;
  /** As typed, to be shown again. */
  readonly values: Readonly<Partial<Record<QueryName, string>>>;
  readonly errors: readonly FieldError[];
  /** What the number that led here counted; null where no number did. */
  readonly counted: number | null;
}

const STAGES = { aperte: 'open', 'in-attesa': 'waiting', chiuse: 'closed', tutte: 'all' } as const;
const LONGEST = 120;
const COUNT = /^\d{1,7}$/;
const PAST_DAYS = ['chiusa-dal', 'chiusa-al', 'riaperta-dal', 'riaperta-al'] as const;
const DAY_NAMES = ['dal', 'al', ...PAST_DAYS] as const;
const day = optional(civilDate());
const days = z.object({
  ...{ dal: day, al: day },
  ...{ 'chiusa-dal': day, 'chiusa-al': day, 'riaperta-dal': day, 'riaperta-al': day },
});

/**
 * `accountId` stands behind "assigned to me". A search, a state, an outcome, a day of closing or reopening and one of having been open look everywhere,
 * unless the stage says otherwise.
 */
export function readDeskQuery(query: unknown, accountId: string): DeskQuery {
  const typed = firsts(query);
  const values = Object.fromEntries(
    QUERY_NAMES.flatMap((name) => {
      const value = typed[name];
      return value && isChipValue(name, value) ? [[name, value]] : [];
    }),
  ) as DeskQuery['values']; // names of the list only
  const period = parseForm(
    days,
    Object.fromEntries(DAY_NAMES.map((name) => [name, values[name] ?? ''])),
  );
  const filter: DeskFilter = {
    stage: stageOf(values),
    state: values.stato,
    kind: values.genere,
    category: values.tipo,
    area: orNone(values.zona),
    office: values.ufficio,
    partner: values.ente,
    assignedTo: values.assegnate === 'me' ? accountId : values.assegnate,
    isOverdue: values.scadute === '1',
    ...(period.ok ? periodOf(period.value) : {}),
    ...factsOf(values),
    move: (values.passaggio && readMove(values.passaggio)) || undefined,
    duration: (values.durata && readDuration(values.durata)) || undefined,
    cases: (values.casi && readCases(values.casi)) || undefined,
    ...thenOf(values),
    q: values.cerca,
    sort: sortOf(values),
    limit: LINES_PER_PAGE,
    cursor: typed['pagina'],
  };
  return { filter, values, errors: period.ok ? [] : period.errors, counted: countIn(typed) };
}

function countIn({ contate = '' }: Record<string, string>): number | null {
  return COUNT.test(contate) ? Number(contate) : null;
}

/** What was open when a day ended is asked by the state and level of that day; it had no outcome. */
function thenOf({
  'aperta-il': openOn,
  stato,
  livello,
  esito,
}: DeskQuery['values']): Partial<DeskFilter> {
  // prettier-ignore
  if (!openOn) return {};
  const then = { openOn, stateThen: stato, levelThen: livello, state: undefined, level: undefined };
  return esito === NONE ? { ...then, outcome: undefined } : then;
}

/** The address of the list with these parameters. */
export function listAddress(values: DeskQuery['values'], cursor?: string): string {
  const search = new URLSearchParams();
  for (const name of QUERY_NAMES) if (values[name]) search.set(name, values[name]);
  if (cursor) search.set('pagina', cursor);
  return search.size > 0 ? `/ufficio?${search}` : '/ufficio';
}

function periodOf(period: z.output<typeof days>): Partial<DeskFilter> {
  return {
    filedFrom: period.dal,
    filedTo: period.al,
    closedFrom: period['chiusa-dal'],
    closedTo: period['chiusa-al'],
    reopenedFrom: period['riaperta-dal'],
    reopenedTo: period['riaperta-al'],
  };
}

function factsOf(values: DeskQuery['values']): Partial<DeskFilter> {
  return {
    channel: values.canale,
    origin: orNone(values.rapporto),
    language: values.lingua,
    level: values.livello,
    lastPartner: orNone(values['ultimo-ente']),
    weekday: values['giorno-settimana'],
    hour: values.ora,
    outcome: orNone(values.esito),
    isWithdrawn: values.ritirate === undefined ? undefined : values.ritirate === 'solo',
  };
}

function orNone(value: string | undefined): string | null | undefined {
  return value === NONE ? null : value;
}

function stageOf(values: DeskQuery['values']): DeskFilter['stage'] {
  const { fase } = values;
  if (fase && Object.hasOwn(STAGES, fase)) return STAGES[fase as keyof typeof STAGES]; // checked
  const everywhere = ['cerca', 'stato', 'esito', 'ritirate', 'passaggio', 'durata', 'casi', 'aperta-il', ...PAST_DAYS] as const; // prettier-ignore
  return everywhere.some((name) => values[name]) ? 'all' : 'open';
}

/** By term, unless asked otherwise; what is closed has none any more and comes newest first. */
function sortOf({ ordine, fase }: DeskQuery['values']): DeskFilter['sort'] {
  return ordine === 'arrivo' || (!ordine && fase === 'chiuse') ? 'filed' : 'due';
}

function firsts(query: unknown): Record<string, string> {
  const entries = Object.entries(typedValues(query)).map(
    ([name, value]) => [name, tidyText([value].flat()[0] ?? '')] as const,
  );
  return Object.fromEntries(
    entries.map(([name, text]) => [name, name === 'pagina' ? text : text.slice(0, LONGEST)]),
  );
}
