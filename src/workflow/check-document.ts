import type { EntityManager } from 'typeorm';
import type { Permission } from '../access/permissions.js';
import { queryRows } from '../database/query-rows.js';
import type { LocalizedText } from '../shared/localized-text.js';
import type { WorkflowDocument } from './domain/document.js';
import { readDocument } from './domain/document/read.js';
import { lint } from './domain/lint.js';
import { lintAuthorisation } from './domain/lint/authorisation.js';
import { type LintFault, ROLE_CODES } from './domain/lint/fault.js';
import type { KnownNames } from './domain/lint/names.js';

const WORK: Permission = 'requests.work';

/**
 * Everything that is wrong with a document in this council: its shape, what the linter finds, offices that it names, categories that ask of it
 * what it has not. What lies in the database is read anew: the format may have grown since it was written.
 */
export async function checkDocument(
  em: EntityManager,
  given: WorkflowDocument,
): Promise<readonly LintFault[]> {
  const read = readDocument(given);
  if ('faults' in read) return read.faults;
  const offices = await queryRows<{ code: string }>(em, 'SELECT code FROM offices');
  const known = {
    roles: ROLE_CODES,
    offices: offices.map(({ code }) => code),
    ...(await workingRoles(em)),
  };
  const names = await authorisedCategories(em, read.document.code);
  return [...lint(read.document, known), ...lintAuthorisation(read.document, names)];
}

/** Roles that may work requests; nothing where the council has no roles yet. A neighbour's table: read, not imported. */
async function workingRoles(em: EntityManager): Promise<Pick<KnownNames, 'working'>> {
  const rows = await queryRows<{ code: string; permissions: string }>(
    em,
    'SELECT code, permissions FROM roles ORDER BY code',
  );
  const working = rows
    .filter(({ permissions }) => (JSON.parse(permissions) as string[]).includes(WORK)) // a JSON column
    .map(({ code }) => code);
  return rows.length === 0 ? {} : { working };
}

/** A neighbour's table: read, not imported. */
async function authorisedCategories(em: EntityManager, workflow: string): Promise<string[]> {
  const rows = await queryRows<{ name: string }>(
    em,
    `SELECT name FROM categories WHERE workflow_code = :workflow AND needs_authorisation = :yes AND is_active = :yes
     ORDER BY position, code`,
    { workflow, yes: true },
  );
  return rows.map(({ name }) => (JSON.parse(name) as LocalizedText).it); // a JSON column
}
