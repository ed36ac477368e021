/** The extra questions of a category as groups of a form, and back. Pure. What the form does not show (what stops a filing, other languages) stays. */
import { z } from 'zod';
import type { StopNotice } from '../../../catalogue/category.entity.js';
import {
  codesTwice,
  QUESTION_TYPES,
  questionSchema,
} from '../../../catalogue/domain/question-schema.js';
import type { QuestionFields } from '../../../catalogue/question-book.service.js';
import type { FieldError } from '../../../shared/refusal.js';
import { fieldErrors, type TypedValues } from '../../../web/forms.js';
import { type Addable, firstEntries } from '../forms/additions.js';
import { codingOf, entriesOf, labelOf, typedEntries } from '../forms/coded-entries.js';
import { type Group, grouped, groupsOf, numbered } from '../forms/groups.js';
import { one, typedTexts } from '../forms/typed.js';

const LIST = 'questions';
const LAST = 10_000;

export const ADDABLE: readonly Addable[] = [
  {
    list: LIST,
    kinds: QUESTION_TYPES,
    fresh: (type) => ({ newCode: '', type, ...(type === 'choice' && firstEntries()) }),
  },
];

const checked = z.array(questionSchema(z.custom<StopNotice>()));

export function typedQuestions(questions: readonly QuestionFields[]): TypedValues {
  return grouped(LIST, numbered(questions.map(typedQuestion)));
}

/** The questions in the order that was typed, or everything that is wrong with them at its field. */
export function questionsOf(
  values: TypedValues,
  before: readonly QuestionFields[],
): { readonly questions: readonly QuestionFields[] } | { readonly errors: readonly FieldError[] } {
  const asked = askedIn(values, before);
  const parsed = checked.safeParse(
    asked.map(({ made }) => made),
    { reportInput: true },
  );
  if (!parsed.success) return { errors: errorsAt(asked, parsed.error) };
  const errors = errorsTwice(asked);
  return errors.length > 0 ? { errors } : { questions: parsed.data };
}

type Asked = ReturnType<typeof askedIn>;

function askedIn(values: TypedValues, before: readonly QuestionFields[]) {
  const coding = codingOf(before, 'kebab');
  return groupsOf(values, LIST)
    .sort((a, b) => placeOf(a, before) - placeOf(b, before))
    .flatMap((group) => {
      const { was, code } = coding(group);
      if (code === null) return [];
      const type = was?.type ?? one(group.values, 'type');
      const entries =
        type === 'choice' ? entriesOf(group.values, 'choices', was?.choices ?? []) : [];
      const isRequired = one(group.values, 'required') === 'on';
      const choices = entries.map((entry) => entry.made);
      const made = { code, label: labelOf(group, was), type, isRequired, choices };
      return [{ at: group.at, entries, made }];
    });
}

/** Whoever types another place means that one: what stands there makes room. What is no place stands last, with what has none yet. */
function placeOf({ values }: Group, before: readonly QuestionFields[]): number {
  const typed = one(values, 'position');
  if (!/^\d{1,4}$/.test(typed)) return LAST;
  const [place, was] = [
    Number(typed),
    before.findIndex(({ code }) => code === one(values, 'code')),
  ];
  if (place === was + 1) return place;
  return was >= 0 && place > was + 1 ? place + 0.5 : place - 0.5;
}

function errorsAt(asked: Asked, error: z.ZodError): FieldError[] {
  const found = fieldErrors(error).map((fault) => inForm(asked, fault));
  const isAsked = (name: string) => found.some(({ field }) => field === name);
  const first = found.filter(
    ({ field }, index) => found.findIndex((one) => one.field === field) === index,
  );
  return first.filter(
    ({ field }) => !(field.endsWith('.newCode') && isAsked(field.replace(/newCode$/, 'label.it'))),
  );
}

/** The schema counts from 0, in the order of the questions. */
function inForm(asked: Asked, { field, code }: FieldError): FieldError {
  const [index = '', part, choice = '', ...rest] = field.split('.');
  const question = asked[Number(index)];
  const name = `${LIST}.${question?.at ?? 1}`;
  if (part === undefined) return { field: name, code: 'question-choices-two' };
  const entry = part === 'choices' ? question?.entries[Number(choice)] : undefined;
  return entry ? inGroup(`${name}.choices.${entry.at}`, rest[0], code) : inGroup(name, part, code);
}

function inGroup(name: string, part: string | undefined, code: string): FieldError {
  if (part === 'code') return { field: `${name}.newCode`, code: 'code-shape' };
  return part === 'label' ? { field: `${name}.label.it`, code: 'required' } : { field: name, code };
}

function errorsTwice(asked: Asked): FieldError[] {
  return codesTwice(asked.map(({ made }) => made)).flatMap(({ question, code }) => {
    const of = asked.find(({ made }) => made.code === question);
    const list = of ? of.entries : asked;
    const last = list.filter(({ made }) => made.code === code).at(-1);
    const group = of ? `${LIST}.${of.at}.choices.${last?.at}` : `${LIST}.${last?.at}`;
    return [{ field: `${group}.newCode`, code: 'code-taken' }];
  });
}

function typedQuestion(question: QuestionFields, index: number): TypedValues {
  const { code, type, label, isRequired, choices } = question;
  return {
    ...{ code, type, position: String(index + 1) },
    ...typedTexts('label', label),
    required: isRequired ? 'on' : '',
    ...(type === 'choice' && typedEntries('choices', choices)),
  };
}
