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
  readonly description: Readonly<Record<'it' | 'en', string>>;
  readonly read: (row: OpenRow, shown: Shown, names: Names) => CsvCell;
}

/** What names a request in these data, and puts it in its place: nothing that it has elsewhere, and not in the order in which requests came. */
export function openId(requestId: string): string {
  return createHash('sha256').update(`open-data:${requestId}`).digest('hex').slice(0, 20);
}

export const OPEN_COLUMNS: readonly OpenColumn[] = [
  {
    ...{ name: 'service_request_id', type: 'string' },
    description: {
      it: 'Codice della segnalazione in questi dati: non è il numero dato al cittadino.',
      en: 'Code of the request in these data: not the number that the citizen was given.',
    },
    read: ({ requestId }) => openId(requestId),
  },
  {
    ...{ name: 'status', type: 'string' },
    description: {
      it: 'open o closed; vuoto dove i casi sono troppo pochi.',
      en: 'open or closed; empty where the cases are too few.',
    },
    read: (_, { status }) => status,
  },
  {
    ...{ name: 'status_notes', type: 'string' },
    description: {
      it: 'Codice dell’esito, se chiusa; vuoto dove i casi sono troppo pochi.',
      en: 'Code of the outcome, where closed; empty where the cases are too few.',
    },
    read: (_, { outcome }) => outcome,
  },
  {
    ...{ name: 'service_code', type: 'string' },
    description: {
      it: 'Codice del tipo di disservizio; vuoto dove i casi del mese sono troppo pochi.',
      en: 'Code of the category; empty where the cases of the month are too few.',
    },
    read: (_, { categoryId }, names) => names.category.get(categoryId ?? '')?.code,
  },
  {
    ...{ name: 'service_name', type: 'string' },
    description: {
      it: 'Tipo di disservizio.',
      en: 'Category, in Italian.',
    },
    read: (_, { categoryId }, names) => names.category.get(categoryId ?? '')?.name?.it,
  },
  {
    ...{ name: 'agency_responsible', type: 'string' },
    description: {
      it: 'Ufficio responsabile; vuoto dove i casi sono troppo pochi.',
      en: 'Office responsible, in Italian; empty where the cases are too few.',
    },
    read: (_, { officeId }, names) => names.office.get(officeId ?? '')?.name?.it,
  },
  {
    ...{ name: 'requested_month', type: 'yearmonth' },
    description: {
      it: 'Mese dell’invio.',
      en: 'Month of the filing.',
    },
    read: ({ filedOn }) => filedOn.slice(0, 7),
  },
  {
    ...{ name: 'requested_datetime', type: 'date' },
    description: {
      it: 'Giorno dell’invio; vuoto, e vale il mese, dove mancano il tipo o il luogo.',
      en: 'Day of the filing; empty, and the month stands, where category or place is left out.',
    },
    read: ({ filedOn }, { isWhole }) => (isWhole ? filedOn : null),
  },
  {
    ...{ name: 'closed_datetime', type: 'date' },
    description: {
      it: 'Giorno della chiusura, se chiusa; vuoto dove mancano il tipo o il luogo.',
      en: 'Day of the closing, where closed; empty where category or place is left out.',
    },
    read: ({ closedOn }, { isWhole, status }) => (isWhole && status === 'closed' ? closedOn : null),
  },
  {
    ...{ name: 'address', type: 'string' },
    description: {
      it: 'Frazione o quartiere; vuoto dove i casi del mese sono troppo pochi.',
      en: 'Hamlet or district, in Italian; empty where the cases of the month are too few.',
    },
    read: (_, { areaId }, names) => names.area.get(areaId ?? '')?.name?.it,
  },
  {
    ...{ name: 'address_id', type: 'string' },
    description: {
      it: 'Codice della frazione o del quartiere.',
      en: 'Code of the hamlet or district.',
    },
    read: (_, { areaId }, names) => names.area.get(areaId ?? '')?.code,
  },
  {
    ...{ name: 'channel', type: 'string' },
    description: {
      it: 'Canale da cui è arrivata; vuoto dove i casi sono troppo pochi.',
      en: 'Channel by which it came; empty where the cases are too few.',
    },
    read: (_, { channel }) => channel,
  },
  {
    ...{ name: 'kind', type: 'string' },
    description: {
      it: 'Genere: report, complaint, question, suggestion, thanks; vuoto dove i casi sono troppo pochi.',
      en: 'Kind: report, complaint, question, suggestion, thanks; empty where the cases are too few.',
    },
    read: (_, { kind }) => kind,
  },
];
