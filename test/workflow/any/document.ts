/**
 * Iters as a council might write them, wild ones too: a plain one to begin with, then changes at random, one after the other, of which those
 * stay that the linter accepts. So whatever it accepts can come, and nothing that it refuses.
 */
import fc from 'fast-check';
import { type WorkflowDocument, workflowDocument } from '../../../src/workflow/domain/document.js';
import { lint } from '../../../src/workflow/domain/lint.js';
import type { KnownNames } from '../../../src/workflow/domain/lint/names.js';
import { withStanding } from '../../../src/workflow/domain/with-standing.js';
import { standingOnes } from '../../../src/workflow/shipped-workflows.js';
import type { Draft } from '../small-document.js';
import { CHANGES, TEXT } from './changes.js';
import { diceOf, throws } from './dice.js';

const CHANGES_AT_MOST = 60;

/** Standing actions included, as it would be published. */
export function anyDocument(known: KnownNames): fc.Arbitrary<WorkflowDocument> {
  return fc
    .array(throws, { minLength: 20, maxLength: CHANGES_AT_MOST, size: 'max' })
    .map((changes) => withStanding(changes.reduce(changed, plain()), standingOnes()));

  function changed(document: WorkflowDocument, thrown: readonly number[]): WorkflowDocument {
    const dice = diceOf(thrown);
    const draft = structuredClone(document) as Draft;
    dice.pick(CHANGES)(draft, dice);
    const read = workflowDocument.safeParse(draft);
    const isRight = read.success && lint(withStanding(read.data, standingOnes()), known).length === 0; // prettier-ignore
    return isRight ? read.data : document;
  }
}

/** new → work → end, and open again. */
function plain(): WorkflowDocument {
  const state = { label: TEXT, next: TEXT };
  const action = { label: TEXT, done: TEXT, by: ['operator'] };
  return workflowDocument.parse({
    ...{ code: 'any', label: TEXT, initial: 'new' },
    states: [
      { ...state, code: 'new', kind: 'open' },
      { ...state, code: 'work', kind: 'open' },
      { ...state, code: 'end', kind: 'closed' },
    ],
    actions: [
      { ...action, code: 'begin', from: ['new'], to: 'work' },
      {
        ...{ ...action, code: 'finish', from: ['work'], to: 'end' },
        effects: [{ kind: 'outcome', code: 'end' }],
      },
      { ...action, code: 'again', from: ['end'], to: 'work' },
    ],
  });
}
