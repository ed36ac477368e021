/** The default iter as its rules read: written by hand, so that the shipped file is compared with something. */
import type { RequestSnapshot } from '../../src/workflow/domain/decision.js';
import { openTask, type Person } from './bench.js';

const office: Person[] = ['operator', 'supervisor', 'director'];
const heads: Person[] = ['supervisor', 'director'];
const listeners: Person[] = ['operator', 'supervisor', 'frontDesk'];
const politicians: Person[] = ['alderman', 'mayor'];

export const OPEN = [
  'received',
  'taken-in-charge',
  'inspection-planned',
  'inspected',
  'authorised',
  'with-contractor',
  'own-team',
  'work-done',
  'verified',
  'no-answer',
  'reopened',
];
export const WAITING = ['waiting-citizen', 'waiting-third-party'];
export const CLOSED = ['closed', 'withdrawn'];
export const STATES = [...OPEN, ...WAITING, ...CLOSED];
const RUNNING = [...OPEN, ...WAITING];

export interface Rule {
  readonly from: string[];
  readonly by: Person[];
  /** Null: the state stays. */
  readonly to: string | null;
  /** What else must be true of the request. */
  readonly needs?: Partial<RequestSnapshot>;
}

export const RULES: Record<string, Rule> = {
  'send-to-partner': { from: ['received'], by: ['system'], to: 'with-contractor' },
  'take-in-charge': { from: ['received', 'reopened'], by: office, to: 'taken-in-charge' },
  'plan-inspection': {
    from: ['taken-in-charge', 'inspection-planned', 'inspected'],
    by: office,
    to: 'inspection-planned',
  },
  'record-inspection': {
    from: ['taken-in-charge', 'inspection-planned'],
    by: office,
    to: 'inspected',
  },
  authorise: {
    from: ['taken-in-charge', 'inspected'],
    by: heads,
    to: 'authorised',
    needs: { needsAuthorisation: true },
  },
  'assign-contractor': {
    from: ['taken-in-charge', 'inspected', 'authorised'],
    by: heads,
    to: 'with-contractor',
  },
  'assign-own-team': {
    from: ['taken-in-charge', 'inspected', 'authorised'],
    by: office,
    to: 'own-team',
  },
  'take-back': {
    from: ['authorised', 'with-contractor', 'own-team'],
    by: office,
    to: 'taken-in-charge',
  },
  'contractor-done': { from: ['with-contractor'], by: ['system'], to: 'work-done' },
  'contractor-partly-done': { from: ['with-contractor'], by: ['system'], to: 'taken-in-charge' },
  'contractor-declined': { from: ['with-contractor'], by: ['system'], to: 'taken-in-charge' },
  'record-work-done': { from: ['with-contractor', 'own-team'], by: office, to: 'work-done' },
  verify: { from: ['work-done'], by: office, to: 'verified' },
  'send-back': { from: ['work-done', 'verified'], by: office, to: 'taken-in-charge' },
  'ask-citizen': { from: OPEN, by: office, to: 'waiting-citizen' },
  answer: { from: ['waiting-citizen'], by: ['citizen'], to: 'inspected' },
  'record-answer': { from: ['waiting-citizen'], by: listeners, to: 'inspected' },
  'go-on-without-answer': { from: ['waiting-citizen'], by: office, to: 'inspected' },
  'remind-citizen': { from: ['waiting-citizen'], by: ['system'], to: null },
  'answer-expired': { from: ['waiting-citizen'], by: ['system'], to: 'no-answer' },
  'take-up-again': { from: ['no-answer'], by: office, to: 'taken-in-charge' },
  'wait-third-party': { from: OPEN, by: office, to: 'waiting-third-party' },
  resume: { from: ['waiting-third-party'], by: office, to: 'inspected' },
  close: { from: ['verified'], by: heads, to: 'closed' },
  'close-without-work': {
    from: ['taken-in-charge', 'inspection-planned', 'inspected', 'authorised', 'no-answer'],
    by: heads,
    to: 'closed',
  },
  withdraw: { from: RUNNING, by: ['citizen'], to: 'withdrawn' },
  'record-withdrawal': { from: RUNNING, by: listeners, to: 'withdrawn' },
  'reopen-by-citizen': { from: CLOSED, by: ['citizen'], to: 'reopened' },
  'record-reopening': { from: CLOSED, by: listeners, to: 'reopened' },
  reopen: { from: CLOSED, by: heads, to: 'reopened' },

  message: { from: RUNNING, by: ['citizen'], to: null },
  'take-message': { from: STATES, by: listeners, to: null },
  'write-citizen': { from: STATES, by: office, to: null },
  note: { from: STATES, by: office, to: null },
  photo: { from: STATES, by: office, to: null },
  take: { from: RUNNING, by: office, to: null },
  'assign-person': { from: RUNNING, by: heads, to: null },
  'change-category': { from: RUNNING, by: ['director'], to: null },
  'change-office': { from: RUNNING, by: ['director'], to: null },
  'move-term': { from: RUNNING, by: heads, to: null },
  'assign-partner': { from: RUNNING, by: [...heads, 'system'], to: null },
  'ask-opinion': { from: RUNNING, by: office, to: null },
  'ask-inspection': { from: RUNNING, by: office, to: null },
  'cancel-tasks': { from: RUNNING, by: heads, to: null, needs: { tasks: [openTask] } },
  indicate: { from: RUNNING, by: politicians, to: null },
  'ask-news': { from: STATES, by: politicians, to: null },
  protocol: { from: STATES, by: office, to: null },
};
