import { at, type Row } from './route-matrix-rows.js';
import { iters } from './route-matrix-iters.js';
import { citizens } from './route-matrix-citizens.js';
import { offices } from './route-matrix-offices.js';

/** What A's owners and watchers have in common: they see A. */
const SEE_A = 'owners watchers frontDesk';
const NO_SHEET = {
  id: '0194e7a0-0000-4000-8000-000000000001',
  line: '0194e7a0-0000-4000-8000-000000000002',
};
const NEW_REQUEST = {
  category: 'roads-signs',
  title: 'Buca davanti alla scuola',
  description: 'Profonda, al centro della corsia.',
  location: { address: 'Via delle Reti 12' },
  citizen: { firstName: 'Anna', lastName: 'Ferrini', email: 'anna.ferrini@posta.example' },
  answers: { defect: 'pothole' },
};

const api: Row[] = [
  at('GET /api/openapi.json', '200 rest'),
  at('GET /api/docs', '200 rest'),
  // a school is asked for its building, other partners file nothing
  at('POST /api/v1/requests', '403 partner foreignPartner | 422 school | 201 rest', {
    body: NEW_REQUEST,
  }),
  at('GET /api/v1/requests', '200 seers | 401 nobody | 403 rest'),
  at('GET /api/v1/requests/:ticketNumber', `200 ${SEE_A} holderA partner | 401 nobody | 404 rest`),
  at(
    'GET /api/v1/requests/:ticketNumber/proof',
    `200 ${SEE_A} holderA partner | 401 nobody | 404 rest`,
  ),
  // with a version that is gone: who may do it hears so, who may not is refused before
  at(
    'POST /api/v1/requests/:ticketNumber/steps',
    `409 owners | 403 watchers frontDesk holderA partner | 401 nobody | 404 rest`,
    { body: { action: 'take-back', note: 'Lo facciamo noi.', version: 99 } },
  ),
  // an office's step takes photos only
  at(
    'POST /api/v1/requests/:ticketNumber/attachments',
    `201 holderA | 422 owners | 403 watchers frontDesk partner | 401 nobody | 404 rest`,
    { file: 'file' },
  ),
  at(
    'GET /api/v1/requests/:ticketNumber/attachments/:id',
    `200 ${SEE_A} holderA partner | 401 nobody | 404 rest`,
  ),
  at(
    'POST /api/v1/tasks/:taskId/contacts',
    '403 partner | 404 foreignPartner school | 401 nobody | 403 rest',
    { body: {} },
  ),
  at('GET /api/v1/tasks', '200 partners | 401 nobody | 403 rest'),
  at(
    'POST /api/v1/tasks/:taskId/steps',
    '409 partner | 404 foreignPartner school | 401 nobody | 403 rest',
    {
      body: { action: 'accept', version: 99 },
    },
  ),
  // a signature decides, never a sign-in
  at('POST /callbacks/:partner', '401 rest', {
    params: { partner: 'luce-strade' },
    body: { action: 'accept' },
  }),
  at('POST /api/v1/worksheets', '422 partners | 401 nobody | 403 rest', {
    body: { month: '2026-09' },
  }),
  at('GET /api/v1/worksheets/:id', '404 partners | 401 nobody | 403 rest', { params: NO_SHEET }),
  at('GET /api/v1/categories', '200 rest'),
  at('GET /api/v1/offices', '200 rest'),
  at('GET /api/v1/areas', '200 rest'),
  at('GET /api/v1/partners', '200 seers | 401 nobody | 403 rest'),
  at('GET /api/v1/workflows/schema.json', '200 rest'),
  at('GET /api/v1/workflows/:code', '200 rest', { params: { code: 'fault' } }),
  at('GET /workflows/:code.svg', '200 rest', { params: { code: 'fault' } }),
  at('GET /api/v1/statistics/months/:month.csv', '200 seers | 401 nobody | 403 rest', {
    params: { month: '2026-10' },
  }),
  at('GET /api/v1/statistics/months/:month.xlsx', '200 seers | 401 nobody | 403 rest', {
    params: { month: '2026-10' },
  }),
  at('GET /api/v1/statistics/months/:month', '200 seers | 401 nobody | 403 rest', {
    params: { month: '2026-10' },
  }),
  at('GET /api/v1/statistics/requests.csv', '200 seers | 401 nobody | 403 rest', {
    query: '?from=2026-10-01&to=2026-10-31',
  }),
];

/** A link's page asks for no account; what was not signed here is there for nobody. */
const taskLinks: Row[] = [
  ...['GET /incarico/:token', 'GET /incarico/:token/codice'],
  ...['POST /incarico/:token', 'POST /incarico/:token/codice', 'POST /incarico/:token/nuovo'],
].map((route) => at(route, '404 rest', { params: { token: 'a'.repeat(65) } }));

