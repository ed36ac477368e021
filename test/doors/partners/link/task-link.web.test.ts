import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TaskReminders } from '../../../../src/doors/partners/link/task-reminders.service.js';
import { RequestViews } from '../../../../src/requests/queries/request-views.service.js';
import { Step } from '../../../../src/requests/steps/step.entity.js';
import { TaskLink } from '../../../../src/requests/tasks/links/task-link.entity.js';
import { picture } from '../../../files/pictures.js';
import { done } from '../../../support/filings.js';
import { type House, openHouse } from '../../../support/house.js';
import { openBrowser } from '../../../web/browser.js';
import {
  admitted,
  codeIn,
  filedForWater,
  linkIn,
  mailsAbout,
  requestOf,
  taskOf,
} from './mailed-links.js';
import { hidden } from '../signed-in.js';

const DAY_MS = 86_400_000;

describe('the page of a task, opened from the mail without an account', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ now: '2026-10-05T08:00:00Z' });
  });
  afterAll(() => house.close());

  test('opening the link changes nothing, for a scanner or a person, with GET or HEAD', async () => {
    const { ticketNumber, link } = await filedForWater(house);
    const before = await snapshot(house);
    const scanner = openBrowser(house.app);
    for (let i = 0; i < 10; i++) expect((await scanner.get(link)).status).toBe(200);
    expect((await scanner.get(`${link}/codice`)).status).toBe(200);
    expect(await snapshot(house)).toEqual(before);
    expect(scanner.page).not.toContain('Via delle Reti');
    expect((await scanner.get(`/ente/segnalazioni/${ticketNumber}`)).status).toBe(303);
    expect((await scanner.get(`${link.slice(0, -3)}xxx`)).status).toBe(404);
  });

  test('the mailbox is proved once by a code; the step carries the name and how it is known', async () => {
    const { ticketNumber, link } = await filedForWater(house);
    const clerk = await admitted(house, { ticketNumber, link }, 'Paola Conti');
    expect(clerk.page).toContain('Perdita d’acqua in strada');
    expect(clerk.page).toContain('Via delle Reti 3');
    const { id: taskId } = await taskOf(house, ticketNumber);
    const path = `/ente/segnalazioni/${ticketNumber}/incarichi/${taskId}`;
    await clerk.post(`${path}/accetta`, {
      version: '1',
      submissionId: hidden(clerk, 'submissionId'),
    });
    await clerk.get(`${path}/esegui`);
    const fields = {
      version: hidden(clerk, 'version'),
      submissionId: hidden(clerk, 'submissionId'),
      operatorCode: '17',
      performedDay: '2026-10-05',
      performedTime: '10:00',
      note: 'Tubo riparato.',
    };
    const photo = { field: 'photos', name: 'dopo.jpg', bytes: await picture().jpeg().toBuffer() };
    expect((await clerk.upload(`${path}/esegui`, fields, [photo])).status).toBe(303);
    expect((await clerk.upload(`${path}/esegui`, fields, [photo])).status).toBe(303); // once more: the same answer
    const { id: requestId } = await requestOf(house, ticketNumber);
    const steps = await house.reads.of(Step).findBy({ requestId, action: 'task-complete' });
    expect(steps).toMatchObject([{ actorKnown: 'mailbox', actorPartner: 'acque-costiere' }]);
    const citizen = { kind: 'citizen', requestId, ticketNumber } as const;
    const seen = done(await house.get(RequestViews).view(citizen, ticketNumber, 'it'));
    const step = seen.steps.find((one) => one.action === 'task-complete');
    expect(step?.actor.name).toBe('Paola Conti');
    expect(step?.performedBy).toMatchObject({ operatorCode: '17' });
    expect(step?.attachments).toHaveLength(1);
    expect((await openBrowser(house.app).get(link)).status).toBe(410); // the task has closed
  });

  test('a browser that has proved the mailbox opens the next link with a button, for 90 days', async () => {
    const first = await filedForWater(house);
    const clerk = await admitted(house, first, 'Paola Conti');
    const second = await filedForWater(house);
    await clerk.get(second.link);
    expect(clerk.page).toContain('Paola Conti');
    const opened = await clerk.post(second.link);
    expect(opened.headers['location']).toBe(`/ente/segnalazioni/${second.ticketNumber}`);
    expect((await clerk.follow(opened)).status).toBe(200);
    expect(await mailsAbout(house, second.ticketNumber, 'task.code')).toEqual([]);
    house.clock.set(new Date(house.clock.now().getTime() + 91 * DAY_MS).toISOString());
    const third = await filedForWater(house);
    await clerk.get(third.link);
    expect(clerk.page).toContain('Invia il codice');
    house.clock.set('2026-10-05T08:00:00Z');
  });

  test('shows nothing of other requests, and no list', async () => {
    const own = await filedForWater(house);
    const other = await filedForWater(house);
    const clerk = await admitted(house, own, 'Paola Conti');
    expect((await clerk.get(`/ente/segnalazioni/${other.ticketNumber}`)).status).toBe(303);
    expect((await clerk.get('/ente')).status).toBe(303);
    const foreign = (await taskOf(house, other.ticketNumber)).id;
    const path = `/ente/segnalazioni/${own.ticketNumber}/incarichi/${foreign}/rifiuta`;
    expect((await clerk.get(path)).status).toBe(404);
  });

  test('a wrong code is refused, the fifth ends it, and a new one counts alone', async () => {
    const { ticketNumber, link } = await filedForWater(house);
    const guesser = openBrowser(house.app);
    await guesser.get(link);
    await guesser.post(link);
    const code = codeIn((await mailsAbout(house, ticketNumber, 'task.code')).at(-1));
    const wrong = code === '000000' ? '111111' : '000000';
    for (let i = 0; i < 5; i++) {
      const answer = await guesser.post(`${link}/codice`, { code: wrong, name: 'Paola Conti' });
      expect(answer.status).toBe(422);
      expect(guesser.page).toContain('Codice non corretto');
    }
    expect((await guesser.post(`${link}/codice`, { code, name: 'Paola Conti' })).status).toBe(422);
    expect(guesser.page).toContain('provato troppe volte');
    expect((await guesser.post(`${link}/codice`, { code: 'abc', name: '' })).status).toBe(422);
    expect(guesser.page).toContain('id="fault-name"');
  });

  test('the clerk hands the link to a crew member, whose name then enters the step', async () => {
    const { ticketNumber, link } = await filedForWater(house);
    const clerk = await admitted(house, { ticketNumber, link }, 'Paola Conti');
    const { id: taskId } = await taskOf(house, ticketNumber);
    const form = `/ente/segnalazioni/${ticketNumber}/collegamento/${taskId}`;
    expect((await clerk.get(form)).status).toBe(200);
    expect((await clerk.post(form, { personName: '', address: 'x' })).status).toBe(422);
    await clerk.post(form, { personName: 'Dario Neri', address: '' });
    const handed = linkIn(clerk.page);
    const crew = openBrowser(house.app);
    await crew.get(handed);
    expect(crew.page).toContain('Dario Neri');
    await crew.follow(await crew.post(handed));
    const path = `/ente/segnalazioni/${ticketNumber}/incarichi/${taskId}/accetta`;
    const accept = { version: '1', submissionId: hidden(crew, 'submissionId') };
    expect((await crew.post(path, accept)).status).toBe(303);
    house.clock.set('2026-10-20T08:00:00Z');
    expect((await crew.get(handed)).status).toBe(410); // no mailbox to send a new one to
    expect(crew.page).toContain('al collega che l’ha consegnato');
    house.clock.set('2026-10-05T08:00:00Z');
    const { id: requestId } = await requestOf(house, ticketNumber);
    const [step] = await house.reads.of(Step).findBy({ requestId, action: 'task-accept' });
    expect(step?.actorKnown).toBe('declared');
    const view = done(await house.get(RequestViews).view(house.town.carla, ticketNumber, 'it'));
    expect(view.steps.at(-1)?.actor.name ?? '').toBe('Dario Neri');
  });

  test('reminds once before it runs out; then it can be sent again, for as long as the task is open', async () => {
    const { ticketNumber, link } = await filedForWater(house);
    house.clock.set('2026-10-18T07:00:00Z');
    expect(await house.get(TaskReminders).remind()).toBeGreaterThan(0);
    expect(await house.get(TaskReminders).remind()).toBe(0);
    expect(await mailsAbout(house, ticketNumber, 'task.reminder')).toHaveLength(1);
    house.clock.set('2026-10-20T07:00:00Z');
    const late = openBrowser(house.app);
    expect((await late.get(link)).status).toBe(410);
    expect((await late.post(`${link}/nuovo`)).status).toBe(303);
    expect(linkIn((await mailsAbout(house, ticketNumber, 'task.again'))[0])).toBe(link);
    expect((await late.get(link)).status).toBe(200);
    const links = await house.reads
      .of(TaskLink)
      .findBy({ taskId: (await taskOf(house, ticketNumber)).id });
    expect(links).toHaveLength(1);
    house.clock.set('2026-10-05T08:00:00Z');
  });
});

/** What a changed state would show in. */
async function snapshot(house: House) {
  const tables = [
    'steps',
    'tasks',
    'task_links',
    'mailbox_codes',
    'proven_devices',
    'sessions',
    'deliveries',
  ];
  const counts: Record<string, unknown> = {};
  for (const table of tables)
    counts[table] = await house.reads.rows(`SELECT COUNT(*) AS n FROM ${table}`);
  const tasks = await house.reads.rows('SELECT id, version, state FROM tasks ORDER BY id');
  return { counts, tasks };
}
