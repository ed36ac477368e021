import { at, type Row } from './route-matrix-rows.js';
import { citizens } from './route-matrix-citizens.js';
import { offices } from './route-matrix-offices.js';

/** What A's owners and watchers have in common: they see A. */
const SEE_A = 'owners watchers frontDesk';
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
  at('POST /api/v1/requests', '201 rest', { body: NEW_REQUEST }),
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
  at('GET /api/v1/categories', '200 rest'),
  at('GET /api/v1/offices', '200 rest'),
  at('GET /api/v1/areas', '200 rest'),
  at('GET /api/v1/partners', '200 seers | 401 nobody | 403 rest'),
  at('GET /api/v1/workflows/:code', '200 rest', { params: { code: 'fault' } }),
  at('GET /api/v1/statistics/months/:month.csv', '200 seers | 401 nobody | 403 rest', {
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
  at(
    'GET /ente/segnalazioni/:ticketNumber/collegamento/:taskId',
    '200 partner | 404 foreignPartner school | 303 nobody holders | 403 rest',
  ),
  at(
    'POST /ente/segnalazioni/:ticketNumber/collegamento/:taskId',
    '422 partner | 404 foreignPartner school | 401 nobody holders | 403 rest',
  ),
];

/** Partners' monthly sheets: for who gives them work. */
const GIVERS = '200 supervisor director | 303 nobody holders | 403 rest';
const NO_SHEET = {
  id: '0194e7a0-0000-4000-8000-000000000001',
  line: '0194e7a0-0000-4000-8000-000000000002',
};
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
  ...['csv', 'xlsx'].map((kind) =>
    at(`GET /ufficio/tabulati/nostro/:partner/${kind}`, GIVERS, {
      params: { partner: 'luce-strade' },
      query: '?mese=2026-10',
    }),
  ),
];

const mailbox: Row[] = [
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
  ...['operatori', 'recapiti'].map((page) =>
    at(
      `POST /amministrazione/enti/:code/${page}`,
      '422 administrator | 401 nobody holders | 403 rest',
      { params: ADMINISTERED },
    ),
  ),
  at(
    'POST /amministrazione/enti/:code/pausa',
    '404 administrator | 401 nobody holders | 403 rest',
    { params: { code: 'nobody' } },
  ),
  ...['prova', 'segreto', 'spegni'].map((page) =>
    at(
      `POST /amministrazione/enti/:code/recapiti/:id/${page}`,
      '404 administrator | 401 nobody holders | 403 rest',
      { params: ADMINISTERED },
    ),
  ),
];

const administration: Row[] = [
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
  ...operation,
  ...api,
];
