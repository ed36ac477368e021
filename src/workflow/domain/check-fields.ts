/**
 * What somebody typed against what the action asks. Every fault is reported at once, each at its field, so that a form shows them
 * together; what nobody asked for is a fault too.
 */
import { addCivilDays, civilDate } from '../../calendar/domain/civil-time.js';
import { textLength } from '../../shared/normalize.js';
import { ownValue } from '../../shared/own-value.js';
import type { FieldError } from '../../shared/refusal.js';
import { checkNotes } from './check-notes.js';
import {
  type Circumstances,
  CLOSING_TEXT_MIN_LENGTH,
  type Command,
  type Decision,
  fieldValueName,
} from './decision.js';
import type { ActionDefinition, FieldDefinition } from './document.js';
import { type Fault, readFieldValue, type ReadValue } from './field-value.js';
import { settingOf } from './guards.js';
import { isAmong } from './performer-may.js';
import { hasBlanks, lengthInWords } from './text-quality.js';

const LONGEST_PROTOCOL_NUMBER = 40;
/** Ten years each way: what a request tells of lies nearer. */
const HORIZON_DAYS = 3_650;

type Values = Decision['values'];

/** Checked values, notes included, or the errors; `photo` and `document` fields are checked for presence and give no value. */
export function checkFields(
  action: ActionDefinition,
  command: Command,
  circumstances: Circumstances,
): { readonly values: Values; readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = unknownFields(action, command.data);
  const values: Values[number][] = [];
  const given = readAll(action, command.data);
  for (const field of action.fields) {
    const read = given.get(field.code) ?? { value: null };
    const error = faultOf(field, read, { action, command, given, circumstances });
    if (error) errors.push({ field: field.code, ...error });
    else if ('value' in read && read.value !== null && !isAttachment(field))
      values.push({
        name: fieldValueName(field.code),
        value: read.value,
        visibility: action.visibility === 'internal' ? 'internal' : field.visibility,
      });
  }
  const notes = checkNotes(action, command, circumstances.performer);
  return { values: [...values, ...notes.values], errors: [...errors, ...notes.errors] };
}

interface Asked {
  readonly action: ActionDefinition;
  readonly command: Command;
  readonly given: ReadonlyMap<string, ReadValue>;
  readonly circumstances: Circumstances;
}

function readAll(action: ActionDefinition, data: Command['data']): Asked['given'] {
  return new Map(
    action.fields.map((field) => [field.code, readFieldValue(field, ownValue(data, field.code))]),
  );
}

function faultOf(field: FieldDefinition, read: ReadValue, asked: Asked) {
  if ('fault' in read) return read.fault;
  const isAsked = isConditionMet(field, asked.given);
  if (read.value === null)
    return field.required || isAsked === true || (isAsked === null && isLimited(field, asked))
      ? { code: 'required' }
      : null;
  if (isAsked === false) return { code: 'not-with-this-choice' };
  if (field.type === 'text') return textFault(field, String(read.value), asked);
  if (field.type === 'date') return dateFault(field, String(read.value), asked);
  if (field.type === 'number') return limitFault(field, Number(read.value), asked);
  return null;
}

function textFault(
  field: FieldDefinition,
  text: string,
  { action, circumstances }: Asked,
): Fault | null {
  const { settings } = circumstances;
  if (hasBlanks(field, text)) return { code: 'blank-left' };
  if (isProtocolNumber(field, action) && textLength(text) > LONGEST_PROTOCOL_NUMBER)
    return { code: 'too-long', data: { max: LONGEST_PROTOCOL_NUMBER } };
  if (field.minLength === undefined) return null;
  const minimum =
    field.minLength === 'setting' ? settingOf(settings, CLOSING_TEXT_MIN_LENGTH) : field.minLength;
  if (textLength(text) < minimum) return { code: 'too-short', data: { min: minimum } };
  return lengthInWords(text) < minimum ? { code: 'not-in-words', data: { min: minimum } } : null;
}

/** It becomes a column of the request, which takes no more. */
function isProtocolNumber({ code }: FieldDefinition, { effects }: ActionDefinition): boolean {
  return effects.some((effect) => effect.kind === 'set-protocol' && effect.field === code);
}

/** A slip of the year is told where it was typed, and no day is so far off that clocks cannot count to it. */
function dateFault(field: FieldDefinition, date: string, asked: Asked): Fault | null {
  const today = civilDate(asked.circumstances.now);
  const [from, to] = [addCivilDays(today, -HORIZON_DAYS), addCivilDays(today, HORIZON_DAYS)];
  if (date < from || date > to)
    return { code: 'date-too-far', data: { from: yearOf(from), to: yearOf(to) } };
  return termFault(field, date, asked) ?? sideFault(field, date, asked);
}

/** What is planned lies ahead of the step that plans it, also where that is recorded late; what a register tells has been. */
function sideFault(
  { never }: FieldDefinition,
  date: string,
  { command, circumstances: { now } }: Asked,
): Fault | null {
  if (never === 'past' && date < civilDate(command.occurredAt ?? now))
    return { code: 'date-in-past' };
  return never === 'future' && date > civilDate(now) ? { code: 'date-in-future' } : null;
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

/** A new term may not lie in the past: it would be missed on the day it is set. */
function termFault(field: FieldDefinition, date: string, { action, circumstances }: Asked) {
  const isTerm = action.effects.some(
    (effect) =>
      (effect.kind === 'move-term' && effect.field === field.code) ||
      (effect.kind === 'open-task' && effect.due === field.code),
  );
  return isTerm && date < civilDate(circumstances.now) ? { code: 'date-in-past' } : null;
}

function limitFault(field: FieldDefinition, number: number, asked: Asked) {
  const exceeded = limitsOf(field, asked).find(({ limit }) => number > limit);
  return exceeded ? { code: 'above-limit', data: { max: exceeded.limit } } : null;
}

/** Left empty it would pass the limit: versions from before the linter saw to it may not ask for it by themselves. */
function isLimited(field: FieldDefinition, asked: Asked): boolean {
  return limitsOf(field, asked).length > 0;
}

/** A limit holds for everybody but those whom it names. */
function limitsOf(field: FieldDefinition, { action, circumstances }: Asked) {
  return action.guards
    .filter((guard) => guard.kind === 'at-most')
    .filter((guard) => guard.field === field.code)
    .filter(({ unless }) => !isAmong(unless, circumstances.performer, { tasks: [] }));
}

/** Whether the choice that this field belongs to was made; null where it belongs to none, or the choice itself is wrong. */
function isConditionMet(field: FieldDefinition, given: Asked['given']): boolean | null {
  const when = field.requiredWhen;
  if (!when) return null;
  const read = given.get(when.field);
  if (!read || 'fault' in read) return null;
  const chosen: unknown[] = [read.value].flat();
  return chosen.some((value) => typeof value === 'string' && when.in.includes(value));
}

function unknownFields(action: ActionDefinition, data: Command['data']): FieldError[] {
  const asked = new Set(action.fields.map((field) => field.code));
  return Object.keys(data)
    .filter((name) => !asked.has(name))
    .map((name) => ({ field: name, code: 'unknown-field' }));
}

function isAttachment(field: FieldDefinition): boolean {
  return field.type === 'photo' || field.type === 'document';
}
