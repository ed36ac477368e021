/**
 * Thousands of random commands of random people through the pure engine, as the write path would apply them. The model beside it knows
 * only the table and remembers what happened; the engine must never disagree with it.
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isRefusal } from '../../src/shared/refusal.js';
import { decide } from '../../src/workflow/domain/decide.js';
import type { Decision, RequestSnapshot } from '../../src/workflow/domain/decision.js';
import { nextActions } from '../../src/workflow/domain/next-actions.js';
import { after, answers, fault, now, people, type Person, request, settings } from './bench.js';
import { CLOSED, RULES, WAITING } from './fault-table.js';

const DAY_MS = 86_400_000;
const everybody = Object.keys(people) as Person[];

const move = fc.record({
  action: fc.constantFrom(...Object.keys(RULES)),
  /** Mostly somebody who may, so that the walk gets far. */
  who: fc.oneof(
    { weight: 4, arbitrary: fc.nat() },
    { weight: 1, arbitrary: fc.constantFrom(...everybody) },
  ),
  version: fc.oneof(
    { weight: 8, arbitrary: fc.constant('right' as const) },
    { weight: 1, arbitrary: fc.constantFrom('old' as const, 'none' as const) },
  ),
  answered: fc.oneof(
    { weight: 8, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
  daysLater: fc.constantFrom(0, 0, 1, 20),
  /** A partner answers its open tasks between the steps. */
  tasksEnd: fc.constantFrom(null, null, null, 'done', 'done', 'declined'),
  /** Take one of the possible actions instead of a random one, and rather one that brings the work on, so that walks reach the end. */
  pick: fc.option(fc.noBias(fc.nat({ max: 9_999 })), { freq: 3 }),
  onwards: fc.boolean(),
});

interface Memory {
  readonly beforeWait: string | null;
  readonly authorised: boolean;
}

function personOf(who: number | Person, action: string): Person {
  const able = RULES[action]!.by;
  return typeof who === 'string' ? who : able[who % able.length]!;
}

function checkGuards(from: RequestSnapshot, decision: Decision, memory: Memory, at: Date): void {
  const action = decision.action.code;
  const open = from.tasks.filter((task) => task.isOpen).map((task) => task.kind);
  if (['close', 'close-without-work'].includes(action)) expect(open).toEqual([]);
  if (['contractor-done', 'contractor-partly-done', 'contractor-declined'].includes(action))
    expect(open).not.toContain('work'); // what another office was asked meanwhile holds nothing up
  const work = from.tasks.filter(({ kind }) => kind === 'work');
  const declined = work.filter(({ state }) => state === 'declined');
  if (action === 'contractor-done')
    for (const { settledAt } of declined)
      expect(work.some(({ offeredAt }) => Number(offeredAt) > Number(settledAt))).toBe(true);
  if (['assign-contractor', 'assign-partner', 'send-to-partner'].includes(action))
    expect(!from.needsAuthorisation || memory.authorised).toBe(true);
  if (['reopen-by-citizen', 'record-reopening'].includes(action))
    expect(at.getTime() - from.closedAt!.getTime()).toBeLessThan(31 * DAY_MS);
}

function checkMove(from: RequestSnapshot, decision: Decision, memory: Memory): void {
  const rule = RULES[decision.action.code]!;
  expect(rule.from).toContain(from.stateCode);
  if (rule.to === null) expect(decision.to).toBe(from.stateCode);
  else if (WAITING.includes(from.stateCode) && decision.action.to === '@previous')
    expect(decision.to).toBe(memory.beforeWait);
  else expect(decision.to).toBe(rule.to);
  if (CLOSED.includes(from.stateCode) && decision.to !== from.stateCode)
    expect(decision.to).toBe('reopened');
}

function remember(memory: Memory, from: RequestSnapshot, decision: Decision): Memory {
  const startsWait = WAITING.includes(decision.to) && !WAITING.includes(from.stateCode);
  const reopens = decision.to === 'reopened' && from.stateCode !== 'reopened';
  const authorises = decision.action.code === 'authorise';
  return {
    beforeWait: startsWait ? from.stateCode : memory.beforeWait,
    authorised: !reopens && (memory.authorised || authorises),
  };
}

describe('the default iter under random commands', () => {
  test('takes no step outside the definition, and no guard is ever bypassed', () => {
    const seen = { decided: 0, states: new Set<string>(), actions: new Set<string>() };
    const walk = (needsAuthorisation: boolean, moves: readonly MoveOf<typeof move>[]) => {
      let current = request('received', { needsAuthorisation });
      let memory: Memory = { beforeWait: null, authorised: false };
      let at = now;
      for (const step of moves) {
        at = new Date(at.getTime() + step.daysLater * DAY_MS);
        const ended = { state: step.tasksEnd ?? '', isOpen: false, settledAt: at };
        if (step.tasksEnd)
          current = {
            ...current,
            tasks: current.tasks.map((t) => (t.isOpen ? { ...t, ...ended } : t)),
          };
        const { action, who } = chosen(step, current, at);
        const performer = people[who];
        const version = { right: current.version, old: current.version - 1, none: undefined };
        const command = {
          action,
          ...(step.answered ? answers[action] : {}),
          data: (step.answered && answers[action]?.data) || {},
          version: version[step.version],
        };
        const possible = nextActions(fault, current, performer, settings, at);
        const result = decide(fault, current, command, { performer, settings, now: at });
        if (isRefusal(result)) {
          const isPossible = possible.some((one) => one.code === action);
          expect(isPossible).toBe(
            result.code === 'invalid' || (result.code === 'stale-version' && isPossible),
          );
          continue;
        }
        expect(RULES[action]!.by).toContain(who);
        expect(possible).toContain(result.action);
        expect(command.version).not.toBe(current.version - 1);
        if (result.moves && who !== 'system') expect(command.version).toBe(current.version);
        checkMove(current, result, memory);
        checkGuards(current, result, memory, at);
        if (current.suspensionUsed)
          expect(result.effects.map((effect) => effect.kind)).not.toContain('stop-clock');
        memory = remember(memory, current, result);
        current = after(current, result, performer, at);
        seen.decided += 1;
        seen.states.add(current.stateCode);
        seen.actions.add(action);
      }
    };
    fc.assert(fc.property(fc.boolean(), fc.array(move, { minLength: 20, maxLength: 60 }), walk), {
      numRuns: 300,
      seed: 20261121,
    });
    expect(seen.decided).toBeGreaterThan(3_000);
    expect([...seen.states].sort()).toEqual(fault.states.map((state) => state.code).sort());
    expect([...seen.actions].sort()).toEqual(Object.keys(RULES).sort());
  });
});

type MoveOf<T> = T extends fc.Arbitrary<infer M> ? M : never;

const ONWARDS = [
  'take-in-charge',
  'authorise',
  'assign-own-team',
  'assign-contractor',
  'record-work-done',
  'verify',
  'close',
];

function chosen(step: MoveOf<typeof move>, current: RequestSnapshot, at: Date) {
  const { pick } = step;
  if (pick === null) return { action: step.action, who: personOf(step.who, step.action) };
  const possible = everybody.flatMap((who) =>
    nextActions(fault, current, people[who], settings, at)
      .filter((action) => action.to !== '@same')
      .map((action) => ({ action: action.code, who })),
  );
  const onwards = possible.filter(({ action }) => ONWARDS.includes(action));
  const list = step.onwards && onwards.length > 0 ? onwards : possible;
  return list[pick % list.length]!;
}