const partners: Row[] = [
  at('GET /ente', '200 partner foreignPartner | 303 school nobody holders | 403 rest'),
  at('GET /ente/statistiche', '200 partners | 303 nobody holders | 403 rest'),
  at('GET /ente/incarichi.csv', '200 partners | 303 nobody holders | 403 rest'),
  at('POST /ente/eseguiti', '422 partners | 401 nobody holders | 403 rest'),
  at('GET /ente/risposte', '200 partners | 303 nobody holders | 403 rest'),
  at('POST /ente/risposte', '422 partners | 401 nobody holders | 403 rest'),
  at('POST /ente/risposte/conferma', '422 partners | 401 nobody holders | 403 rest'),
  at('GET /ente/tabulati', '200 partners | 303 nobody holders | 403 rest'),
  at('POST /ente/tabulati', '422 partners | 401 nobody holders | 403 rest'),
  at('GET /ente/tabulati/:id', '404 partners | 303 nobody holders | 403 rest', {
    params: NO_SHEET,
  }),
  at('GET /ente/tabulati/nostro/:kind', '200 partners | 303 nobody holders | 403 rest', {
    params: { kind: 'csv' },
    query: '?mese=2026-10',
  }),
  at('POST /ente/tabulati/:id/annullamento', '404 partners | 401 nobody holders | 403 rest', {
    params: NO_SHEET,
  }),
  // a stream of events is no page
  at('GET /ente/novita', '406 partners | 303 nobody holders | 403 rest'),
  at(
    'GET /ente/segnalazioni/:ticketNumber/novita',
    '406 partner | 404 foreignPartner school | 303 nobody holders | 403 rest',
  ),
  // none of them is a district council
  at('GET /ente/zona/nuova', '404 partners | 303 nobody holders | 403 rest'),
  at('POST /ente/zona/nuova', '404 partners | 401 nobody holders | 403 rest'),
  // a letter's link: what was not signed here is there for nobody
  at('GET /ente/riepilogo/:token', '404 rest', { params: { token: 'a'.repeat(65) } }),
  at('POST /ente/riepilogo/:token', '404 rest', { params: { token: 'a'.repeat(65) } }),
  at('POST /ente/riepilogo/:token/riprendi', '404 rest', { params: { token: 'a'.repeat(65) } }),
  at('GET /ente/zona', '404 partners | 303 nobody holders | 403 rest'),
  at(
    'GET /ente/segnalazioni/:ticketNumber/parere',
    '404 foreignPartner school | 303 nobody holders | 403 rest',
  ),
  at(
    'POST /ente/segnalazioni/:ticketNumber/parere',
    '404 foreignPartner school | 401 nobody holders | 403 rest',
  ),
  at(
    'GET /ente/segnalazioni/:ticketNumber/seguita-da',
    '404 foreignPartner school | 303 nobody holders | 403 rest',
  ),
  at(
    'POST /ente/segnalazioni/:ticketNumber/seguita-da',
    '404 foreignPartner school | 401 nobody holders | 403 rest',
  ),
  at('GET /ente/segnalazioni', '200 partners | 303 nobody holders | 403 rest'),
  // who has no building in the town files as a citizen does
  at('GET /ente/nuova', '200 school | 422 partner foreignPartner | 303 nobody holders | 403 rest'),
  at('POST /ente/nuova', '422 partners | 401 nobody holders | 403 rest'),
  at(
    'GET /ente/segnalazioni/:ticketNumber',
    '200 partner | 404 foreignPartner school | 303 nobody holders | 403 rest',
  ),
  at(
    'GET /ente/segnalazioni/:ticketNumber/allegati/:id',
    '200 partner | 404 foreignPartner school | 303 nobody holders | 403 rest',
  ),
  // no action of the default iter is a partner's own: they answer tasks
  at(
    'GET /ente/segnalazioni/:ticketNumber/azioni/:action',
    '404 partners | 303 nobody holders | 403 rest',
    { params: { action: 'message' } },
  ),
  at(
    'POST /ente/segnalazioni/:ticketNumber/azioni/:action',
    '404 partners | 401 nobody holders | 403 rest',
    { params: { action: 'message' } },
  ),
  at(
    'GET /ente/segnalazioni/:ticketNumber/incarichi/:taskId/:answer',
    '200 partner | 404 foreignPartner school | 303 nobody holders | 403 rest',
    { params: { answer: 'rifiuta' } },
  ),
  at(
    'POST /ente/segnalazioni/:ticketNumber/incarichi/:taskId/:answer',
    '422 partner | 404 foreignPartner school | 401 nobody holders | 403 rest',
    { params: { answer: 'rifiuta' } },
  ),
  // the agreement of A's partner opens no contacts
  at(
    'POST /ente/segnalazioni/:ticketNumber/contatti',
    '403 partner | 404 foreignPartner school | 401 nobody holders | 403 rest',
    { body: { submissionId: '0194e7a0-0000-4000-8000-000000000002' } },
  ),
  at(
    'GET /ente/segnalazioni/:ticketNumber/collegamento/:taskId',
    '200 partner | 404 foreignPartner school | 303 nobody holders | 403 rest',
  ),
  at(
    'POST /ente/segnalazioni/:ticketNumber/collegamento/:taskId',
    '422 partner | 404 foreignPartner school | 401 nobody holders | 403 rest',
  ),
  // a link that is not there
  at(
    'POST /ente/segnalazioni/:ticketNumber/collegamento/:taskId/:linkId/revoca',
    '404 partners | 401 nobody holders | 403 rest',
    { params: { linkId: '0194e7a0-0000-4000-8000-000000000001' } },
  ),
];

