/** Which rule gave a request to its office and to its person, from its steps. Pure. A hand that came later than the rule is none. */
import type { RequestView } from '../../../requests/queries/request-view.js';
import type { StepView } from '../../../requests/queries/step-view.js';
import { type KeptRule, readRuleLine } from '../../../requests/assignment/rule-line.js';
import type { ActionDefinition, Effect } from '../../../workflow/domain/document.js';

export interface WhichRule {
  readonly office: KeptRule | null;
  readonly assignee: KeptRule | null;
  /** Executors are told with their tasks. */
  readonly involved: readonly {
    readonly partner: string;
    readonly role: string;
    readonly rule: KeptRule | null;
    /** The step with which it ceased to be informed. */
    readonly endedSeq: number | null;
  }[];
}

const MOVES_OFFICE: readonly Effect['kind'][] = ['change-office', 'change-category'];
const MOVES_PERSON: readonly Effect['kind'][] = [...MOVES_OFFICE, 'assign-person'];

export function whichRule(view: RequestView, actions: readonly ActionDefinition[]): WhichRule {
  const standing = view.steps.filter(({ correctedBy }) => correctedBy === null);
  const { office, assignee } = view;
  return {
    office: ruleOf(standing, actions, { name: 'office', is: office.code, moves: MOVES_OFFICE }),
    assignee:
      assignee &&
      ruleOf(standing, actions, { name: 'assignee', is: assignee.id, moves: MOVES_PERSON }),
    involved: view.involved
      .filter(({ role }) => role !== 'executor')
      .map(({ partner, role, rule, endedSeq }) => ({
        ...{ partner, role, endedSeq },
        rule: rule ? readRuleLine(rule) : null,
      })),
  };
}

interface Sought {
  readonly name: 'office' | 'assignee';
  /** Code of the office or id of the person that has it now. */
  readonly is: string;
  readonly moves: readonly Effect['kind'][];
}

/** Of the last step that decided it; null where that one names no rule. */
function ruleOf(
  steps: readonly StepView[],
  actions: readonly ActionDefinition[],
  { name, is, moves }: Sought,
): KeptRule | null {
  const last = steps.findLast(({ action }) => {
    const effects = actions.find(({ code }) => code === action)?.effects ?? [];
    return action === 'file' || effects.some(({ kind }) => moves.includes(kind));
  });
  const value = last?.data[name];
  if (typeof value !== 'object' || value === null || !('rule' in value)) return null;
  const isHere = ('code' in value && value.code === is) || ('id' in value && value.id === is);
  return isHere && typeof value.rule === 'string' ? readRuleLine(value.rule) : null;
}
