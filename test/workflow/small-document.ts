import type { z } from 'zod';
import { type WorkflowDocument, workflowDocument } from '../../src/workflow/domain/document.js';

export type Draft = z.input<typeof workflowDocument>;

/** The smallest right iter with a wait: new → end, new → pause → back. `change` makes one thing of it wrong. */
export function small(change: (document: Draft) => void = () => undefined): Draft {
  const text = { it: 'Testo' };
  const action = { label: text, done: text, by: ['operator'] };
  const document: Draft = {
    code: 'small',
    label: text,
    initial: 'new',
    states: [
      { code: 'new', label: text, kind: 'open', next: text },
      { code: 'pause', label: text, kind: 'waiting', next: text },
      { code: 'end', label: text, kind: 'closed', next: text },
    ],
    actions: [
      {
        ...action,
        code: 'start',
        from: ['new'],
        to: 'end',
        effects: [{ kind: 'outcome', code: 'end' }],
      },
      { ...action, code: 'pause', from: ['new'], to: 'pause', effects: [{ kind: 'stop-clock' }] },
      {
        ...action,
        code: 'resume',
        from: ['pause'],
        to: '@previous',
        effects: [{ kind: 'start-clock' }],
      },
    ],
  };
  change(document);
  return document;
}

export function smallWorkflow(change?: (document: Draft) => void): WorkflowDocument {
  return workflowDocument.parse(small(change));
}
