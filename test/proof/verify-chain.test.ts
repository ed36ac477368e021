import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hashedStep, hashStep } from '../../src/proof/domain/step-hash.js';
import {
  type ChainedStep,
  type StoredValue,
  verifyChain,
} from '../../src/proof/domain/verify-chain.js';
import { chainOf } from './chains.js';

const valuesOfStep = fc.dictionary(
  fc.oneof(fc.constantFrom('actor.name', 'note', 'constructor', '__proto__'), fc.string()),
  fc.jsonValue(),
  { maxKeys: 4 },
);
const chain = (minLength: number) =>
  fc.array(valuesOfStep, { minLength, maxLength: 6 }).map((values) => chainOf(values));
/** A chain and the index of one of its steps. */
const chainAndPlace = (minLength: number) =>
  chain(minLength).chain((built) =>
    fc.tuple(fc.constant(built), fc.nat({ max: built.steps.length - 1 })),
  );

const FIELDS = Object.keys(chainOf([{ note: 'x' }]).steps[0]!) as (keyof ChainedStep)[];

describe('a chain of steps', () => {
  test('is sound as written, also with no steps at all', () => {
    expect(verifyChain([], [])).toBeNull();
    fc.assert(
      fc.property(chain(1), ({ steps, values }) => {
        expect(verifyChain(steps, values)).toBeNull();
      }),
    );
  });

  test('stays sound whichever values are erased, emptied or taken away', () => {
    fc.assert(
      fc.property(
        chain(1),
        fc.infiniteStream(fc.constantFrom('keep', 'erase', 'drop')),
        (c, fates) => {
          const left = c.values.flatMap((value) => {
            const fate = fates.next().value;
            if (fate === 'drop') return [];
            return [fate === 'erase' ? { ...value, value: null, salt: null } : value];
          });
          expect(verifyChain(c.steps, left)).toBeNull();
        },
      ),
    );
  });

  test.each(FIELDS)('a change of %s is found at its step', (field) => {
    fc.assert(
      fc.property(chainAndPlace(1), fc.string(), ([{ steps, values }, at], junk) => {
        const changed = { ...steps[at], [field]: different(steps[at]![field], junk) };
        const finding = verifyChain(steps.with(at, changed as ChainedStep), values);
        expect(finding?.seq).toBe(at + 1);
      }),
    );
  });

  test('a commitment that was changed, added or taken away is found', () => {
    fc.assert(
      fc.property(chainAndPlace(1), fc.constantFrom('change', 'add', 'remove'), ([c, at], how) => {
        const step = c.steps[at]!;
        const names = Object.keys(step.commitments);
        fc.pre(how === 'add' || names.length > 0);
        const entries = Object.entries(step.commitments);
        const next =
          how === 'add'
            ? [...entries, ['added by somebody', 'f'.repeat(64)]]
            : how === 'remove'
              ? entries.slice(1)
              : entries.map(([name, text], i) => [name, i === 0 ? `0${text}`.slice(0, 64) : text]);
        const commitments = Object.fromEntries(next) as Record<string, string>;
        fc.pre(JSON.stringify(commitments) !== JSON.stringify(step.commitments));
        expect(verifyChain(c.steps.with(at, { ...step, commitments }), c.values)?.seq).toBe(at + 1);
      }),
    );
  });

  test('a changed, half erased or foreign value is found at its step', () => {
    fc.assert(
      fc.property(
        chain(1).filter(({ values }) => values.length > 0),
        fc.nat(),
        fc.constantFrom<(value: StoredValue) => StoredValue>(
          (value) => ({ ...value, value: JSON.stringify([value.value]) }),
          (value) => ({ ...value, value: null }),
          (value) => ({ ...value, value: 'no json' }),
          (value) => ({ ...value, salt: null }),
          (value) => ({
            ...value,
            salt: `${value.salt?.startsWith('A') ? 'B' : 'A'}${value.salt?.slice(1)}`,
          }),
          (value) => ({ ...value, salt: `${value.salt}=` }),
          (value) => ({ ...value, name: `${value.name}'` }),
        ),
        ({ steps, values }, place, change) => {
          const at = place % values.length;
          const changed = change(values[at]!);
          expect(verifyChain(steps, values.with(at, changed))?.seq).toBe(changed.seq);
        },
      ),
    );
  });

  test('two values that changed places are found', () => {
    const { steps, values } = chainOf([{ note: 'a', detail: 'b' }]);
    const [a, b] = values as [StoredValue, StoredValue];
    const swapped = [
      { ...a, value: b.value, salt: b.salt },
      { ...b, value: a.value, salt: a.salt },
    ];
    expect(verifyChain(steps, swapped)).toEqual({ seq: 1, fault: 'value' });
  });

  test('a value that belongs to no step is found', () => {
    const { steps, values } = chainOf([{ note: 'a' }]);
    const stray = { ...values[0]!, seq: 2 };
    expect(verifyChain(steps, [...values, stray])).toEqual({ seq: 2, fault: 'value-uncommitted' });
  });

  test('a step taken out before the tail is found at its number', () => {
    fc.assert(
      fc.property(chainAndPlace(2), ([{ steps, values }, at]) => {
        fc.pre(at < steps.length - 1);
        expect(verifyChain(steps.toSpliced(at, 1), values)).toEqual({
          seq: at + 1,
          fault: 'sequence',
        });
      }),
    );
  });

  test('also with the numbers closed up and each hash but the links made again', () => {
    const { steps } = chainOf([{}, {}, {}, {}]);
    const renumbered = steps.toSpliced(1, 1).map((step, index) => {
      const fields = { ...step, seq: index + 1 };
      return { ...fields, hash: hashStep(fields) };
    });
    expect(verifyChain(renumbered, [])).toEqual({ seq: 2, fault: 'link' });
  });

  test('a step put in, one of its own or one of another request, is found where it stands', () => {
    fc.assert(
      fc.property(chainAndPlace(1), fc.nat(), fc.boolean(), ([c, at], from, foreign) => {
        const source = foreign ? chainOf(c.steps.map(() => ({}))).steps : c.steps;
        const step = source[from % source.length]!;
        fc.pre(!(foreign && at === 0 && from % source.length === 0)); // then the next one is the bad one: below
        const finding = verifyChain(c.steps.toSpliced(at, 0, step), []);
        const itself = !foreign && from % source.length === at; // the twin after it is the bad one
        expect(finding?.seq).toBe(itself ? at + 2 : at + 1);
      }),
    );
  });

  test('a foreign first step makes the one after it bad', () => {
    const [own, foreign] = [chainOf([{}, {}]), chainOf([{}])];
    expect(verifyChain([...foreign.steps, ...own.steps], [])?.seq).toBe(2);
    expect(verifyChain([...foreign.steps, ...own.steps.slice(1)], [])).toEqual({
      seq: 2,
      fault: 'request',
    });
  });

  test('two steps that changed places are found at the first of them', () => {
    fc.assert(
      fc.property(chainAndPlace(2), fc.nat(), ([{ steps, values }, a], place) => {
        const b = place % steps.length;
        fc.pre(a !== b);
        const swapped = steps.with(a, steps[b]!).with(b, steps[a]!);
        expect(verifyChain(swapped, values)).toEqual({
          seq: Math.min(a, b) + 1,
          fault: 'sequence',
        });
      }),
    );
  });

  test('the first of several bad steps is named', () => {
    const { steps } = chainOf([{}, {}, {}, {}]);
    const broken = steps.map((step, i) => (i >= 2 ? { ...step, action: 'forged' } : step));
    expect(verifyChain(broken, [])).toEqual({ seq: 3, fault: 'hash' });
  });

  test('the hash covers the named fields and nothing else that a record carries', () => {
    const { steps } = chainOf([{}]);
    const record = {
      ...steps[0]!,
      recordedAt: new Date(steps[0]!.recordedAt),
      occurredAt: new Date(steps[0]!.occurredAt),
      id: 'surrogate',
      accountId: 'somebody',
    };
    expect(Object.keys(hashedStep(record)).sort()).toEqual(
      FIELDS.filter((field) => field !== 'hash').sort(),
    );
    expect(hashStep(hashedStep(record))).toBe(steps[0]!.hash);
  });
});

function different(value: unknown, junk: string): unknown {
  if (typeof value === 'number') return value + 1 + junk.length;
  if (typeof value === 'object' && value !== null) return { ...value, [`+${junk}`]: junk };
  return value === junk ? `${junk}'` : junk;
}