/** Partners' monthly sheets: for who gives them work. */
const GIVERS = '200 supervisor director | 303 nobody holders | 403 rest';
const worksheets: Row[] = [
  at('GET /ufficio/tabulati', GIVERS),
  at('GET /ufficio/tabulati/:id', '404 supervisor director | 303 nobody holders | 403 rest', {
    params: NO_SHEET,
  }),
  at(
    'POST /ufficio/tabulati/:id/righe/:line',
    '404 supervisor director | 401 nobody holders | 403 rest',
    {
      params: NO_SHEET,
      body: { decision: 'keep', submissionId: NO_SHEET.id },
    },
  ),
  at(
    'POST /ufficio/tabulati/:id/righe/:line/segnalazione',
    '404 supervisor director | 401 nobody holders | 403 rest',
    { params: NO_SHEET, body: { ticketNumber: '2026-000001-W', submissionId: NO_SHEET.id } },
  ),
  at(
    'POST /ufficio/tabulati/:id/chiusura',
    '404 supervisor director | 401 nobody holders | 403 rest',
    { params: NO_SHEET },
  ),
  at('GET /ufficio/tabulati/nuovo/:partner', GIVERS, { params: { partner: 'luce-strade' } }),
  at(
    'POST /ufficio/tabulati/nuovo/:partner',
    '422 supervisor director | 401 nobody holders | 403 rest',
    {
      params: { partner: 'luce-strade' },
      body: { month: 'x' },
    },
  ),
  ...['originale', 'stampa', 'spunte/nuova', 'spunte/:line'].map((page) =>
    at(
      `GET /ufficio/tabulati/:id/${page}`,
      '404 supervisor director | 303 nobody holders | 403 rest',
      { params: NO_SHEET },
    ),
  ),
  ...['annullamento', 'spunte', 'spunte/nuova', 'spunte/:line'].map((page) =>
    at(
      `POST /ufficio/tabulati/:id/${page}`,
      '404 supervisor director | 401 nobody holders | 403 rest',
      { params: NO_SHEET },
    ),
  ),
  at('GET /ufficio/tabulati/nostro/:partner/:kind', GIVERS, {
    params: { partner: 'luce-strade', kind: 'csv' },
    query: '?mese=2026-10',
  }),
];

const mailbox: Row[] = [
  at(
    'GET /ufficio/indirizzi-respinti',
    '200 frontDesk administrator | 303 nobody holders | 403 rest',
  ),
  at(
    'POST /ufficio/indirizzi-respinti/:deliveryId/risolto',
    '404 frontDesk administrator | 401 nobody holders | 403 rest',
    { params: { deliveryId: 'none' } },
  ),
  at('GET /ufficio/posta', '200 frontDesk | 303 nobody holders | 403 rest'),
  at('POST /ufficio/posta/:id/fatto', '404 frontDesk | 401 nobody holders | 403 rest'),
];

