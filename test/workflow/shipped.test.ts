import { describe, expect, test } from '@jest/globals';
import { lint } from '../../src/workflow/domain/lint.js';
import { readShippedWorkflows, SHIPPED_CODES } from '../../src/workflow/shipped-workflows.js';
import { checkFields } from '../../src/workflow/domain/check-fields.js';
import { fault, now, people, settings } from './bench.js';

const circumstances = { performer: people.director, settings, now };

describe('the shipped iters', () => {
  test('lie each in the file of its code', () => {
    expect(readShippedWorkflows().map(({ code }) => code)).toEqual(SHIPPED_CODES);
  });

  test.each(readShippedWorkflows().map((w) => [w.code, w] as const))('%s has no fault', (_, w) => {
    expect(lint(w)).toEqual([]);
  });

  test.each(readShippedWorkflows().map((w) => [w.code, w] as const))(
    '%s ends with a whole answer: what, by whom, what now, and why not or whose where it is neither done nor ours',
    (_, { actions }) => {
      const closing = actions.filter(({ effects }) =>
        effects.some(({ kind }) => kind === 'set-outcome'),
      );
      expect(closing.length).toBeGreaterThan(0);
      for (const { fields, effects } of closing) {
        const field = (code: string) => fields.find((one) => one.code === code);
        expect(field('whatWasDone')).toMatchObject({ required: true, minLength: 'setting' });
        expect(field('doneBy')).toMatchObject({ required: true });
        expect(field('citizenCan')).toMatchObject({ required: true, minLength: 'setting' });
        expect(field('reasons')?.requiredWhen).toEqual({ field: 'outcome', in: ['refused'] });
        expect(field('forwardedTo')?.requiredWhen).toEqual({ field: 'outcome', in: ['not-ours'] });
        expect(field('duplicateOf')?.requiredWhen).toEqual({ field: 'outcome', in: ['duplicate'] });
        expect(effects).toContainEqual({ kind: 'write-citizen', letter: 'outcome' });
      }
    },
  );

  test.each(readShippedWorkflows().map((w) => [w.code, w] as const))(
    '%s refuses a closing text with a blank of its template left, in either language',
    (_, { actions }) => {
      const closing = actions.filter(({ effects }) =>
        effects.some(({ kind }) => kind === 'set-outcome'),
      );
      const texts = closing.flatMap((one) =>
        one.fields.flatMap((field) => (field.template ? [{ one, field, of: field.template }] : [])),
      );
      expect(texts.map(({ field }) => field.code)).toContain('whatWasDone');
      for (const { one, field, of } of texts)
        for (const template of [of.it, of.en ?? '']) {
          const blanks = template.match(/\[[^\]]*\]/g) ?? [];
          expect(blanks.length).toBeGreaterThan(0);
          const filled = (left: string) =>
            blanks.reduce((text, blank) => (blank === left ? text : text.replace(blank, 'le parole giuste')), template); // prettier-ignore
          const refusals = (text: string) =>
            checkFields(one, { action: one.code, data: { [field.code]: text } }, circumstances)
              .errors.filter(({ field: at }) => at === field.code)
              .map(({ code }) => code);
          for (const blank of blanks) expect(refusals(filled(blank))).toEqual(['blank-left']);
          expect(refusals(`${filled('')} E poi […]`)).toEqual(['blank-left']);
          expect(refusals(filled(''))).toEqual([]);
        }
    },
  );

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
