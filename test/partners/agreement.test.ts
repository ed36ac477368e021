import { describe, expect, test } from '@jest/globals';
import { type Agreement, isInForce, opensContacts } from '../../src/access/agreement.js';
import { endsSoon } from '../../src/partners/domain/agreement.js';

const until = '2026-12-31';

describe('an agreement with a partner', () => {
  test('holds to the end of its last day, and without one for ever', () => {
    expect(isInForce({ seesContacts: false, until }, '2026-12-31')).toBe(true);
    expect(isInForce({ seesContacts: false, until }, '2027-01-01')).toBe(false);
    expect(isInForce({ seesContacts: false }, '2099-01-01')).toBe(true);
  });

  test('opens contacts only where it says so, and only while it holds', () => {
    const firm = (agreement: Agreement) => ({ kind: 'contractor', agreement });
    expect(opensContacts(firm({ seesContacts: true, until }), '2026-12-31')).toBe(true);
    expect(opensContacts(firm({ seesContacts: true, until }), '2027-01-01')).toBe(false);
    expect(opensContacts(firm({ seesContacts: false }), '2026-01-01')).toBe(false);
  });

  test('opens no contacts to a district council, whatever it says', () => {
    const council = { kind: 'district-council', agreement: { seesContacts: true } };
    expect(opensContacts(council, '2026-12-31')).toBe(false);
  });

  test('is to be told of from 30 days before its end', () => {
    expect(endsSoon({ seesContacts: false, until }, '2026-11-30')).toBe(false);
    expect(endsSoon({ seesContacts: false, until }, '2026-12-01')).toBe(true);
    expect(endsSoon({ seesContacts: false }, '2026-12-01')).toBe(false);
  });
});
