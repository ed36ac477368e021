/** What was typed, as the rule that it describes: codes become ids, lines become lists. Pure; every fault is said at its field. */
import type { AskedQuestion } from '../../../catalogue/domain/check-answers.js';
import type { AskedAnswer, RuleConditions, Span } from '../../../routing/domain/rule-conditions.js';
import type { RuleFields } from '../../../routing/rule-book.service.js';
import { cutShort, searchable } from '../../../shared/normalize.js';
import type { FieldError } from '../../../shared/refusal.js';
import type { Ring } from '../../../territory/area.entity.js';
import type { RuleChoices } from './rule-choices.service.js';
import type { RuleForm } from './rule-form.js';

export type ReadRule = { readonly fields: RuleFields } | { readonly errors: FieldError[] };

export function readRule(form: RuleForm, choices: RuleChoices): ReadRule {
  const errors: FieldError[] = [];
  const idOf = (field: 'category' | 'area' | 'office' | 'partner', list: readonly Coded[]) => {
    const code = form[field];
    const found = list.find((one) => one.code === code);
    if (code && !found) errors.push({ field, code: 'not-a-choice' });
    return found?.id ?? null;
  };
  const officeId = idOf('office', choices.offices);
  const partnerId = idOf('partner', choices.partners);
  const personId = form.person ?? null;
  const fields: RuleFields = {
    name: { it: form.name, ...(form.nameEn && { en: form.nameEn }) },
    categoryId: idOf('category', choices.categories),
    areaId: idOf('area', choices.areas),
    conditions: conditionsOf(form, choices, errors),
    officeId,
    personId,
    partnerId,
    involvement: partnerId ? (form.involvement ?? null) : null,
    hears: hearingOf(form, partnerId),
  };
  errors.push(...whoFaults(form, fields, choices));
  return errors.length > 0 ? { errors } : { fields };
}

interface Coded {
  readonly id: string;
  readonly code: string;
}

function whoFaults(form: RuleForm, fields: RuleFields, choices: RuleChoices): FieldError[] {
  const { officeId, personId, partnerId } = fields;
  const errors: FieldError[] = [];
  if (!form.office && !personId && !form.partner)
    errors.push({ field: 'office', code: 'rule-names-nobody' });
  const person = choices.people.find(({ id }) => id === personId);
  if (personId && !person) errors.push({ field: 'person', code: 'not-a-choice' });
  else if (person && officeId && !person.officeIds.includes(officeId))
    errors.push({ field: 'person', code: 'person-not-of-office' });
  if (partnerId && !form.involvement) errors.push({ field: 'involvement', code: 'required' });
  if (partnerId && form.hears === 'named' && form.hearsActions.length === 0)
    errors.push({ field: 'hearsActions', code: 'required' });
  return errors;
}

function hearingOf(form: RuleForm, partnerId: string | null): RuleFields['hears'] {
  if (!partnerId || form.involvement !== 'informed' || form.hears === 'all') return null;
  return form.hears === 'ends' ? 'ends' : form.hearsActions;
}

/** Only what was filled in: what is left empty is not asked. */
function conditionsOf(form: RuleForm, choices: RuleChoices, errors: FieldError[]): RuleConditions {
  const list = <T>(values: readonly T[]) => (values.length > 0 ? values : undefined);
  const asked = {
    kinds: list(form.kinds),
    answers: list(answersOf(form, choices, errors)),
    boundary: ringOf(form.boundary, errors),
    streets: list(linesOf(form.streets)),
    places: list(placesOf(form.places, choices, errors)),
    placeKinds: list(form.placeKinds),
    weekdays: list(form.weekdays.map(Number)),
    holidays: form.holidays,
    hours: spanOf(form, 'hours', errors),
    season: spanOf(form, 'season', errors),
  };
  const set = Object.entries(asked).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as RuleConditions; // the same keys, without what is not asked
}

/** Only what the rule's category asks, and what may be answered; without a category, what any of them asks. */
function answersOf(
  form: RuleForm,
  { categories, questions }: RuleChoices,
  errors: FieldError[],
): AskedAnswer[] {
  const meant = categories.filter(({ code }) => !form.category || code === form.category);
  const asked = meant.flatMap(({ id }) => questions.get(id) ?? []);
  const found = new Map<string, string[]>();
  for (const one of form.answers) {
    const [question = '', ...rest] = one.split(':');
    const value = rest.join(':');
    const alike = asked.filter(({ code }) => code === question);
    if (alike.length === 0)
      errors.push({ field: 'answers', code: 'rule-question-unknown', data: { name: question } });
    else if (!alike.some((known) => canBeAnswered(known, value)))
      errors.push({ field: 'answers', code: 'rule-answer-unknown', data: { name: value } });
    found.set(question, [...(found.get(question) ?? []), value]);
  }
  return [...found].map(([question, values]) => ({ question, in: values }));
}

function canBeAnswered({ type, choices }: AskedQuestion, value: string): boolean {
  return type !== 'choice' || choices.some(({ code }) => code === value);
}

/** Each line is a place's name or code. */
function placesOf(
  typed: string | undefined,
  { placeNames }: RuleChoices,
  errors: FieldError[],
): string[] {
  const codes: string[] = [];
  for (const line of linesOf(typed)) {
    const named = [...placeNames].filter(([, name]) => searchable(name) === searchable(line));
    const [code] = placeNames.has(line) ? [line] : (named[0] ?? []);
    if (code) codes.push(code);
    else errors.push({ field: 'places', code: 'rule-place-unknown', data: { name: line } });
  }
  return codes;
}

/** "longitude latitude", one corner a line, point or comma for the decimals. */
function ringOf(typed: string | undefined, errors: FieldError[]): Ring | undefined {
  const lines = linesOf(typed);
  if (lines.length === 0) return undefined;
  const corners = lines.map(cornerOf);
  const wrong = lines[corners.indexOf(null)];
  const ring = corners.filter((corner) => corner !== null);
  if (wrong === undefined && ring.length >= 3) return ring;
  errors.push(
    wrong === undefined
      ? { field: 'boundary', code: 'rule-boundary' }
      : { field: 'boundary', code: 'rule-boundary-line', data: { text: cutShort(wrong, 60) } },
  );
  return undefined;
}

function cornerOf(line: string): Ring[number] | null {
  const [x, y, ...more] = line.split(/[\s;]+/).map((part) => Number(part.replace(',', '.')));
  if (x === undefined || y === undefined || more.length > 0) return null;
  return Math.abs(x) <= 180 && Math.abs(y) <= 90 ? [x, y] : null;
}

function spanOf(form: RuleForm, which: 'hours' | 'season', errors: FieldError[]): Span | undefined {
  const [from, to] = [form[`${which}From`], form[`${which}To`]];
  if (!from && !to) return undefined;
  if (!from || !to) errors.push({ field: `${which}${from ? 'To' : 'From'}`, code: 'required' });
  else if (which === 'hours' && from === to) errors.push({ field: 'hoursTo', code: 'span-empty' });
  else return which === 'hours' ? { from, to } : { from: sortable(from), to: sortable(to) };
  return undefined;
}

/** 15/6 as it sorts: 06-15. */
function sortable(day: string): string {
  const [date = '', month = ''] = day.split('/');
  return `${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}

function linesOf(typed: string | undefined): string[] {
  const lines = (typed ?? '').split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '');
}
