import type { EntityManager } from 'typeorm';
import type { Permission } from '../access/permissions.js';
import { queryRows } from '../database/query-rows.js';
import type { LocalizedText } from '../shared/localized-text.js';
import type { WorkflowDocument } from './domain/document.js';
import { readDocument } from './domain/document/read.js';
import { lint } from './domain/lint.js';
import { lintAuthorisation } from './domain/lint/authorisation.js';
import { lintSendingRules } from './domain/lint/sending.js';
import { firstFaults, type LintFault, ROLE_CODES } from './domain/lint/fault.js';
import type { KnownNames } from './domain/lint/names.js';
import { standingOnes } from './shipped-workflows.js';

const WORK: Permission = 'requests.work';
const SEE: readonly Permission[] = ['requests.see', 'tasks.answer', 'partner.requests'];

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
    standing: standingOnes(),
    ...(await workingRoles(em)),
  };
  const names = await authorisedCategories(em, read.document.code);
  const { document } = read;
  const faults = lint(document, known);
  if (faults.length > 0) return firstFaults([...faults, ...lintAuthorisation(document, names)]);
  const rules = await sendingRules(em, document.code);
  return [...lintAuthorisation(document, names), ...lintSendingRules(document, rules)];
}

/** Roles that may work requests, and permissions of those who see them; nothing where the council has no roles yet. A neighbour's table: read, not imported. */
async function workingRoles(em: EntityManager): Promise<Pick<KnownNames, 'working' | 'seeing'>> {
  const rows = await queryRows<{ code: string; permissions: string }>(
    em,
    'SELECT code, permissions FROM roles ORDER BY code',
  );
  const roles = rows.map((row) => ({ ...row, may: JSON.parse(row.permissions) as Permission[] })); // a JSON column
  const working = roles.filter(({ may }) => may.includes(WORK)).map(({ code }) => code);
  const seeing = roles.flatMap(({ may }) => (SEE.some((one) => may.includes(one)) ? may : []));
  return rows.length === 0 ? {} : { working, seeing };
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

/** Rules that give what is filed under this iter to an executor. A neighbour's table: read, not imported. */
async function sendingRules(em: EntityManager, workflow: string): Promise<string[]> {
  const rows = await queryRows<{ name: string }>(
    em,
    `SELECT r.name FROM routing_rules r JOIN categories c ON c.id = r.category_id
     WHERE c.workflow_code = :workflow AND c.is_active = :yes AND c.needs_authorisation = :no
       AND r.is_active = :yes AND r.partner_id IS NOT NULL AND r.involvement = 'executor' ORDER BY r.position, r.code`,
    { workflow, yes: true, no: false },
  );
  return rows.map(({ name }) => (JSON.parse(name) as LocalizedText).it); // a JSON column
}
