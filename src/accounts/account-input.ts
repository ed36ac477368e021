import { z } from 'zod';
import { LANGUAGES, type Language } from '../shared/localized-text.js';
import type { FieldError } from '../shared/refusal.js';

export interface NewAccount {
  /** Lower case; letters, digits, dot, hyphen, underscore. */
  readonly username: string;
  /** A real name: it stands beside every step that the person records. */
  readonly name: string;
  readonly roleCode: string;
  readonly officeCodes?: readonly string[];
  readonly partnerCode?: string;
  readonly email?: string;
  readonly language?: Language;
  /** Made by the machine where left out. */
  readonly password?: string;
}

const schema = z.object({
  username: z.string().regex(/^[a-z0-9][a-z0-9._-]{1,59}$/, 'username-not-valid'),
  name: z.string().trim().min(3, 'name-needed').max(120, 'name-too-long'),
  email: z.email('email-not-valid').max(254, 'email-not-valid').optional(),
  language: z.enum(LANGUAGES, 'language-not-valid').optional(),
});

/** What is wrong with the plain fields of an account, before any look at the database. */
export function accountFaults(input: Partial<NewAccount>): FieldError[] {
  const parsed = schema.safeParse(input);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => ({
    field: String(issue.path[0]),
    code: issue.message,
  }));
}
