import { SPECIAL_PERFORMERS } from '../document.js';

/** One thing wrong with a document: a key under `errors.` in the language files, and the place, as `actions.close.fields.outcome`. */
export interface LintFault {
  readonly code: LintCode;
  readonly place: string;
  readonly data: Readonly<Record<string, string>>;
}

/** Told by `readDocument`: the document has not the shape of one. */
export const SHAPE_CODES = [
  'workflow-key-unknown', // {{name}}
  'workflow-language-unknown', // {{name}}
  'workflow-text-missing', // something compulsory is not there
  'workflow-value-unknown', // {{names}} are possible
  'workflow-kind-unknown',
  'workflow-value-invalid',
  'workflow-deadline-unit',
  'workflow-too-many', // {{max}} entries are possible
] as const;

/** Told by `lint`: the document has its shape, but would not run. */
export const LINT_CODES = [
  'workflow-code-twice', // {{name}}
  'workflow-action-reserved', // {{name}}: a step that Iter writes by itself
  'workflow-state-unknown', // {{name}}
  'workflow-initial-closed',
  'workflow-performer-unknown', // {{name}}: no role, permission or special performer
  'workflow-nobody-may',
  'workflow-office-unknown', // {{name}}
  'workflow-state-unreachable',
  'workflow-state-dead-end', // no action leads out of it
  'workflow-state-never-closes', // actions lead out, but never to an end
  'workflow-previous-without-wait', // {{state}}: `@previous` where nothing is remembered
  'workflow-previous-from-start', // {{state}}: a wait that a request can have begun in
  'workflow-closed-moves', // {{state}}: leads from an end to an end
  'workflow-field-reserved', // {{name}}
  'workflow-field-not-asked', // {{name}}
  'workflow-field-type', // {{name}}, {{types}}
  'workflow-limit-optional', // left empty, the field passes the limit that reads it
  'workflow-number-not-recorded', // {{action}}, {{name}}: a limit counts a number that the action does not ask for
  'workflow-choices-missing',
  'workflow-choice-unknown', // {{name}}
  'workflow-action-unknown', // {{name}}
  'workflow-setting-unknown', // {{name}}
  'workflow-outcome-missing', // closes without saying how it ended
  'workflow-outcome-optional', // closes, and may be left without an outcome
  'workflow-outcome-unnamed', // {{name}}: neither a choice nor a state says it in words
  'workflow-trigger-not-system',
  'workflow-trigger-asks', // {{name}}: nobody is there to answer
  'workflow-trigger-loop', // {{actions}}
  'workflow-task-never-asked', // {{names}}: waits for tasks that no action opens
  'workflow-never-fires', // {{action}}: always fires in its place
  'workflow-join-missing', // fires after a task, and does not say whether after all of them or any
  'workflow-system-without-trigger', // the system's alone, and nothing calls it
  'workflow-send-not-system', // rules give a request to an executor by this action: only the system can
  'workflow-send-elsewhere', // {{state}}: where the request is then
  'workflow-send-asks-more', // {{names}}
  'workflow-send-asks-nobody', // no partner is asked for, or no task is opened for it
  'workflow-send-held-back',
  'workflow-outcome-never-asked',
  'workflow-authorised-too-late', // {{names}}: can only be done when nothing waits for it any more
  'workflow-four-eyes-itself',
  'workflow-field-needs-itself',
  'workflow-min-too-long', // {{max}}
  'workflow-permission-sees-none', // {{names}}
  'workflow-standing-moves',
  'workflow-standing-by', // {{name}}: for whom the standing action is
  'workflow-partner-never-asked',
  'workflow-guards-contradict', // the same tasks open and settled
  'workflow-authorises-itself',
  'workflow-role-may-not-work', // {{names}}: roles that lack the permission, and nobody else
  'workflow-trigger-without-deadline', // {{state}}: the clock of this state never runs out
  'workflow-reminder-too-early', // reminds before it begins
  'workflow-escalation-order', // a rung that is climbed before the one below it
  'workflow-role-unknown', // {{name}}
  'workflow-deadline-closed', // a closed state waits for nothing
  'workflow-clock-without-wait', // stops the clock and leads to a state that is no wait
  'workflow-clock-never-starts', // {{state}}: leaves the wait without starting the clock
] as const;

/** Told beside: of a text that somebody wrote, and of what the council's categories ask of the iter. */
export const DRAFT_CODES = [
  'workflow-yaml', // the text is no YAML
  'workflow-more-faults', // {{count}}: told are only the first
  'workflow-code-fixed', // {{name}}: a draft belongs to its iter
  'workflow-rule-cannot-send', // {{names}}: rules that give requests of this iter to an executor
  'workflow-authorisation-missing', // {{names}}: categories that ask for an authorisation that nothing here waits for
] as const;
export type LintCode =
  (typeof LINT_CODES)[number] | (typeof SHAPE_CODES)[number] | (typeof DRAFT_CODES)[number];

/** The roles of DESIGN.md's table. */
export const ROLE_CODES = [
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

/** A fault of a document: what is wrong, where, and the names that its sentence needs. */
export function fault(code: LintCode, place: string, data: LintFault['data'] = {}): LintFault {
  return { code, place, data };
}

const FAULTS_AT_MOST = 50;

/** As many as somebody can mend at once, and how many there are beside. */
export function firstFaults(faults: readonly LintFault[]): readonly LintFault[] {
  const others = faults.length - FAULTS_AT_MOST;
  if (others <= 0) return faults;
  const more = fault('workflow-more-faults', '', { count: String(others) });
  return [...faults.slice(0, FAULTS_AT_MOST), more];
}

/** Whether the word stands for nobody in particular: `@citizen`, `@partner`, `@system`. */
export function isSpecialPerformer(entry: string): boolean {
  return SPECIAL_PERFORMERS.some((special) => special === entry);
}
