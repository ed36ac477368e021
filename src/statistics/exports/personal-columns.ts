/** The columns of a list that tell who somebody is. */
import { type Contacts, fullName } from '../../requests/contacts/contacts.js';

type ReadContact = (contacts: Contacts) => string | null;

const COLUMNS: Readonly<Record<string, ReadContact>> = {
  citizen: fullName,
  email: (contacts) => contacts.email,
  phone: (contacts) => contacts.phone,
  postalAddress: (contacts) => contacts.postalAddress,
};

/** Their codes, in their order. */
export const PERSONAL_COLUMNS: readonly string[] = Object.keys(COLUMNS);

/** Contacts by request; a request that is not there is left out of the list. */
export type ContactsByRequest = ReadonlyMap<string, Contacts | null>;

/** The cells of these columns; empty where nobody left contacts, or they were erased. */
export function contactCells(
  columns: readonly string[],
  contacts: Contacts | null,
): readonly (string | null)[] {
  return columns
    .filter((code) => COLUMNS[code] !== undefined)
    .map((code) => contacts && (COLUMNS[code]?.(contacts) ?? null));
}
