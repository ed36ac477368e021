import { describe, expect, test } from '@jest/globals';
import { lint } from '../../src/workflow/domain/lint.js';
import { readShippedWorkflows } from '../../src/workflow/shipped-workflows.js';
import { fault } from './bench.js';

describe('the shipped iters', () => {
  test.each(readShippedWorkflows().map((w) => [w.code, w] as const))('%s has no fault', (_, w) => {
    expect(lint(w)).toEqual([]);
  });

  test('every text that a person reads is there in Italian and in English', () => {
    const texts: { it: string; en?: string }[] = [];
    const collect = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      if ('it' in value) texts.push(value as { it: string });
      else Object.values(value).forEach(collect);
    };
    readShippedWorkflows().forEach(collect);
    expect(texts.length).toBeGreaterThan(150);
    expect(texts.filter((text) => !text.en?.trim() || !text.it.trim())).toEqual([]);
  });

  test('the standing actions come after those of the iter and move no state', () => {
    const own = fault.actions.findIndex((action) => action.code === 'message');
    expect(fault.actions.slice(own).every((action) => action.to === '@same')).toBe(true);
    const staying = fault.actions.slice(0, own).filter((action) => action.to === '@same');
    expect(staying.map(({ code }) => code)).toEqual(['remind-citizen']);
  });
});
