import { expect, test } from '@jest/globals';
import { nextFacts } from '../../../src/requests/facts/domain/next-facts.js';
import { ServiceRequest } from '../../../src/requests/service-request.entity.js';

const at = (day: number) => new Date(Date.UTC(2026, 9, day));

test('opened again, a request counts with the term that it has: its closing may have been kept with another one', () => {
  const common = { filedAt: at(1), dueAt: at(31), suspendedSince: null, suspendedUntil: null };
  const closed = Object.assign(new ServiceRequest(), { ...common, stateKind: 'closed', stateCode: 'end', closedAt: at(9) }); // prettier-ignore
  const open = Object.assign(new ServiceRequest(), { ...common, stateKind: 'open', stateCode: 'work', closedAt: null }); // prettier-ignore
  const step = { seq: 4, action: 'again', visibility: 'public', recordedAt: at(10), actorKind: 'office', actorRole: 'operator' } as const; // prettier-ignore
  const days = { workingSeconds: () => 0 };
  expect(nextFacts(closed, open, step, days)).toMatchObject({ dueAt: at(31) });
  expect(nextFacts(open, open, step, days)).toEqual({});
});
