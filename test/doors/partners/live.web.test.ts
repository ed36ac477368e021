import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LiveChanges } from '../../../src/live/live-changes.js';
import { LiveStreams, STREAMS_OF_ONE_SESSION } from '../../../src/live/live-streams.service.js';
import { openBrowser } from '../../web/browser.js';
import { file } from '../../support/filings.js';
import { type House, openBeside, openHouse } from '../../support/house.js';
import { FilingDesk } from '../../../src/requests/filing/filing-desk.service.js';
import { newId } from '../../../src/shared/ids.js';
import { annasFiling, done, NOBODY } from '../../support/filings.js';
import { until } from '../../support/until.js';
import { signedIn } from './signed-in.js';

const LAMP = { category: 'street-lighting', answers: { 'live-cable': 'no' } } as const;

describe('a partner’s pages that are live', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  let beside: Awaited<ReturnType<typeof openBeside>>;
  afterAll(async () => {
    await house.close();
    await beside.close();
  });

  const following = () => house.get(LiveChanges).following;
  const news = (text: string) => text.split('event: changed').length - 1;

  test('say when they were fetched, and have a link for who has no script', async () => {
    const tommaso = await signedIn(house, 'tommaso');
    await tommaso.get('/ente?stato=tutti');
    expect(tommaso.page).toMatch(/Aggiornato alle 10:00/);
    expect(tommaso.page).toContain('href="/ente?stato&#x3D;tutti" data-live-link');
    expect(tommaso.page).toContain('data-live="/ente/novita"');
  });

  test('a new task is an event without data for whom it involves, and none for others', async () => {
    const tommaso = (await signedIn(house, 'tommaso')).stream('/ente/novita');
    const walter = (await signedIn(house, 'walter')).stream('/ente/novita');
    await until(() => following() === 2);
    await file(house, LAMP);
    await until(() => news(tommaso.text) === 1);
    expect(tommaso.text).toContain('event: changed\ndata:\n\n');
    expect(walter.text).not.toContain('changed');
    tommaso.close();
    walter.close();
    await until(() => following() === 0);
  });

  test('is refused to nobody and for a request of somebody else', async () => {
    const { ticketNumber } = await file(house);
    const stranger = openBrowser(house.app).stream('/ente/novita');
    await stranger.ended;
    expect(stranger.status).toBe(303);
    const tommaso = (await signedIn(house, 'tommaso')).stream(
      `/ente/segnalazioni/${ticketNumber}/novita`,
    );
    await tommaso.ended;
    expect(tommaso.status).toBe(404);
    expect(following()).toBe(0);
  });

  test('at most four a session: a fifth ends the oldest; all end with the process', async () => {
    const tommaso = await signedIn(house, 'tommaso');
    const streams = [];
    for (let count = 1; count <= STREAMS_OF_ONE_SESSION; count += 1) {
      streams.push(tommaso.stream('/ente/novita'));
      await until(() => following() === count);
    }
    const fifth = tommaso.stream('/ente/novita');
    await streams[0]?.ended;
    await until(() => following() === STREAMS_OF_ONE_SESSION);
    house.get(LiveStreams).onModuleDestroy();
    await fifth.ended;
    expect(following()).toBe(0);
  });

  test('what another process wrote is heard too', async () => {
    beside = await openBeside(house);
    const tommaso = (await signedIn(house, 'tommaso')).stream('/ente/novita');
    await until(() => following() === 1);
    done(await beside.get(FilingDesk).file(NOBODY, annasFiling(LAMP), newId()));
    await until(() => news(tommaso.text) === 1);
    tommaso.close();
    await until(() => following() === 0);
  });
});
