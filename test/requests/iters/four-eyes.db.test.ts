import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { StepCommand } from '../../../src/requests/steps/step-command.js';
import { isRefusal } from '../../../src/shared/refusal.js';
import { refusalSentence } from '../../../src/web/answer.js';
import { Languages } from '../../../src/web/languages.js';
import { Workflows } from '../../../src/workflow/workflow.service.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { recorderOf, type Words } from '../../support/steps.js';

type Person = 'bruno' | 'beatrice' | 'carla';

describe('nobody checks their own work, whoever typed it', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const steps = recorderOf(() => house);
  const attempt = (who: Person, ticketNumber: string, action: string, words: Words = {}) =>
    steps.attempt(house.town[who], ticketNumber, action, words);
  const work = { work: 'Panchina raddrizzata e fissata di nuovo.' };
  const worked = async (performedBy?: StepCommand['performedBy']) => {
    const filing = { category: 'street-furniture', answers: { object: 'bench' } };
    const { ticketNumber } = await file(house, filing);
    done(await attempt('bruno', ticketNumber, 'take-in-charge'));
    const findings = { findings: 'La panchina è staccata dal suolo.' };
    done(await attempt('bruno', ticketNumber, 'record-inspection', { data: findings }));
    done(await attempt('bruno', ticketNumber, 'assign-own-team'));
    const typed = { data: work, ...(performedBy && { performedBy }) };
    done(await attempt('bruno', ticketNumber, 'record-work-done', typed));
    return ticketNumber;
  };
  const refused = async (...given: Parameters<typeof attempt>) => {
    const answer = await attempt(...given);
    if (!isRefusal(answer)) return null;
    return answer.errors[0] ?? refusalSentence(answer, 'it', house.get(Languages));
  };

  test('whoever did the work by name may not check it, nor may who typed it; a third person may', async () => {
    const { beatrice, bruno } = house.town;
    const typed = beatrice.name.toUpperCase().split(' ').reverse().join(' ');
    const ticket = await worked({ name: typed });
    const sentence =
      'Questa operazione spetta a una persona diversa: «Lavoro eseguito» è stato fatto da';
    expect(await refused('beatrice', ticket, 'verify')).toBe(
      `${sentence} ${typed} e registrato da ${bruno.name}.`,
    );
    expect(await refused('bruno', ticket, 'verify')).toContain(sentence);
    expect(await refused('carla', ticket, 'verify')).toBeNull();
  });

  test('an action that also reopens forgets nothing where the request was open', async () => {
    const { transactions, clock } = house;
    const workflows = house.get(Workflows);
    const { document } = await workflows.current('maintenance');
    const again = document.actions.find(({ code }) => code === 'reopen')!;
    const look = { ...again, code: 'look-again', from: ['work-done', 'closed'], to: 'work-done' };
    const changed = { ...document, actions: [...document.actions, { ...look, note: 'none' as const }] }; // prettier-ignore
    await transactions.run(async (em) => done(await workflows.publish(em, changed, 'Ivo Campi', clock.now()))); // prettier-ignore
    const ticket = await worked();
    done(await attempt('carla', ticket, 'look-again'));
    expect(await refused('bruno', ticket, 'verify')).toContain('spetta a una persona diversa');
  });

  test('without a name it was whoever typed it, and the sentence says who', async () => {
    const ticket = await worked();
    expect(await refused('bruno', ticket, 'verify')).toBe(
      `Questa operazione spetta a una persona diversa: «Lavoro eseguito» è stato registrato da ${house.town.bruno.name}.`,
    );
    expect(await refused('beatrice', ticket, 'verify')).toBeNull();
  });

  test('nor is the check of whoever did the work recorded by somebody else', async () => {
    const ticket = await worked();
    const performedBy = { name: house.town.bruno.name };
    expect(await refused('carla', ticket, 'verify', { performedBy })).toMatchObject({
      field: 'performedBy.name',
      code: 'four-eyes-performer',
    });
    const firm = { name: 'Guido Rossi', firm: 'Collaudi srl' };
    expect(await refused('carla', ticket, 'verify', { performedBy: firm })).toBeNull();
  });
});