const ADMINISTERED = { code: 'luce-strade', id: NO_SHEET.id };
const partnerPages: Row[] = [
  ...['nuovo', ':code'].flatMap((page) => [
    at(`GET /amministrazione/enti/${page}`, '200 administrator | 303 nobody holders | 403 rest', {
      params: ADMINISTERED,
    }),
    at(`POST /amministrazione/enti/${page}`, '422 administrator | 401 nobody holders | 403 rest', {
      params: ADMINISTERED,
    }),
  ]),
  ...['luoghi', 'operatori', 'persone', 'recapiti', 'zone'].map((page) =>
    at(
      `POST /amministrazione/enti/:code/${page}`,
      '422 administrator | 401 nobody holders | 403 rest',
      { params: ADMINISTERED },
    ),
  ),
  ...['pausa', 'termina', 'persone/:username/password', 'persone/:username/spegni'].map((page) =>
    at(
      `POST /amministrazione/enti/:code/${page}`,
      '404 administrator | 401 nobody holders | 403 rest',
      { params: { code: 'nobody', username: 'nobody' } },
    ),
  ),
  at(
    'POST /amministrazione/enti/:code/luoghi/:place/togli',
    '404 administrator | 401 nobody holders | 403 rest',
    { params: { code: 'luce-strade', place: 'nowhere' } },
  ),
  at(
    'POST /amministrazione/enti/:code/zone/:area/togli',
    '404 administrator | 401 nobody holders | 403 rest',
    { params: { code: 'consiglio-collina', area: 'nowhere' } },
  ),
  at('GET /amministrazione/enti/:code/invii', '200 administrator | 303 nobody holders | 403 rest', {
    params: ADMINISTERED,
  }),
  ...['prova', 'segreto', 'spegni'].map((page) =>
    at(
      `POST /amministrazione/enti/:code/recapiti/:id/${page}`,
      '404 administrator | 401 nobody holders | 403 rest',
      { params: ADMINISTERED },
    ),
  ),
];

const RULE = '/amministrazione/smistamento/regole/:code';
const ADMITTED = '| 401 nobody holders | 403 rest';
const ROUTED = { params: { code: 'waste-to-company' } };
const rulePages: Row[] = [
  ...['', '/nuova', '/prova'].map((page) =>
    at(
      `GET /amministrazione/smistamento${page}`,
      '200 administrator | 303 nobody holders | 403 rest',
    ),
  ),
  ...['/nuova', '/prova'].map((page) =>
    at(`POST /amministrazione/smistamento${page}`, `422 administrator ${ADMITTED}`),
  ),
  at(`GET ${RULE}`, '200 administrator | 303 nobody holders | 403 rest', ROUTED),
  at(`POST ${RULE}`, `422 administrator ${ADMITTED}`, ROUTED),
  at(`GET ${RULE}/conferma/:what`, '200 administrator | 303 nobody holders | 403 rest', {
    params: { code: 'waste-to-company', what: 'pausa' },
  }),
  ...['su', 'giu', 'pausa', 'riprendi', 'elimina'].map((what) =>
    at(`POST ${RULE}/${what}`, `404 administrator ${ADMITTED}`, { params: { code: 'no-rule' } }),
  ),
];

const categoryPages: Row[] = ['nuovo', ':code', ':code/domande'].flatMap((page) => [
  at(`GET /amministrazione/tipi/${page}`, '200 administrator | 303 nobody holders | 403 rest', {
    params: { code: 'roads-signs' },
  }),
  // of the questions nothing is compulsory, but a form without the version that it shows is stale
  at(
    `POST /amministrazione/tipi/${page}`,
    `${page.endsWith('domande') ? 409 : 422} administrator ${ADMITTED}`,
    {
      params: { code: 'roads-signs' },
    },
  ),
]);

const administration: Row[] = [
  ...categoryPages,
  ...rulePages,
  ...[
    '/amministrazione',
    '/amministrazione/utenti',
    '/amministrazione/invii',
    '/amministrazione/registro',
    '/amministrazione/impostazioni',
  ].map((path) => at(`GET ${path}`, '200 administrator | 303 nobody holders | 403 rest')),
  at(
    'GET /amministrazione/impostazioni/:key',
    '200 administrator | 303 nobody holders | 403 rest',
    { params: { key: 'reopenDays' } },
  ),
  at(
    'POST /amministrazione/impostazioni/:key',
    '422 administrator | 401 nobody holders | 403 rest',
    { params: { key: 'reopenDays' }, body: { value: '-1' } },
  ),
  at('POST /amministrazione/invii/reinvio', '422 administrator | 401 nobody holders | 403 rest'),
  at(
    'POST /amministrazione/invii/:id/reinvio',
    '404 administrator | 401 nobody holders | 403 rest',
    { body: { submissionId: '0194e7a0-0000-4000-8000-000000000001' } },
  ),
];

/** For supervisors of the machine, and for who looks at the demonstration's mail (nowhere in production). */
const operation: Row[] = [
  at('GET /healthz', '200 rest'),
  at('GET /readyz', '200 rest'),
  at('GET /metrics', '200 rest'), // from this machine, as these tests are; from elsewhere see health.web.test.ts
  at('GET /dimostrazione/posta', '200 rest'),
  at('GET /dimostrazione/posta/:id', '404 rest'),
  at('GET /dimostrazione/posta/:id/html', '404 rest'),
];

export const TABLE: readonly Row[] = [
  ...citizens,
  ...offices,
  ...taskLinks,
  ...partners,
  ...worksheets,
  ...mailbox,
  ...partnerPages,
  ...administration,
  ...iters,
  ...operation,
  ...api,
];
