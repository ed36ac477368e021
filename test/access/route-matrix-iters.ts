import { at, type Row } from './route-matrix-rows.js';

const ITER = '/amministrazione/iter/:code';
const READ = '200 administrator | 303 nobody holders | 403 rest';
const fault = { params: { code: 'fault' } };

/** The iter `fault` has one version and no draft: what asks for a draft finds none. */
export const iters: readonly Row[] = [
  at('GET /amministrazione/iter', READ),
  at(`GET ${ITER}`, READ, fault),
  at(`GET ${ITER}/confronto`, READ, { ...fault, query: '?da=1&a=1' }),
  at(`POST ${ITER}/bozza`, '422 administrator | 401 nobody holders | 403 rest', {
    ...fault,
    body: { da: '1', code: 'No Code', label: '' },
  }),
  // a category uses it
  at(`POST ${ITER}/ritira`, '422 administrator | 401 nobody holders | 403 rest', fault),
  at(`POST ${ITER}/bozza/controllo`, '200 administrator | 401 nobody holders | 403 rest', {
    ...fault,
    body: { testo: '' },
  }),
  // the version in force has nowhere to move to
  at(`GET ${ITER}/sposta/:number`, '404 administrator | 303 nobody holders | 403 rest', {
    params: { code: 'fault', number: '1' },
  }),
  at(`POST ${ITER}/sposta/:number`, '404 administrator | 401 nobody holders | 403 rest', {
    params: { code: 'fault', number: '1' },
  }),
  at(`GET ${ITER}/spostamenti/:id`, '404 administrator | 303 nobody holders | 403 rest', {
    params: { code: 'fault', id: 'none' },
  }),
  at(`POST ${ITER}/spostamenti/:id/ferma`, '404 administrator | 401 nobody holders | 403 rest', {
    params: { code: 'fault', id: 'none' },
  }),
  ...['', '/testo', '/:part/:name'].map((page) =>
    at(`GET ${ITER}/bozza${page}`, '404 administrator | 303 nobody holders | 403 rest', {
      params: { code: 'fault', part: 'stati', name: 'received' },
    }),
  ),
  ...['/testo', '/pubblica', '/scarta', '/:part/:name', '/:part/:name/togli'].map((page) =>
    at(`POST ${ITER}/bozza${page}`, '404 administrator | 401 nobody holders | 403 rest', {
      params: { code: 'fault', part: 'stati', name: 'received' },
    }),
  ),
];
