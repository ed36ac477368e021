import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SessionStore } from '../../src/access/sessions/session-store.js';
import { type House, openHouse } from '../support/house.js';

const FILING = '/servizi/segnalazione-disservizio/nuova';
let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

test('a browser is led on only when the session is stored: the page that it is led to finds what was just done', async () => {
  const { port } = house.app.getHttpServer().address() as AddressInfo; // listening on a port, not on a pipe
  const at = `http://127.0.0.1:${port}${FILING}`;
  const page = await fetch(at, { headers: { Accept: 'text/html' } });
  const cookie = page.headers.getSetCookie().map((one) => one.split(';')[0]).join('; '); // prettier-ignore
  const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';

  const store = house.get(SessionStore);
  const set = store.set.bind(store);
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  store.set = (...given) => void opened.then(() => set(...given));
  const answered = fetch(at, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: cookie, Accept: 'text/html', Origin: new URL(at).origin },
    body: new URLSearchParams({ _csrf: token, privacy: 'on' }),
  });
  const first = await Promise.race([answered.then(({ status }) => status), pause(300, 'nothing')]);
  expect(first).toBe('nothing');
  open();
  const answer = await answered;
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe(`${FILING}/dati`);
});
