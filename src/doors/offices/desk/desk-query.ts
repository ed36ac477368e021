/** The list's address: what its parameters ask, as the filter of the query. Pure; what cannot be read falls away, a wrong day says so. */
import { z } from 'zod';
import type { DeskFilter } from '../../../requests/queries/desk-filter.js';
import { tidyText } from '../../../shared/normalize.js';
import type { FieldError } from '../../../shared/refusal.js';
import { civilDate, optional } from '../../../web/fields.js';
import { parseForm, typedValues } from '../../../web/forms.js';

export const LINES_PER_PAGE = 50;

/** What a bookmark may hold, in the order of the form. */
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
  'ordine',
] as const;
export type QueryName = (typeof QUERY_NAMES)[number];

export interface DeskQuery {
  readonly filter: DeskFilter;
  /** As typed, to be shown again. */
  readonly values: Readonly<Partial<Record<QueryName, string>>>;
  readonly errors: readonly FieldError[];
}

const STAGES = { aperte: 'open', 'in-attesa': 'waiting', chiuse: 'closed', tutte: 'all' } as const;
const LONGEST = 120;
const DAY_NAMES = ['dal', 'al', 'chiusa-dal', 'chiusa-al'] as const;
const day = optional(civilDate());
const days = z.object({ dal: day, al: day, 'chiusa-dal': day, 'chiusa-al': day });

/** `accountId` stands behind "assigned to me". A search, a state and a closing day look everywhere, unless the stage says otherwise. */
export function readDeskQuery(query: unknown, accountId: string): DeskQuery {
  const typed = firsts(query);
  const values = Object.fromEntries(
    QUERY_NAMES.flatMap((name) => (typed[name] ? [[name, typed[name]]] : [])),
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
    area: values.zona,
    office: values.ufficio,
    partner: values.ente,
    assignedTo: values.assegnate === 'me' ? accountId : values.assegnate,
    isOverdue: values.scadute === '1',
    filedFrom: period.ok ? period.value.dal : undefined,
    filedTo: period.ok ? period.value.al : undefined,
    closedFrom: period.ok ? period.value['chiusa-dal'] : undefined,
    closedTo: period.ok ? period.value['chiusa-al'] : undefined,
    q: values.cerca,
    sort: sortOf(values),
    limit: LINES_PER_PAGE,
    cursor: typed['pagina'],
  };
  return { filter, values, errors: period.ok ? [] : period.errors };
}

/** The address of the list with these parameters. */
export function listAddress(values: DeskQuery['values'], cursor?: string): string {
  const search = new URLSearchParams();
  for (const name of QUERY_NAMES) if (values[name]) search.set(name, values[name]);
  if (cursor) search.set('pagina', cursor);
  return search.size > 0 ? `/ufficio?${search}` : '/ufficio';
}

function stageOf({ fase, cerca, stato, ...days }: DeskQuery['values']): DeskFilter['stage'] {
  if (fase && Object.hasOwn(STAGES, fase)) return STAGES[fase as keyof typeof STAGES]; // checked
  return cerca || stato || days['chiusa-dal'] || days['chiusa-al'] ? 'all' : 'open';
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
