/**
 * DESIGN.md's table "Who may what", as data: a new installation starts with these, and the council edits them. What the table does not
 * give is not given: only the front desk prints requests and tells citizens without e-mail; only a director moves a request to another office.
 */
import type { Permission, Scope } from '../access/permissions.js';
import type { LocalizedText } from '../shared/localized-text.js';

export const SEEDED_ROLE_CODES = [
  'operator',
  'supervisor',
  'director',
  'alderman',
  'mayor',
  'front-desk',
  'helper',
  'administrator',
  'partner',
] as const;
export type SeededRoleCode = (typeof SEEDED_ROLE_CODES)[number];

export interface SeededRole {
  readonly name: LocalizedText;
  readonly scope: Scope;
  readonly permissions: readonly Permission[];
}

const CONTACTS = ['contacts.see', 'contacts.open'] as const;
const OPERATOR = ['requests.see', 'requests.work', ...CONTACTS, 'statistics.see'] as const;
const SUPERVISOR = [
  ...OPERATOR,
  'requests.assign',
  'requests.authorise',
  'requests.close',
  'requests.reopen',
  'requests.move-term',
  'requests.correct',
] as const;
const ALDERMAN = [
  'requests.see',
  'requests.ask-news',
  'requests.indicate',
  'statistics.see',
] as const;

export const SEEDED_ROLES: Readonly<Record<SeededRoleCode, SeededRole>> = {
  operator: {
    name: { it: 'Operatore', en: 'Operator' },
    scope: 'own-office',
    permissions: OPERATOR,
  },
  supervisor: {
    name: { it: 'Responsabile', en: 'Supervisor' },
    scope: 'own-office',
    permissions: SUPERVISOR,
  },
  director: {
    name: { it: 'Dirigente', en: 'Director' },
    scope: 'own-offices',
    permissions: [...SUPERVISOR, 'requests.reassign', 'statistics.publish', 'exports.personal'],
  },
  alderman: {
    name: { it: 'Assessore', en: 'Alderman' },
    scope: 'portfolio',
    permissions: ALDERMAN,
  },
  mayor: {
    name: { it: 'Sindaco', en: 'Mayor' },
    scope: 'all',
    permissions: ALDERMAN,
  },
  'front-desk': {
    name: { it: 'URP', en: 'Front desk' },
    scope: 'all',
    permissions: [
      'requests.see',
      ...CONTACTS,
      'requests.file-for-others',
      'requests.print',
      'requests.take-message',
      'requests.new-password',
      'notices.tell',
      'statistics.see',
      'exports.personal',
    ],
  },
  helper: {
    name: { it: 'Sportello di aiuto', en: 'Help point' },
    scope: 'filed-by-me',
    permissions: ['requests.file-for-others', 'requests.print'],
  },
  administrator: {
    name: { it: 'Amministratore', en: 'Administrator' },
    scope: 'none',
    permissions: ['configuration.edit', 'audit.see', 'deliveries.see', 'statistics.publish'],
  },
  partner: {
    name: { it: 'Ente esterno', en: 'Partner' },
    scope: 'own-tasks',
    permissions: ['tasks.answer', 'partner.requests'],
  },
};
