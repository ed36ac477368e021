import { at, type Row } from './route-matrix-rows.js';

const MONTH = '/ufficio/statistiche/mesi/:month';
const TICKET = '/ufficio/segnalazioni/:ticketNumber';
/** Who is not signed in is led to the sign-in page; a form of theirs is refused. */
const ASKED = '303 nobody holders';
const REFUSED = '401 nobody holders';
const FORM_KEY = '0194e7a0-0000-4000-8000-000000000001';
const SEE_A = '200 owners watchers frontDesk | 404 foreignOperator';

/** The council's people and the helpers. */
export const offices: readonly Row[] = [
  at('GET /accedi', '200 nobody holders | 303 rest'),
  at('POST /accedi', '401 rest', { body: { username: '', password: '' } }),
  at('POST /esci', '303 rest', { leaves: true }),
  at('GET /accesso/password', '303 nobody holders | 200 rest'),
  at('POST /accesso/password', '401 nobody holders | 422 rest'),

  // a helper has no list: their desk is the form
  at('GET /ufficio', `200 seers | 303 helper nobody holders | 403 rest`),
  at('GET /ufficio/fasi-per-livello', `200 seers | ${ASKED} | 403 rest`),
  at('POST /ufficio/insieme', `422 owners foreignOperator | ${REFUSED} | 403 rest`),
  at(`GET ${TICKET}`, `${SEE_A} | ${ASKED} | 403 rest`),
  at(`GET ${TICKET}/allegati/:id`, `${SEE_A} | ${ASKED} | 403 rest`),
  at(`GET ${TICKET}/stampa`, `200 frontDesk | 404 helper | ${ASKED} | 403 rest`),
  at(`GET ${TICKET}/azioni/:action`, `200 owners | 404 foreignOperator | ${ASKED} | 403 rest`, {
    params: { action: 'take-back' },
  }),
  // the whole form, on a version that is gone: who may do it hears so
  at(`POST ${TICKET}/azioni/:action`, `409 owners | 404 foreignOperator | ${REFUSED} | 403 rest`, {
    params: { action: 'take-back' },
    body: { versione: '99', viste: '0', invio: FORM_KEY, note: 'Lo facciamo noi.' },
  }),
  at(`GET ${TICKET}/contatti`, `200 owners frontDesk | 404 foreignOperator | ${ASKED} | 403 rest`),
  at(
    `POST ${TICKET}/contatti`,
    `422 owners frontDesk | 404 foreignOperator | ${REFUSED} | 403 rest`,
  ),
  at(`GET ${TICKET}/password`, `200 frontDesk | ${ASKED} | 403 rest`),
  at(`POST ${TICKET}/password`, `422 frontDesk | ${REFUSED} | 403 rest`),
  at(`GET ${TICKET}/fasi/:seq/correzione`, `200 supervisor director | ${ASKED} | 403 rest`, {
    params: { seq: '2' },
  }),
  at(`POST ${TICKET}/fasi/:seq/correzione`, `422 supervisor director | ${REFUSED} | 403 rest`, {
    params: { seq: '2' },
  }),

  // nobody has rated A
  at(`POST ${TICKET}/valutazioni/:seq/cancellazione`, `404 supervisor director | ${REFUSED} | 403 rest`, { params: { seq: '2' }, body: { invio: FORM_KEY } }), // prettier-ignore

  at(`GET ${TICKET}/dividi`, `200 owners | 404 foreignOperator | ${ASKED} | 403 rest`),
  at(`POST ${TICKET}/dividi`, `422 owners | 404 foreignOperator | ${REFUSED} | 403 rest`),
  // the task of A is a partner's: no office was asked
  at('GET /ufficio/incarichi', `200 owners foreignOperator | ${ASKED} | 403 rest`),
  at(
    `GET ${TICKET}/incarichi/:taskId/:answer`,
    `404 owners foreignOperator | ${ASKED} | 403 rest`,
    { params: { answer: 'esegui' } },
  ),
  at(
    `POST ${TICKET}/incarichi/:taskId/:answer`,
    `404 owners foreignOperator | ${REFUSED} | 403 rest`,
    { params: { answer: 'esegui' } },
  ),
  // a link that is not there, a task that is none: who may revoke and send hears so
  at(
    `POST ${TICKET}/incarichi/:taskId/collegamenti/:linkId/revoca`,
    `404 owners foreignOperator | ${REFUSED} | 403 rest`,
    { params: { linkId: FORM_KEY }, body: { invio: FORM_KEY } },
  ),
  at(
    `POST ${TICKET}/incarichi/:taskId/collegamenti/nuovo`,
    `404 owners foreignOperator | ${REFUSED} | 403 rest`,
    { params: { taskId: FORM_KEY }, body: { invio: FORM_KEY } },
  ),

  at('GET /ufficio/nuova', '200 frontDesk | 303 helper nobody holders | 403 rest'),
  at('GET /ufficio/nuova/domande', `200 frontDesk helper | ${ASKED} | 403 rest`, {
    query: '?tipo=roads-signs',
  }),
  at('POST /ufficio/nuova', `422 frontDesk | ${REFUSED} | 403 rest`),
  at('GET /ufficio/aiuto', `200 helper | 303 frontDesk nobody holders | 403 rest`),
  at('POST /ufficio/aiuto', `422 helper | ${REFUSED} | 403 rest`),
  // A was not filed by this helper
  at('GET /ufficio/aiuto/:ticketNumber', `404 helper frontDesk | ${ASKED} | 403 rest`),
  at('POST /ufficio/aiuto/:ticketNumber/stampata', `404 helper frontDesk | ${REFUSED} | 403 rest`),

  at('GET /ufficio/da-comunicare', `200 frontDesk | ${ASKED} | 403 rest`),
  at('GET /ufficio/da-comunicare/:id', `200 frontDesk | ${ASKED} | 403 rest`, {
    params: { id: '@notice' },
  }),
  at('POST /ufficio/da-comunicare/:id', `422 frontDesk | ${REFUSED} | 403 rest`, {
    params: { id: '@notice' },
  }),
  at(
    'GET /ufficio/avvisi',
    `200 owners foreignOperator alderman mayor administrator | ${ASKED} | 403 rest`,
  ),
  // what is to be told ends by being told, and is the front desk's
  at(
    'POST /ufficio/avvisi/:id/fatto',
    `422 frontDesk | 404 owners foreignOperator alderman mayor administrator | ${REFUSED} | 403 rest`,
    { params: { id: '@notice' } },
  ),

  at('GET /ufficio/statistiche', `200 seers | ${ASKED} | 403 rest`),
  at('GET /ufficio/statistiche/segnalazioni', `200 seers | ${ASKED} | 403 rest`),
  at('GET /ufficio/statistiche/segnalazioni.csv', `200 seers | ${ASKED} | 403 rest`, {
    query: '?dal=2026-10-01&al=2026-10-31',
  }),
  at('POST /ufficio/statistiche/segnalazioni', `422 seers | ${REFUSED} | 403 rest`, {
    body: { dal: '2026-02-31' },
  }),
  at('GET /ufficio/statistiche/file/:id', `404 seers | ${ASKED} | 403 rest`),
  at('GET /ufficio/statistiche/file/:id/scarica', `404 seers | ${ASKED} | 403 rest`),
  at('POST /ufficio/statistiche/file/:id/annulla', `404 seers | ${REFUSED} | 403 rest`),
  at('GET /ufficio/statistiche/enti', `200 seers | ${ASKED} | 403 rest`),
  at('GET /ufficio/statistiche/enti.csv', `200 seers | ${ASKED} | 403 rest`),
  ...['incarichi', 'tabulati'].map((list) =>
    at(`GET /ufficio/statistiche/enti/:partner/${list}`, `200 seers | ${ASKED} | 403 rest`, {
      params: { partner: 'luce-strade' },
    }),
  ),
  at('GET /ufficio/statistiche/obiettivi', `200 seers administrator | ${ASKED} | 403 rest`),
  at('GET /ufficio/statistiche/obiettivi.csv', `200 seers administrator | ${ASKED} | 403 rest`),
  at(
    'POST /ufficio/statistiche/obiettivi/rimozione',
    `422 director administrator | ${REFUSED} | 403 rest`,
  ),
  at('POST /ufficio/statistiche/obiettivi', `422 director administrator | ${REFUSED} | 403 rest`),
  at('GET /ufficio/statistiche/mesi', `200 seers administrator | ${ASKED} | 403 rest`),
  at(`GET ${MONTH}`, `200 seers administrator | ${ASKED} | 403 rest`, { params: { month: '2026-10' } }), // prettier-ignore
  at(`GET ${MONTH}/file/:format`, `200 seers administrator | ${ASKED} | 403 rest`, {
    params: { month: '2026-10', format: 'csv' },
  }),
  at(`GET ${MONTH}/confronto`, `404 seers administrator | ${ASKED} | 403 rest`, {
    params: { month: '2026-10' },
  }),
  at(`POST ${MONTH}/ricalcolo`, `422 director administrator | ${REFUSED} | 403 rest`, {
    params: { month: '2026-10' },
  }),
];
