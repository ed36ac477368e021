import { at, type Row } from './route-matrix-rows.js';

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

const town: Row[] = [
  at('GET /', '200 rest'),
  at('GET /privacy', '200 rest'),
  at('GET /note-legali', '200 rest'),
  at('GET /accessibilita', '200 rest'),
  at('POST /lingua', '303 rest', { body: { lingua: 'it' } }),
];

const signIn: Row[] = [
  at('GET /accedi', '200 nobody holders | 303 rest'),
  at('POST /accedi', '401 rest', { body: { username: '', password: '' } }),
  at('POST /esci', '303 rest', { leaves: true }),
];

const api: Row[] = [
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

export const TABLE: readonly Row[] = [...town, ...signIn, ...api];
