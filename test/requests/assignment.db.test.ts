import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { insertRows } from '../../src/database/insert-rows.js';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { Endpoint } from '../../src/deliveries/endpoint.entity.js';
import { CorrectionDesk } from '../../src/requests/corrections/correction-desk.service.js';
import { RequestFacts } from '../../src/requests/facts/request-facts.entity.js';
import { Verifier } from '../../src/requests/verifying/verifier.service.js';
import { RequestViews } from '../../src/requests/queries/request-views.service.js';
import { Involvement } from '../../src/requests/involvement.entity.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { StepDesk, StepPreview } from '../../src/requests/steps/step-desk.service.js';
import { Routing } from '../../src/routing/routing.service.js';
import { RoutingRule } from '../../src/routing/routing-rule.entity.js';
import { newId } from '../../src/shared/ids.js';
import { done, file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';
import { recorderOf } from '../support/steps.js';
import { rule } from '../routing/rules.js';

describe('who gets it, and which rule says so', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    await rules();
  });
  afterAll(() => house.close());

  /** Potholes reported at night go to Beatrice; the district council of Fonte Vecchia hears only how it begins and ends. */
  async function rules(): Promise<void> {
    const { town } = house;
    const more = [
      rule('potholes', {
        categoryId: town.categoryId('roads-signs'),
        conditions: { answers: [{ question: 'defect', in: ['pothole'] }] },
        personId: town.accountId('beatrice'),
      }),
      rule('ends', {
        conditions: { streets: ['Via delle Reti'] },
        partnerId: town.partnerId('consiglio-collina'),
        involvement: 'informed',
        hears: 'ends',
      }),
      rule('green-to-bruno', {
        categoryId: town.categoryId('parks-green'),
        officeId: town.officeId('roads-works'),
        personId: town.accountId('bruno'),
      }),
    ].map((one, i) => ({ ...one, position: 100 + i, id: newId(), isActive: true, version: 1 }));
    await house.transactions.run((em) => insertRows(em, RoutingRule, more));
    house.get(Routing).forget();
  }
  const stored = (ticketNumber: string) =>
    house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
  const seen = async (ticketNumber: string) =>
    done(await house.get(RequestViews).view(house.town.dario, ticketNumber, 'it'));
  const { record } = recorderOf(() => house);
  const act = (ticketNumber: string, action: string, data: object, note?: string) =>
    record(house.town.dario, ticketNumber, action, { data: { ...data }, ...(note && { note }) });

  test('a rule that asks for an answer gives the request to its person, and the filing keeps both rules', async () => {
    const { ticketNumber } = await file(house);
    expect((await stored(ticketNumber)).assigneeId).toBe(house.town.accountId('beatrice'));
    const [filing] = (await seen(ticketNumber)).steps;
    expect(filing?.data['office']).toMatchObject({ code: 'roads-works', rule: 'category-office' });
    expect(filing?.data['assignee']).toEqual({
      id: house.town.accountId('beatrice'),
      name: house.town.beatrice.name,
      rule: 'potholes: Regola potholes',
    });
    const sign = await file(house, { answers: { defect: 'sign' } });
    expect((await stored(sign.ticketNumber)).assigneeId).toBeNull();
  });

  test('whoever hears only the ends hears of filing and closing, and of nothing between', async () => {
    const { ticketNumber } = await file(house);
    const { id } = await stored(ticketNumber);
    const partnerId = house.town.partnerId('consiglio-collina');
    expect(await house.reads.of(Involvement).findOneByOrFail({ requestId: id })).toMatchObject({
      partnerId,
      rule: 'ends: Regola ends',
      hears: 'ends',
    });
    const { id: endpointId } = await house.reads.of(Endpoint).findOneByOrFail({ partnerId });
    const letters = () => house.reads.of(Delivery).countBy({ subject: id, endpointId });
    expect(await letters()).toBe(1);
    await act(ticketNumber, 'take-in-charge', {});
    await act(ticketNumber, 'write-citizen', {}, 'Ci stiamo lavorando da stamattina.');
    expect(await letters()).toBe(1);
  });

  test('a new category asks the rules again: office, person and partners follow; clock and history stay', async () => {
    const { ticketNumber } = await file(house);
    const before = await stored(ticketNumber);
    const to = { category: 'parks-green' };
    await act(ticketNumber, 'change-category', to, 'È un ramo, non una buca.');
    const after = await stored(ticketNumber);
    expect(after).toMatchObject({
      categoryId: house.town.categoryId('parks-green'),
      officeId: house.town.officeId('roads-works'),
      assigneeId: house.town.accountId('bruno'),
      dueAt: before.dueAt,
      stateCode: before.stateCode,
      filedAt: before.filedAt,
    });
    const { steps } = await seen(ticketNumber);
    expect(steps.at(-1)).toMatchObject({
      action: 'change-category',
      note: 'È un ramo, non una buca.',
      data: {
        office: { code: 'roads-works', rule: 'green-to-bruno: Regola green-to-bruno' },
        assignee: { rule: 'green-to-bruno: Regola green-to-bruno' },
      },
    });
  });

  test('whoever was only informed of the old category hears and sees no more from that step on; that it was stays known', async () => {
    const { ticketNumber } = await file(house, { answers: { defect: 'sign' } });
    const { id } = await stored(ticketNumber);
    const { town } = house;
    const councils = [town.partnerId('consiglio-collina'), town.partnerId('bonifica-valle')];
    const [staying, leaving] = councils as [string, string];
    await house.transactions.run((em) =>
      insertRows(em, Involvement, [
        { requestId: id, partnerId: leaving, role: 'informed', rule: 'signs: I cartelli', hears: null, since: house.clock.now(), endedSeq: null }, // prettier-ignore
      ]),
    );
    const letters = async () => house.reads.of(Delivery).find({ where: { subject: id, kind: 'step.recorded' } }); // prettier-ignore
    const before = (await letters()).length;
    await act(ticketNumber, 'change-category', { category: 'parks-green' }, 'È un ramo.');
    const endpoints = (await letters()).slice(before).map(({ endpointId }) => endpointId);
    const { id: gone } = await house.reads.of(Endpoint).findOneByOrFail({ partnerId: leaving });
    expect(endpoints).not.toContain(gone);
    const { steps, involved } = await seen(ticketNumber);
    const { seq, data } = steps.at(-1) ?? {};
    expect(data?.['released']).toMatchObject([{ code: 'bonifica-valle' }]);
    expect(involved).toMatchObject([{ endedSeq: null }, { rule: 'signs: I cartelli', endedSeq: seq }]); // prettier-ignore
    const rows = await house.reads.of(Involvement).findBy({ requestId: id });
    expect(rows.find(({ partnerId }) => partnerId === staying)?.endedSeq).toBeNull();
  });

  test('a new category that is struck through gives back category, office, person and who hears of it, but for what changed since', async () => {
    const { ticketNumber } = await file(house, { answers: { defect: 'pothole' } });
    const before = await stored(ticketNumber);
    const { town } = house;
    const partnerId = town.partnerId('bonifica-valle');
    await house.transactions.run((em) =>
      insertRows(em, Involvement, [
        { requestId: before.id, partnerId, role: 'informed', rule: 'potholes: Le buche', hears: null, since: house.clock.now(), endedSeq: null }, // prettier-ignore
      ]),
    );
    const { seq } = await act(ticketNumber, 'change-category', { category: 'street-lighting' }, 'È un lampione.'); // prettier-ignore
    const moved = await stored(ticketNumber);
    expect(moved.officeId).not.toBe(before.officeId);
    const strike = async (struck: number) => {
      const { version } = await stored(ticketNumber);
      const correction = { seq: struck, version, reason: 'Era proprio una buca.', treatment: 'keep' } as const; // prettier-ignore
      return done(await house.get(CorrectionDesk).correct(town.dario, ticketNumber, correction, newId())); // prettier-ignore
    };
    await strike(seq);
    const { categoryId, officeId, assigneeId } = before;
    expect(await stored(ticketNumber)).toMatchObject({ categoryId, officeId, assigneeId });
    const ofRequest = { requestId: before.id };
    expect(await house.reads.of(Involvement).findOneByOrFail({ ...ofRequest, partnerId })).toMatchObject({ endedSeq: null }); // prettier-ignore
    expect(await house.reads.of(RequestFacts).findOneByOrFail(ofRequest)).toMatchObject({ categoryId, officeId }); // prettier-ignore

    const again = await act(ticketNumber, 'change-category', { category: 'parks-green' }, 'È un ramo.'); // prettier-ignore
    await act(ticketNumber, 'assign-person', { person: town.accountId('beatrice') });
    await strike(again.seq);
    expect(await stored(ticketNumber)).toMatchObject({ categoryId, officeId, assigneeId: town.accountId('beatrice') }); // prettier-ignore
    expect((await house.get(Verifier).verify()).bad).toEqual([]);
  });

  test('the letter of a new category names the office that has it from now on', async () => {
    const { ticketNumber } = await file(house);
    const to = { category: 'waste-cleaning' };
    const { version } = await stored(ticketNumber);
    const command = { action: 'change-category', version, data: to, files: [], note: 'Sono rifiuti.' }; // prettier-ignore
    const shown = done(await house.get(StepPreview).preview(house.town.dario, ticketNumber, command)); // prettier-ignore
    expect(shown.change.becomes).toMatchObject({
      category: { code: 'waste-cleaning' },
      office: { code: 'environment' },
    });
  });

  test('handed over to another office it is nobody’s, unless a rule gives it to somebody of that office', async () => {
    const { town } = house;
    const { ticketNumber } = await file(house);
    await act(ticketNumber, 'change-office', { office: town.officeId('green') }, 'Competenza loro.'); // prettier-ignore
    expect((await stored(ticketNumber)).assigneeId).toBeNull();
    await act(ticketNumber, 'change-office', { office: town.officeId('roads-works') }, 'Competenza loro.'); // prettier-ignore
    expect((await stored(ticketNumber)).assigneeId).toBe(town.accountId('beatrice'));
    const { steps } = await seen(ticketNumber);
    expect(steps.at(-1)?.data['assignee']).toMatchObject({ rule: 'potholes: Regola potholes' });
  });

  test('a new category without a reason is refused', async () => {
    const { ticketNumber } = await file(house);
    const refusal = await house
      .get(StepDesk)
      .record(
        house.town.dario,
        ticketNumber,
        { action: 'change-category', version: 1, data: { category: 'parks-green' }, files: [] },
        newId(),
      );
    expect(refusal).toMatchObject({
      code: 'invalid',
      errors: [{ field: 'note', code: 'required' }],
    });
  });

  test('what goes straight to a company under its new category is sent on by the system, which names the rule', async () => {
    const { ticketNumber } = await file(house);
    const to = { category: 'water-flooding' };
    await act(ticketNumber, 'change-category', to, 'Perde acqua da un tombino.');
    const { tasks, steps, state } = await seen(ticketNumber);
    expect(tasks).toMatchObject([{ partnerId: house.town.partnerId('acque-costiere') }]);
    expect(state.code).toBe('with-contractor');
    expect(steps.at(-1)).toMatchObject({
      action: 'send-to-partner',
      actor: { kind: 'system', rule: expect.stringContaining('water-to-utility') },
    });
  });

  test('work that is under way is not sent anywhere by a new category: the office decides', async () => {
    const { ticketNumber } = await file(house);
    await act(ticketNumber, 'take-in-charge', {});
    await act(ticketNumber, 'change-category', { category: 'water-flooding' }, 'È una perdita.');
    const { tasks, state } = await seen(ticketNumber);
    expect(tasks).toEqual([]);
    expect(state.code).toBe('taken-in-charge');
  });
});
