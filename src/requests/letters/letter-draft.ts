/** A letter before it is set: what it says, in order, in the reader's language. One draft gives the plain text and the HTML of a mail. */
export interface LetterDraft {
  readonly subject: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  readonly facts: readonly LetterFact[];
  /** Words of the office, set apart: the outcome, a question, a note. */
  readonly quote?: { readonly label: string; readonly text: string } | undefined;
  readonly link?: { readonly label: string; readonly url: string } | undefined;
  /** Asked beside what the letter is about: a sentence and where to answer. */
  readonly also?:
    { readonly text: string; readonly label: string; readonly url: string } | undefined;
  readonly closing: readonly string[];
}

export interface LetterFact {
  readonly label: string;
  readonly value: string;
  /** Shown large: ticket number and password. */
  readonly isCode?: boolean;
  /** Never part of the snapshot that the step keeps. */
  readonly isSecret?: boolean;
}

/** The draft without its secrets: what a step keeps as the text promised to the citizen. */
export function withoutSecrets(draft: LetterDraft): LetterDraft {
  return { ...draft, facts: draft.facts.filter((fact) => !fact.isSecret) };
}
