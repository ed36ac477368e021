import type { Contacts } from './contacts.js';

/** Contacts as a page shows them before somebody opens them: enough to recognise, not enough to use. */
export function masked(contacts: Contacts): Contacts {
  return {
    ...contacts,
    email: contacts.email && maskEmail(contacts.email),
    phone: contacts.phone && `••• ${contacts.phone.replace(/\D/g, '').slice(-2)}`,
    postalAddress: contacts.postalAddress && '•••',
  };
}

/** `a•••@esempio.it` */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? '•••' : `${address.slice(0, 1)}•••${address.slice(at)}`;
}
