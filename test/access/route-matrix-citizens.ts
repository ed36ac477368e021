import { at, type Row } from './route-matrix-rows.js';

const FILING = '/servizi/segnalazione-disservizio/nuova';
const TICKET = '/servizi/segnalazioni/:ticketNumber';

/** What everybody may open, and what only number and password open, whoever else is signed in on that browser. */
export const citizens: readonly Row[] = [
  at('GET /', '200 rest'),
  at('GET /privacy', '200 rest'),
  at('GET /note-legali', '200 rest'),
  at('GET /accessibilita', '200 rest'),
  at('POST /lingua', '303 rest', { body: { lingua: 'it' } }),
  at('GET /*path', '404 rest'),

  at('GET /statistiche/definizioni', '200 rest'),
  at('GET /open-data', '200 rest'),
  at('GET /open-data/requests.csv', '200 rest'),
  at('GET /open-data/requests.json', '200 rest'),
  at('GET /open-data/catalog.rdf', '200 rest'),
  at('GET /open-data/datapackage.json', '200 rest'),

  at('GET /servizi/luoghi', '200 rest', { query: '?q=scuola' }),
  at('GET /servizi/luoghi/mappa', '200 rest'),
  at('GET /servizi/segnalazione-disservizio', '200 rest'),
  at(`GET ${FILING}`, '200 rest'),
  // nothing begun: back to the beginning
  at(`GET ${FILING}/dati`, '303 rest'),
  at(`GET ${FILING}/riepilogo`, '303 rest'),
  at(`POST ${FILING}/riepilogo`, '303 rest'),
  at(`GET ${FILING}/domande`, '200 rest', { query: '?tipo=roads-signs' }),
  at(`POST ${FILING}`, '422 rest'),
  at(`POST ${FILING}/dati`, '422 rest'),
  // a file of a draft is its writer's: A's file is nobody's here
  at(`GET ${FILING}/allegati/:id`, '404 rest'),
  at(`POST ${FILING}/ricomincia`, '303 rest'),

  // a question's link: what was not signed here is there for nobody
  at('GET /servizi/seguite/:token', '404 rest', { params: { token: 'a'.repeat(65) } }),
  at('POST /servizi/seguite/:token', '404 rest', { params: { token: 'a'.repeat(65) } }),
  at('GET /servizi/risposta/:token', '404 rest', { params: { token: `2.${'a'.repeat(65)}` } }),
  at('POST /servizi/risposta/:token', '404 rest', { params: { token: `2.${'a'.repeat(65)}` } }),

  at('GET /servizi/valutazione/:token', '404 rest', { params: { token: `2.${'a'.repeat(65)}` } }),
  at('POST /servizi/valutazione/:token', '404 rest', { params: { token: `2.${'a'.repeat(65)}` } }),

  at('GET /servizi/segnalazioni', '200 rest'),
  at('GET /servizi/segnalazioni/accedi', '303 rest'),
  at('POST /servizi/segnalazioni/accedi', '422 rest'),
  at(`GET ${TICKET}`, '200 holderA | 303 rest'),
  at(`GET ${TICKET}/conferma`, '200 holderA | 303 rest'),
  at(`GET ${TICKET}/allegati/:id`, '200 holderA | 303 rest'),
  at(`GET ${TICKET}/azioni/:action`, '200 holderA | 303 rest', { params: { action: 'message' } }),
  at(`POST ${TICKET}/azioni/:action`, '422 holderA | 401 rest', { params: { action: 'message' } }),
  at(`GET ${TICKET}/valutazione`, '200 holderA | 303 rest'),
  at(`POST ${TICKET}/valutazione`, '422 holderA | 401 rest'),
  at(`POST ${TICKET}/esci`, '303 holderA | 401 rest', { leaves: true }),
];
