/** A right answer to whatever an action asks, made from its own fields: for walks through any iter. */
import { addCivilDays } from '../../src/calendar/domain/civil-time.js';
import type { Command } from '../../src/workflow/domain/decision.js';
import type { ActionDefinition, FieldDefinition } from '../../src/workflow/domain/document.js';

export type Reference = 'person' | 'office' | 'partner' | 'category' | 'ticket';

const WORDS = 'Il 18 maggio la squadra comunale ha fatto quello che la segnalazione chiedeva.';
const SHORT = 'Squadra strade';

/**
 * `on`: the civil date, today or tomorrow, that a date field gets, and one that tells of the past the day before; `roll` picks among choices.
 * Optional fields stay empty unless `isFull` is said.
 */
export function rightAnswer(
  action: ActionDefinition,
  references: Readonly<Record<Reference, string>>,
  {
    on,
    roll = 0,
    isFull = false,
  }: { readonly on: string; readonly roll?: number; readonly isFull?: boolean },
): Pick<Command, 'note' | 'data'> {
  const data: Record<string, unknown> = {};
  for (const field of action.fields)
    if (field.required || isCalledFor(field, data) || (isFull && !field.requiredWhen))
      data[field.code] = valueOf(field);
  return { data, ...(action.note === 'required' ? { note: WORDS } : {}) };

  function valueOf(field: FieldDefinition): unknown {
    const { type, choices = [] } = field;
    switch (type) {
      case 'text':
        return field.minLength ? WORDS : SHORT;
      case 'number':
      case 'photo':
      case 'document':
        return 2;
      case 'date':
        return field.never === 'future' ? addCivilDays(on, -1) : on;
      case 'choice':
      case 'checklist':
        return choices[roll % choices.length]?.code;
      default:
        return references[type];
    }
  }
}

function isCalledFor({ requiredWhen }: FieldDefinition, data: Record<string, unknown>): boolean {
  return requiredWhen !== undefined && requiredWhen.in.includes(String(data[requiredWhen.field]));
}
