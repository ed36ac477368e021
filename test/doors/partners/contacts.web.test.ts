import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { Tokens } from '../../../src/accounts/tokens.service.js';
import { RequestViews } from '../../../src/requests/queries/request-views.service.js';
import { Step } from '../../../src/requests/steps/step.entity.js';
import { Task } from '../../../src/requests/tasks/task.entity.js';
import { AuditEntry } from '../../../src/proof/audit-entry.entity.js';
import { newId } from '../../../src/shared/ids.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { anna } from '../../support/people.js';
import { admitted, filedForWater, mailsAbout, requestOf, taskOf } from './link/mailed-links.js';
import { hidden, signedIn } from './signed-in.js';

const PHONE = '0000555701';
const EMAIL = anna.email;
const { firstName, lastName } = anna;
const WASTE = {
  category: 'waste-cleaning',
  answers: { kind: 'dumped' },
  contacts: {
    ...{ firstName, lastName, organisation: null, email: EMAIL, phone: PHONE },
    postalAddress: null,
  },
};

describe('the contacts of a citizen for a partner whose agreement shows them', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ now: '2026-10-05T08:00:00Z' });
  });
  afterAll(() => house.close());

  const openings = async (ticketNumber: string) => {
    const { id: requestId } = await requestOf(house, ticketNumber);
    return house.reads.of(Step).findBy({ requestId, action: 'open-contacts' });
  };
  const readBy = async (ticketNumber: string) => {
    const { id: requestId } = await requestOf(house, ticketNumber);
    const citizen = { kind: 'citizen', requestId, ticketNumber } as const;
    return done(await house.get(RequestViews).view(citizen, ticketNumber, 'it'));
  };
  const agree = (code: string, seesContacts: boolean) =>
    house.transactions.run((em) =>
      em.query(
        `UPDATE partners SET agreement = '${JSON.stringify({ seesContacts })}' WHERE code = '${code}'`,
      ),
    );

  test('are masked until a button opens them; the citizen reads who did, and the audit list has it, once', async () => {
    const { ticketNumber } = await file(house, WASTE);
    const page = `/ente/segnalazioni/${ticketNumber}`;
    const walter = await signedIn(house, 'walter');
    for (let i = 0; i < 2; i++) await walter.get(page);
    expect(walter.page).toContain('Mostra i contatti');
    expect(walter.page).toContain('a•••@posta.example');
    expect(walter.page).not.toMatch(new RegExp(`${EMAIL}|${PHONE}`));
    expect(await openings(ticketNumber)).toEqual([]);
    const submissionId = hidden(walter, 'submissionId');
    for (let i = 0; i < 2; i++) {
      expect((await walter.post(`${page}/contatti`, { submissionId })).status).toBe(200);
      expect(walter.page).toContain(`mailto:${EMAIL}`);
      expect(walter.page).toContain(`tel:${PHONE}`);
    }
    expect(await openings(ticketNumber)).toMatchObject([{ actorPartner: 'ambiente-rocca' }]);
    const step = (await readBy(ticketNumber)).steps.at(-1);
    expect(step).toMatchObject({
      action: 'open-contacts',
      note: 'Per eseguire l’incarico affidato dal Comune.',
      actor: { name: house.town.walter.name },
    });
    const [entry] = await house.reads
      .of(AuditEntry)
      .find({ where: { event: 'contacts-opened' }, order: { seq: 'DESC' }, take: 1 });
    expect(entry?.data).toEqual({ request: ticketNumber, partner: 'ambiente-rocca' });
    await walter.get(page);
    expect(walter.page).not.toContain(EMAIL); // opened for that once
  });

  test('are masked in its mails too: a mail is no opening that anybody would read of', async () => {
    const { ticketNumber } = await file(house, WASTE);
    const [offer] = await mailsAbout(house, ticketNumber, 'task.offered');
    expect(offer).toContain('Anna Ferrini, ••• 01 (per intero nella pagina dell’incarico)');
    expect(offer).not.toMatch(new RegExp(`${EMAIL}|${PHONE}`));
    const { contacts } = WASTE;
    const unreachable = { ...WASTE, contacts: { ...contacts, email: null, phone: null, postalAddress: 'Via A 1' } }; // prettier-ignore
    const other = await file(house, unreachable);
    const [second] = await mailsAbout(house, other.ticketNumber, 'task.offered');
    expect(second).toMatch(/Anna Ferrini\n/);
  });

  test('are opened by nobody without the agreement, and by nobody once the work is done', async () => {
    const { ticketNumber } = await file(house, WASTE);
    const page = `/ente/segnalazioni/${ticketNumber}`;
    const walter = await signedIn(house, 'walter');
    const open = () => walter.post(`${page}/contatti`, { submissionId: newId() });
    await agree('ambiente-rocca', false);
    await walter.get(page);
    expect(walter.page).not.toContain('Ferrini');
    expect((await open()).status).toBe(403);
    await agree('ambiente-rocca', true);
    const { id } = await taskOf(house, ticketNumber);
    await house.transactions.run((em) => em.update(Task, { id }, { state: 'done' }));
    await walter.get(page);
    expect(walter.page).not.toContain('Mostra i contatti');
    expect((await open()).status).toBe(403);
    expect(await openings(ticketNumber)).toEqual([]);
    const other = await file(house);
    const foreign = `/ente/segnalazioni/${other.ticketNumber}/contatti`;
    expect((await walter.post(foreign, { submissionId: newId() })).status).toBe(404);
  });

  test('are opened from the task’s page too, in the name of who proved the mailbox', async () => {
    await agree('acque-costiere', true);
    const { ticketNumber, link } = await filedForWater(house);
    const paola = await admitted(house, { ticketNumber, link }, 'Paola Conti');
    expect(paola.page).not.toContain(EMAIL);
    const path = `/ente/segnalazioni/${ticketNumber}/contatti`;
    await paola.post(path, { submissionId: newId() });
    expect(paola.page).toContain(`mailto:${EMAIL}`);
    expect((await readBy(ticketNumber)).steps.at(-1)?.actor).toMatchObject({
      name: 'Paola Conti',
      known: 'mailbox',
    });
    await agree('acque-costiere', false);
  });

  test('by API: masked in the list, whole by a call of its own that is recorded once', async () => {
    const { ticketNumber } = await file(house, WASTE);
    const { id: taskId } = await taskOf(house, ticketNumber);
    const { token } = done(
      await house.get(Tokens).createForPartner('ambiente-rocca', 'Walter Bassi', null),
    );
    const api = () => request(house.app.getHttpServer());
    const list = await api().get('/api/v1/tasks').auth(token, { type: 'bearer' });
    const task = list.body.items.find((one: { taskId: string }) => one.taskId === taskId);
    expect(task.citizen).toMatchObject({ email: 'a•••@posta.example' });
    expect(list.text).not.toMatch(new RegExp(`${EMAIL}|${PHONE}`));
    const key = newId();
    const open = (body: object) =>
      api()
        .post(`/api/v1/tasks/${taskId}/contacts`)
        .auth(token, { type: 'bearer' })
        .set('Idempotency-Key', key)
        .send(body);
    const opened = await open({ person: 'Ulisse Fanali' });
    expect([opened.status, opened.body]).toEqual([
      200,
      {
        taskId,
        ticketNumber,
        citizen: { name: 'Anna Ferrini', email: EMAIL, phone: PHONE, postalAddress: null },
      },
    ]);
    expect((await open({ person: 'Ulisse Fanali' })).body).toEqual(opened.body);
    expect(await openings(ticketNumber)).toHaveLength(1);
    expect((await readBy(ticketNumber)).steps.at(-1)?.actor.name).toBe('Ulisse Fanali');
    const nameless = { person: 'U' };
    expect((await open(nameless)).status).toBe(400);
  });
});
