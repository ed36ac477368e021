import { describe, expect, test } from '@jest/globals';
import { checkOccurrence } from '../../../src/requests/steps/domain/occurrence.js';
import { answerTask, type TaskAnswer } from '../../../src/requests/tasks/domain/answer.js';
import { Task } from '../../../src/requests/tasks/task.entity.js';

const filedAt = new Date('2026-10-05T08:10:42Z');
const now = new Date('2026-10-05T08:11:30Z');
const theMinute = new Date('2026-10-05T08:10:00Z');
const minuteBefore = new Date('2026-10-05T08:09:00Z');

describe('what is told by the minute', () => {
  const task = Object.assign(new Task(), { kind: 'work', state: 'accepted', version: 2 });
  const complete = (performedAt: Date): TaskAnswer => ({
    ...{ action: 'complete', version: 2, performedAt },
  });

  test('in the minute of the filing happened right after it', () => {
    expect(checkOccurrence(theMinute, { filedAt, now })).toEqual(filedAt);
    expect(answerTask(task, complete(theMinute), { filedAt, now })).toMatchObject({
      ...{ state: 'done', performedAt: filedAt },
    });
  });

  test('a minute earlier it came before the filing, and is refused', () => {
    expect(checkOccurrence(minuteBefore, { filedAt, now })).toMatchObject({
      errors: [{ field: 'occurredAt', code: 'occurred-before-filing' }],
    });
    expect(answerTask(task, complete(minuteBefore), { filedAt, now })).toMatchObject({
      errors: [{ field: 'performedAt', code: 'occurred-before-filing' }],
    });
  });

  test('later it stands as it was told', () => {
    const later = new Date('2026-10-05T08:11:00Z');
    expect(checkOccurrence(later, { filedAt, now })).toEqual(later);
    expect(answerTask(task, complete(later), { filedAt, now })).toMatchObject({
      performedAt: later,
    });
  });
});
