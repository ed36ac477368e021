import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openChromium } from './chromium.js';
import { filePothole, followTicket, POTHOLE, type Receipt } from './filing.js';
import { theTown } from './town.js';
import { Visitor } from './visitor.js';

describe('with JavaScript off', () => {
  const visitors: Visitor[] = [];
  let chromium: Browser;
  let receipt: Receipt;
  let follower: Visitor;

  const newVisitor = async (): Promise<Visitor> => {
    const visitor = await Visitor.enter(chromium, theTown(), { isScripted: false });
    visitors.push(visitor);
    return visitor;
  };

  beforeAll(async () => {
    chromium = await openChromium();
  });
  afterAll(async () => {
    await chromium.close();
  });

  test('a citizen files a pothole to the confirmation', async () => {
    receipt = await filePothole(await newVisitor(), { email: 'piero.salvi@posta.example' });
    expect(receipt.ticketNumber).toMatch(/^\d{4}-\d{6}-[0-9A-Z]$/);
  });

  test('a form sent empty says at each field what is missing, and keeps what was typed', async () => {
    const hasty = await newVisitor();
    await hasty.open('/servizi/segnalazione-disservizio/nuova');
    await hasty.choose('Ho letto e compreso l’informativa sulla privacy');
    await hasty.press('Avanti');
    await hasty.fill({ Titolo: POTHOLE.title });
    await hasty.allowing(422, () => hasty.press('Avanti'));
    expect(await hasty.field('Titolo').inputValue()).toBe(POTHOLE.title);
    expect(await hasty.field('Dettagli').getAttribute('aria-invalid')).toBe('true');
    expect(await hasty.page.getByRole('main').getByRole('alert').count()).toBeGreaterThan(0);
  });

  test('follows it with number and password from another browser', async () => {
    follower = await newVisitor();
    await followTicket(follower, receipt);
    await follower.sees(POTHOLE.title);
    await follower.sees('Inviata');
  });

  test('adds a message, which becomes a step of the history', async () => {
    await follower.follow('Scrivere all’ufficio');
    await follower.fill({ Messaggio: 'La buca è davanti al cancello verde.' });
    await follower.press('Scrivere all’ufficio');
    await follower.sees('La buca è davanti al cancello verde.');
  });

  test('no page on the way had a fault', () => {
    expect(visitors.flatMap(({ faults }) => faults)).toEqual([]);
  });
});
