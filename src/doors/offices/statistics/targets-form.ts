/** A target as a person types it: days and scores as they are, shares in percent, each number written as their language writes numbers. */
import { z } from 'zod';
import type { Language } from '../../../shared/localized-text.js';
import { isPercent } from '../../../shared/quantity.js';
import { TARGET_INDICATORS, targetFaults, unitOf } from '../../../statistics/domain/targets.js';
import type { GivenTarget } from '../../../statistics/targets/targets.service.js';
import { choice, text, wholeNumber } from '../../../web/fields.js';
import { type FormBody, type ParsedForm, parseForm } from '../../../web/forms.js';

const FIELD = { expected: 'atteso', threshold: 'soglia' } as const;

/** Each fault stands at its field, with what was typed. */
export function readTarget(body: FormBody, language: Language): ParsedForm<GivenTarget> {
  const form = parseForm(schemaIn(language), body);
  if (!form.ok) return form;
  const { anno: year, indicatore: indicator, atteso, soglia, responsabile: owner } = form.value;
  const faults = targetFaults(indicator, { expected: atteso, threshold: soglia });
  if (faults.length > 0) {
    const errors = faults.map(({ field, code }) => ({ field: FIELD[field], code }));
    return { ok: false, errors, values: form.values };
  }
  const whole = isPercent(unitOf(indicator)) ? 100 : 1;
  const value = { year, indicator, expected: atteso / whole, threshold: soglia / whole, owner };
  return { ok: true, value, values: form.values };
}

function schemaIn(language: Language) {
  const mark = (1.5).toLocaleString(language).charAt(1);
  const amount = z
    .string()
    .transform((typed) => typed.trim())
    .refine((typed) => isPlain(typed, mark), 'not-a-number')
    .transform((typed) => Number(typed.replace(mark, '.')));
  return z.strictObject({
    anno: wholeNumber(2000, 2100),
    indicatore: choice(TARGET_INDICATORS),
    atteso: amount,
    soglia: amount,
    responsabile: text(120),
  });
}

/** Digits, and at most six more behind the decimal mark: no sign, no power of ten, no thousands. */
function isPlain(typed: string, mark: string): boolean {
  const [whole = '', decimals = '0', ...more] = typed.split(mark);
  return /^\d{1,4}$/.test(whole) && /^\d{1,6}$/.test(decimals) && more.length === 0;
}
