/**
 * The council's own rules for what may be filed, as far as they need no look-up: lengths, who may be left out, how the citizen is reached.
 * Pure; every fault comes back at once, at its field.
 */
import type { FieldError } from '../../../shared/refusal.js';
import { textLength } from '../../../shared/normalize.js';
import type { ReachedBy } from '../../service-request.entity.js';
import type { FilingCommand } from '../filing-command.js';

export interface FilingRules {
  readonly titleMaxLength: number;
  readonly textMaxLength: number;
  readonly photosMax: number;
  readonly documentsMax: number;
  readonly allowUnidentified: boolean;
}

export function checkFiling(command: FilingCommand, rules: FilingRules): FieldError[] {
  return [
    ...checkText('title', command.title, rules.titleMaxLength),
    ...checkText('description', command.description, rules.textMaxLength),
    ...checkPerson(command, rules),
    ...checkReach(command),
    ...checkFiles(command, rules),
  ];
}

/** E-mail where there is one, else phone, else post; none where nothing was given. */
export function reachedBy({ reachedBy: chosen, contacts }: FilingCommand): ReachedBy {
  if (chosen) return chosen;
  if (contacts.email) return 'email';
  if (contacts.phone) return 'phone';
  return contacts.postalAddress ? 'post' : 'none';
}

function checkText(field: string, text: string, max: number): FieldError[] {
  if (text.length === 0) return [{ field, code: 'required' }];
  return textLength(text) > max ? [{ field, code: 'too-long', data: { max } }] : [];
}

function checkPerson(
  { contacts }: FilingCommand,
  { allowUnidentified }: FilingRules,
): FieldError[] {
  if (allowUnidentified) return [];
  const errors: FieldError[] = [];
  if (!contacts.firstName) errors.push({ field: 'citizen.firstName', code: 'required' });
  if (!contacts.lastName) errors.push({ field: 'citizen.lastName', code: 'required' });
  return errors;
}

/** Whoever files can be told the outcome: an address that fits the way, or leave to stay unidentified. */
function checkReach(command: FilingCommand): FieldError[] {
  const { contacts } = command;
  if (command.channel === 'school' || command.channel === 'import') return [];
  switch (reachedBy(command)) {
    case 'email':
      return contacts.email ? [] : [{ field: 'citizen.email', code: 'required' }];
    case 'phone':
      return contacts.phone ? [] : [{ field: 'citizen.phone', code: 'required' }];
    case 'post':
      return contacts.postalAddress ? [] : [{ field: 'citizen.postalAddress', code: 'required' }];
    case 'none':
      return contacts.firstName || contacts.lastName
        ? [{ field: 'citizen.email', code: 'contact-needed' }]
        : [];
  }
}

function checkFiles(
  { files }: FilingCommand,
  { photosMax, documentsMax }: FilingRules,
): FieldError[] {
  const errors: FieldError[] = [];
  const count = (kind: string): number => files.filter((file) => file.kind === kind).length;
  if (count('photo') > photosMax)
    errors.push({ field: 'photos', code: 'too-many-files', data: { max: photosMax } });
  if (count('document') > documentsMax)
    errors.push({ field: 'documents', code: 'too-many-files', data: { max: documentsMax } });
  return errors;
}
