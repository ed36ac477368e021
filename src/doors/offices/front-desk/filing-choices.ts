/** What may be chosen on the desk's filing form beside the town's own lists, in words. Pure. */
import { ORIGINS } from '../../../requests/facts/request-facts.entity.js';
import { NOTIFY_CHOICES, REQUEST_KINDS } from '../../../requests/service-request.entity.js';
import type { Question } from '../../../catalogue/question.entity.js';
import { DESK_CHANNELS, DESK_REACHED_BY } from './filing-form.js';

type Say = (key: string) => string;

const LABELLED = [
  'title',
  'description',
  'category',
  'location',
  'citizen-firstName',
  'citizen-lastName',
  'citizen-email',
  'citizen-phone',
  'citizen-postalAddress',
  'occurredAt',
];

export function fixedChoices(say: Say) {
  const choices = (codes: readonly string[], key: string) =>
    codes.map((code) => ({ value: code, label: say(`${key}.${code}`) }));
  return {
    channels: choices(DESK_CHANNELS, 'desk:filing.channels'),
    kinds: choices(REQUEST_KINDS, 'offices:kinds'),
    ways: choices(DESK_REACHED_BY, 'desk:filing.ways'),
    notifies: choices(NOTIFY_CHOICES, 'desk:filing.notifies'),
    origins: choices(ORIGINS, 'offices:origins'),
  };
}

export function questionModels(questions: readonly Readonly<Question>[]) {
  return questions.map(({ code, label, type, choices, isRequired }) => ({
    name: `answers.${code}`,
    label,
    type,
    isRequired,
    choices: choices.map((choice) => ({ value: choice.code, label: choice.label })),
  }));
}

/** Field names as the list of errors says them. */
export function fieldLabels(say: Say): [string, string][] {
  return LABELLED.map((name) => [name.replace('-', '.'), say(`desk:filing.fields.${name}`)]);
}
