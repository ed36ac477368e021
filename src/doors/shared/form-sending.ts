/** The hidden fields of every form of the door: sending twice records once, and good files outlive a wrong field. */
import { z } from 'zod';
import { newId } from '../../shared/ids.js';
import { optional, text } from '../../web/fields.js';
import type { TypedValues } from '../../web/forms.js';
import type { Brought } from './kept-files.service.js';

const HANDLE_MAX = 400;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const sendingFields = {
  submissionId: z.string().regex(UUID, 'invalid'),
  kept: optional(text(HANDLE_MAX)),
  drop: z.preprocess(listOf, z.array(z.string().regex(UUID, 'invalid')).max(50)),
};

/** What the form said of files, whatever else was wrong with it. */
export function keptBefore(values: TypedValues): Pick<Brought, 'handle' | 'dropped'> {
  const { kept } = values;
  return {
    handle: typeof kept === 'string' && kept.length <= HANDLE_MAX ? kept : '',
    dropped: listOf(values['drop']).filter((id) => UUID.test(id)),
  };
}

/** The same id again for the same form; a fresh one where the form brought none. */
export function submissionIdOf(values: TypedValues): string {
  const given = values['submissionId'];
  return typeof given === 'string' && UUID.test(given) ? given : newId();
}

function listOf(typed: unknown): string[] {
  return [typed].flat().filter((one): one is string => typeof one === 'string');
}
