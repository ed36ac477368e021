import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CitizenViewer } from '../../src/access/viewer.js';
import { Notice } from '../../src/notices/notice.entity.js';
import type { StoredFile } from '../../src/requests/attachments/stored-file.js';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { TicketAccess } from '../../src/requests/contacts/ticket-access.service.js';
import { CorrectionDesk } from '../../src/requests/corrections/correction-desk.service.js';
import { Linked } from '../../src/requests/linking/linked.service.js';
import { SplitDesk } from '../../src/requests/linking/split-desk.service.js';
import { StepDesk } from '../../src/requests/steps/step-desk.service.js';
import { Verifier } from '../../src/requests/verifying/verifier.service.js';
import { newId } from '../../src/shared/ids.js';
import { isRefusal } from '../../src/shared/refusal.js';
import { annasFiling, done, file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';
import { recorderOf, type Words } from '../support/steps.js';

const words = 'È stato verificato sul posto, ed è la stessa buca che era già stata segnalata.';

describe('requests that belong together', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const steps = recorderOf(() => house);
  const { request: row, view } = steps;
  const attempt = (ticketNumber: string, action: string, data: Record<string, unknown> = {}) =>
    steps.attempt(house.town.carla, ticketNumber, action, {
      data,
      ...(action === 'reopen' ? { note: words } : {}),
    });
  const taken = async () => {
    const { ticketNumber } = await file(house);
    done(await attempt(ticketNumber, 'take-in-charge'));
    return ticketNumber;
  };
  const join = (ticketNumber: string, duplicateOf: string) =>
    attempt(ticketNumber, 'close-without-work', {
      outcome: 'duplicate',
      duplicateOf,
      whatWasDone: words,
      doneBy: 'Ufficio strade',
      citizenCan: words,
    });
  const close = (ticketNumber: string) =>
    attempt(ticketNumber, 'close-without-work', {
      outcome: 'answered',
      whatWasDone: 'La buca è stata chiusa con asfalto a caldo dalla squadra comunale.',
      doneBy: 'Ufficio strade',
      citizenCan: words,
    });
  const actions = async (ticketNumber: string) =>
    (await view(house.town.carla, ticketNumber)).steps.map(({ action }) => action);
  const mailsTo = async (ticketNumber: string, kind: string) =>
    house.reads.of(Delivery).countBy({ subject: (await row(ticketNumber)).id, kind });

  describe('already reported', () => {
    test('joining makes a step on both, and offices find the words of the one at the other', async () => {
      const [first, second] = [await taken(), await taken()];
      expect(done(await join(second, first)).state).toBe('closed');
      expect((await actions(first)).at(-1)).toBe('duplicate-joined');
      const { id } = await row(first);
      expect(await house.get(Linked).joinedTo(id, 'it')).toMatchObject([
        { ticketNumber: second, description: expect.stringContaining('mezzo metro') },
      ]);
    });

    test('what the person may not see is a number that does not exist, and itself is told so', async () => {
      const [own, lost] = [await taken(), '2026-999999-0'];
      const hedge = { category: 'waste-cleaning', answers: { kind: 'dumped' }, title: 'Sacchi' };
      const foreign = (await file(house, hedge)).ticketNumber;
      const errorOf = async (number: string) => {
        const answer = await join(own, number);
        return isRefusal(answer) ? answer.errors : null;
      };
      const unknown = [{ field: 'data.duplicateOf', code: 'ticket-unknown' }];
      expect(await errorOf(foreign)).toEqual(unknown);
      expect(await errorOf(lost)).toEqual(unknown);
      expect(await actions(own)).not.toContain('duplicate-joined');
      expect(await errorOf(own)).toEqual([{ field: 'data.duplicateOf', code: 'ticket-itself' }]);
    });

    test('who filed the duplicate hears of the end of the other, once, also by a chain', async () => {
      const [first, second, third] = [await taken(), await taken(), await taken()];
      done(await join(third, second));
      done(await join(second, first));
      done(await close(first));
      for (const duplicate of [second, third]) {
        expect((await actions(duplicate)).at(-1)).toBe('duplicate-outcome');
        expect(await mailsTo(duplicate, 'followed')).toBe(1);
      }
      const { steps } = await view(house.town.carla, third);
      expect(steps.at(-1)?.letter?.text).toContain('asfalto a caldo');
      expect(steps.at(-1)?.letter?.subject).toContain(first);
    });

    test('they read how the other stands, and nothing that its citizen wrote', async () => {
      const first = (await file(house, { title: 'Nome di Anna nel titolo' })).ticketNumber;
      done(await attempt(first, 'take-in-charge'));
      const { id, ticketNumber } = await row(first);
      const holder: CitizenViewer = { kind: 'citizen', requestId: id, ticketNumber };
      const message = { action: 'message', note: 'Il mio numero è 555 701.', data: {}, files: [] };
      done(await house.get(StepDesk).record(holder, first, message, newId()));
      const second = await taken();
      done(await join(second, first));
      const survivor = await house.get(Linked).survivor(await row(second), 'it');
      expect(survivor).toMatchObject({ ticketNumber: first, state: 'Presa in carico' });
      expect(survivor?.steps.map(({ label }) => label)).toContain('Presa in carico dall’ufficio');
      expect(JSON.stringify(survivor)).not.toMatch(/Anna|Ferrini|555 701|mezzo metro/);
    });

    describe('goes on being written on', () => {
      const told = 'La buca si è allargata, mi chiami al 555 709.';
      const write = async (ticketNumber: string, more: Words = {}) => {
        const { id } = await row(ticketNumber);
        const holder: CitizenViewer = { kind: 'citizen', requestId: id, ticketNumber };
        return steps.attempt(holder, ticketNumber, 'message', { note: told, ...more });
      };
      const asHolder = async (ticketNumber: string) => {
        const { id } = await row(ticketNumber);
        return view({ kind: 'citizen', requestId: id, ticketNumber }, ticketNumber);
      };
      const photo: StoredFile = {
        ...{ kind: 'photo', storedAs: 'aa/bb.jpg', digest: 'f'.repeat(64) },
        ...{ mediaType: 'image/jpeg', sizeBytes: 1_000, originalName: 'buca.jpg' },
      };
      const ofBerta = {
        contacts: { ...annasFiling().contacts, firstName: 'Berta', lastName: 'Lodi' },
      };
      const pair = async () => {
        const first = await taken();
        const { ticketNumber: second } = await file(house, ofBerta);
        done(await attempt(second, 'take-in-charge'));
        done(await join(second, first));
        return { first, second };
      };

      test('words and photos become a step of who wrote on the surviving one, under their own name, and its office is told', async () => {
        const { first, second } = await pair();
        done(await write(second, { files: [photo] }));
        const step = (await view(house.town.carla, first)).steps.at(-1);
        expect(step).toMatchObject({
          action: 'message-of-joined',
          note: told,
          actor: { kind: 'citizen', name: 'Berta Lodi' },
          data: { duplicate: { number: second } },
          attachments: [{ kind: 'photo' }],
        });
        const { id } = await row(first);
        const notices = house.reads.of(Notice);
        expect(await notices.countBy({ requestId: id, kind: 'citizen-wrote' })).toBe(1);
        expect((await asHolder(second)).steps.at(-1)).toMatchObject({ note: told });
      });

      test('neither citizen reads anything of the other', async () => {
        const { first, second } = await pair();
        done(await write(second, { files: [photo] }));
        expect(JSON.stringify(await asHolder(first))).not.toMatch(/Berta|Lodi|555 709|buca\.jpg/);
        expect(JSON.stringify(await asHolder(second))).not.toMatch(/Anna|Ferrini/);
        const survivor = await house.get(Linked).survivor(await row(second), 'it');
        expect(JSON.stringify(survivor)).not.toMatch(/Berta|Lodi|555 709/);
      });

      test('by a chain too it comes to the end of it, once', async () => {
        const { first, second } = await pair();
        const third = await taken();
        done(await join(third, second));
        done(await write(third));
        expect((await actions(first)).at(-1)).toBe('message-of-joined');
        expect(await actions(second)).not.toContain('message-of-joined');
      });

      test('what the surviving one takes no longer, or what is empty, is refused', async () => {
        const { first, second } = await pair();
        expect(await write(second, { note: '' })).toMatchObject({ code: 'invalid' });
        expect((await asHolder(second)).actions.map(({ code }) => code)).toContain('message');
        done(await close(first));
        expect((await asHolder(second)).actions.map(({ code }) => code)).not.toContain('message');
        expect(await write(second)).toMatchObject({ code: 'not-possible-now', reason: 'state' });
      });
    });

    test('no circle: neither by one’s own number, nor directly, nor by a third', async () => {
      const [first, second, third] = [await taken(), await taken(), await taken()];
      expect(await join(first, first)).toMatchObject({ code: 'invalid' });
      done(await join(second, first));
      const circle = { errors: [{ field: 'data.duplicateOf', code: 'ticket-circle' }] };
      expect(await join(first, second)).toMatchObject(circle);
      done(await join(third, second));
      expect(await join(first, third)).toMatchObject(circle);
    });

    test('of two that are joined to each other at once one wins', async () => {
      const [first, second] = [await taken(), await taken()];
      const answers = await Promise.all([join(first, second), join(second, first)]);
      expect(answers.filter((one) => !isRefusal(one))).toHaveLength(1);
      expect(answers.filter(isRefusal)[0]?.errors).toMatchObject([{ code: 'ticket-circle' }]);
    });

    test('a correction parts them again, with a step on both, and later ends are not told', async () => {
      const [first, second] = [await taken(), await taken()];
      const { seq } = done(await join(second, first));
      const { version } = await row(second);
      const correction = { seq, version, reason: 'È un’altra buca.', treatment: 'keep' } as const;
      done(await house.get(CorrectionDesk).correct(house.town.carla, second, correction, newId()));
      expect(await row(second)).toMatchObject({
        stateCode: 'taken-in-charge',
        duplicateOfId: null,
      });
      expect((await actions(first)).at(-1)).toBe('duplicate-left');
      done(await close(first));
      expect(await mailsTo(second, 'followed')).toBe(0);
    });

    test('reopening the duplicate parts them too', async () => {
      const [first, second] = [await taken(), await taken()];
      done(await join(second, first));
      done(await attempt(second, 'reopen'));
      expect((await actions(first)).at(-1)).toBe('duplicate-left');
    });
  });

  describe('a report that is several', () => {
    const part = {
      category: 'street-lighting',
      title: 'Lampione spento',
      description: 'Il lampione.',
      answers: { 'live-cable': 'no' },
    };
    const split = async (ticketNumber: string, parentWaits = true, key = newId()) => {
      const { version } = await row(ticketNumber);
      const given = { ...part, version, parentWaits, attachmentIds: [] };
      return house.get(SplitDesk).split(house.town.bruno, ticketNumber, given, key);
    };

    test('the part has its own number, category and term, a step on both says so, and the citizen is told once', async () => {
      const first = await taken();
      const { part: number } = done(await split(first));
      const made = await row(number);
      expect(made.categoryId).toBe(house.town.categoryId('street-lighting'));
      expect(made.address).toBe('Via delle Reti 12');
      expect((await actions(first)).at(-1)).toBe('split');
      const steps = (await view(house.town.dario, number)).steps;
      expect(steps[0]?.data['splitFrom']).toEqual({ number: first });
      expect(await mailsTo(first, 'split')).toBe(1);
      expect(await mailsTo(number, 'received')).toBe(0);
      expect(await house.get(Linked).partsOf((await row(first)).id, 'it')).toMatchObject([
        { ticketNumber: number, waits: true },
      ]);
    });

    test('the part is asked what its own type asks: what is compulsory, and what stops a filing', async () => {
      const first = await taken();
      const { version } = await row(first);
      const desk = house.get(SplitDesk);
      const given = { ...part, version, parentWaits: false, attachmentIds: [] };
      const answer = (more: object) =>
        desk.split(house.town.bruno, first, { ...given, ...more }, newId());
      expect(await answer({ answers: {} })).toMatchObject({
        errors: [{ field: 'answers.live-cable', code: 'required' }],
      });
      expect(await answer({ answers: { 'live-cable': 'yes' } })).toMatchObject({ code: 'stopped' });
      expect((await row(first)).version).toBe(version);
      const made = done(await answer({}));
      const { answers } = await view(house.town.dario, made.part);
      expect(answers).toMatchObject([{ valueLabel: expect.any(String) }]);
    });

    test('a file that is not the request’s is a fault at its field', async () => {
      const first = await taken();
      const { version } = await row(first);
      const given = { ...part, version, parentWaits: false, attachmentIds: [newId()] };
      const answer = await house.get(SplitDesk).split(house.town.bruno, first, given, newId());
      expect(answer).toMatchObject({ errors: [{ field: 'files', code: 'file-of-another' }] });
    });

    test('one password opens both, and a proof of the first opens the part', async () => {
      const { ticketNumber, password } = await file(house);
      const { part: number } = done(await split(ticketNumber));
      const access = house.get(TicketAccess);
      const proved = await access.byPassword(number, password);
      expect(proved?.ticketNumber).toBe(number);
      const { id: requestId, passwordFingerprint } = await row(ticketNumber);
      const proof = [{ requestId, fingerprint: passwordFingerprint ?? '' }];
      expect((await access.partByProof(number, proof))?.ticketNumber).toBe(number);
      const other = (await file(house)).ticketNumber;
      expect(await access.partByProof(other, proof)).toBeNull();
    });

    test('a first that waits is closed only after its parts; one that does not, at once', async () => {
      const [waiting, free] = [await taken(), await taken()];
      done(await split(waiting));
      done(await split(free, false));
      expect(await close(waiting)).toMatchObject({ reason: 'children-open' });
      expect(done(await close(free)).state).toBe('closed');
    });

    test('the same command twice makes one part, two at once make one, a closed one is not split', async () => {
      const first = await taken();
      const { version } = await row(first);
      const given = { ...part, version, parentWaits: false, attachmentIds: [] };
      const key = newId();
      const desk = house.get(SplitDesk);
      const once = done(await desk.split(house.town.bruno, first, given, key));
      expect(await desk.split(house.town.bruno, first, given, key)).toEqual(once);
      const now = { ...given, version: (await row(first)).version };
      const both = await Promise.all(
        [newId(), newId()].map((one) => desk.split(house.town.bruno, first, now, one)),
      );
      expect(both.filter(isRefusal)).toMatchObject([{ code: 'stale-version' }]);
      done(await close(first));
      expect(await split(first)).toMatchObject({ code: 'not-possible-now' });
      expect(await desk.split(house.town.elena, first, now, newId())).toMatchObject({
        code: 'not-allowed',
      });
    });
  });

  test('and every chain is sound', async () => {
    expect((await house.get(Verifier).verify()).bad).toEqual([]);
  });
});
