import { z } from 'zod';

/** Who filed, and how to reach them: the value `contacts` of the filing step, or of the latest step that changed it. */
export const contactsValue = z.object({
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  organisation: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  postalAddress: z.string().nullable(),
});
export type Contacts = z.infer<typeof contactsValue>;

/** "Anna Neri (Pro Loco)", or null for a citizen who stays unidentified. */
export function fullName(contacts: Contacts): string | null {
  const name = [contacts.firstName, contacts.lastName].filter(Boolean).join(' ');
  if (!name) return contacts.organisation;
  return contacts.organisation ? `${name} (${contacts.organisation})` : name;
}
