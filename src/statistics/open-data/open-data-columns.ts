/**
 * The columns of the open data, by the names of Open311's bulk format where it has one: the one list behind the file, its table schema
 * (Frictionless) and its description. Nothing personal, no text of anybody, days instead of hours, areas instead of places.
 */
import { createHash } from 'node:crypto';
import type { CsvCell } from '../csv.js';
import type { Names } from '../names.service.js';
import type { Shown } from '../domain/small-numbers.js';

export interface OpenRow {
  readonly requestId: string;
  readonly kind: string;
  readonly categoryId: string;
  readonly officeId: string;
  readonly areaId: string | null;
  readonly channel: string;
  readonly stateKind: string;
  readonly filedOn: string;
  readonly closedOn: string | null;
  readonly outcome: string | null;
}

interface OpenColumn {
  readonly name: string;
  readonly type: 'string' | 'date';
  readonly description: string;
  readonly read: (row: OpenRow, shown: Shown, names: Names) => CsvCell;
}

export const OPEN_COLUMNS: readonly OpenColumn[] = [
  {
    ...{ name: 'service_request_id', type: 'string' },
    description: 'Codice della segnalazione in questi dati: non è il numero dato al cittadino.',
    read: ({ requestId }) => createHash('sha256').update(`open-data:${requestId}`).digest('hex').slice(0, 20), // prettier-ignore
  },
  {
    ...{ name: 'status', type: 'string', description: 'open o closed.' },
    read: ({ stateKind }) => (stateKind === 'closed' ? 'closed' : 'open'),
  },
  {
    ...{ name: 'status_notes', type: 'string', description: 'Codice dell’esito, se chiusa.' },
    read: ({ outcome, stateKind }) => (stateKind === 'closed' ? outcome : null),
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
    ...{ name: 'agency_responsible', type: 'string', description: 'Ufficio responsabile.' },
    read: ({ officeId }, { categoryId }, names) =>
      categoryId && names.office.get(officeId)?.name?.it,
  },
  {
    ...{ name: 'requested_datetime', type: 'date', description: 'Giorno dell’invio.' },
    read: ({ filedOn }) => filedOn,
  },
  {
    ...{ name: 'closed_datetime', type: 'date', description: 'Giorno della chiusura.' },
    read: ({ closedOn, stateKind }) => (stateKind === 'closed' ? closedOn : null),
  },
  {
    ...{ name: 'address', type: 'string' },
    description: 'Frazione o quartiere; vuoto dove i casi del mese sono troppo pochi.',
    read: (_, { areaId }, names) => names.area.get(areaId ?? '')?.name?.it,
  },
  {
    ...{
      name: 'address_id',
      type: 'string',
      description: 'Codice della frazione o del quartiere.',
    },
    read: (_, { areaId }, names) => names.area.get(areaId ?? '')?.code,
  },
  {
    ...{ name: 'channel', type: 'string', description: 'Canale da cui è arrivata.' },
    read: ({ channel }) => channel,
  },
  {
    ...{ name: 'kind', type: 'string', description: 'Genere: report, complaint, question, suggestion, thanks.' }, // prettier-ignore
    read: ({ kind }) => kind,
  },
];
