/** The answers of a partner in the words of the address: `/incarichi/<id>/esegui`. */
import { isQuote, type TaskAction } from '../../requests/tasks/domain/answer.js';

const SLUGS: Readonly<Record<TaskAction, string>> = {
  accept: 'accetta',
  schedule: 'programma',
  complete: 'esegui',
  decline: 'rifiuta',
  ask: 'domanda',
  note: 'nota',
};
const ACTIONS = Object.keys(SLUGS) as TaskAction[]; // the keys of the record above

export function answerSlug(action: TaskAction): string {
  return SLUGS[action];
}

export function answerOfSlug(slug: string): TaskAction | undefined {
  return ACTIONS.find((action) => SLUGS[action] === slug);
}

/** How pages call it: what is asked is a quote, and not work. */
export function answerWord(action: TaskAction, kind: string): TaskAction | 'quote' {
  return isQuote(action, kind) ? 'quote' : action;
}

/** In the order in which a page offers them. */
export function inPageOrder(actions: readonly TaskAction[]): TaskAction[] {
  return ACTIONS.filter((action) => actions.includes(action));
}
