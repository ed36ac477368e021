/**
 * The columns of the open data, by the names of Open311's bulk format where it has one: the one list behind the file, its table schema
 * (Frictionless) and its description. Nothing personal, no text of anybody, days instead of hours, areas instead of places.
 */
import { createHash } from 'node:crypto';
import type { CsvCell } from '../csv.js';
import type { Names } from '../names.service.js';
import type { Shown, Traits } from '../domain/small-numbers.js';

export interface OpenRow extends Traits {
  readonly requestId: string;
  readonly filedOn: string;
  readonly closedOn: string | null;
}

interface OpenColumn {
  readonly name: string;
  readonly type: 'string' | 'date' | 'yearmonth';
  readonly description: string;
  readonly read: (row: OpenRow, shown: Shown, names: Names) => CsvCell;
}

/** What names a request in these data, and puts it in its place: nothing that it has elsewhere, and not in the order in which requests came. */
export function openId(requestId: string): string {
  return createHash('sha256').update(`open-data:${requestId}`).digest('hex').slice(0, 20);
}

export const OPEN_COLUMNS: readonly OpenColumn[] = [
  {
    ...{ name: 'service_request_id', type: 'string' },
    description: 'Codice della segnalazione in questi dati: non è il numero dato al cittadino.',
    read: ({ requestId }) => openId(requestId),
  },
  {
    ...{ name: 'status', type: 'string' },
    description: 'open o closed; vuoto dove i casi sono troppo pochi.',
    read: (_, { status }) => status,
  },
  {
    ...{ name: 'status_notes', type: 'string' },
    description: 'Codice dell’esito, se chiusa; vuoto dove i casi sono troppo pochi.',
    read: (_, { outcome }) => outcome,
  },
  {
    ...{ name: 'service_code', type: 'string' },
    description: 'Codice del tipo di disservizio; vuoto dove i casi del mese sono troppo pochi.',
    read: (_, { categoryId }, names) => names.category.get(categoryId ?? '')?.code,
  },
  {
    ...{ name: 'service_name', type: 'string', description: 'Tipo di disservizio.' },
    read: (_, { categoryId }, names) => names.category.get(categoryId ?? '')?.name?.it,
  },
  {
    ...{ name: 'agency_responsible', type: 'string' },
    description: 'Ufficio responsabile; vuoto dove i casi sono troppo pochi.',
    read: (_, { officeId }, names) => names.office.get(officeId ?? '')?.name?.it,
  },
  {
    ...{ name: 'requested_month', type: 'yearmonth', description: 'Mese dell’invio.' },
    read: ({ filedOn }) => filedOn.slice(0, 7),
  },
  {
    ...{ name: 'requested_datetime', type: 'date' },
    description: 'Giorno dell’invio; vuoto, e vale il mese, dove mancano il tipo o il luogo.',
    read: ({ filedOn }, { isWhole }) => (isWhole ? filedOn : null),
  },
  {
    ...{ name: 'closed_datetime', type: 'date' },
    description: 'Giorno della chiusura, se chiusa; vuoto dove mancano il tipo o il luogo.',
    read: ({ closedOn }, { isWhole, status }) => (isWhole && status === 'closed' ? closedOn : null),
  },
  {
    ...{ name: 'address', type: 'string' },
    description: 'Frazione o quartiere; vuoto dove i casi del mese sono troppo pochi.',
    read: (_, { areaId }, names) => names.area.get(areaId ?? '')?.name?.it,
  },
  {
    ...{ name: 'address_id', type: 'string' },
    description: 'Codice della frazione o del quartiere.',
    read: (_, { areaId }, names) => names.area.get(areaId ?? '')?.code,
  },
  {
    ...{ name: 'channel', type: 'string' },
    description: 'Canale da cui è arrivata; vuoto dove i casi sono troppo pochi.',
    read: (_, { channel }) => channel,
  },
  {
    ...{ name: 'kind', type: 'string' },
    description: 'Genere: report, complaint, question, suggestion, thanks; vuoto dove i casi sono troppo pochi.', // prettier-ignore
    read: (_, { kind }) => kind,
  },
];
