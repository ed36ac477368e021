/**
 * What somebody who follows a request is told, and when. Pure; every sentence from `followers:`.
 *
 * - They hear of every public step of those who work on it, and of a citizen's step that moves the request; never of what office and
 *   citizen write to each other, and of nothing that a citizen wrote.
 * - Names of staff and workers are for who filed it: a follower reads office or firm.
 * - Every letter says how to stop.
 */
import type { Change } from '../../change.js';
import type { LetterDraft } from '../../letters/letter-draft.js';
import type { Wording } from '../../letters/citizen-letters.js';
import { RECORD_ACTIONS } from '../../steps/domain/record-actions.js';

/** What is between the office and who filed it; of the end of what theirs was joined to, followers hear by that one's own step. */
const BETWEEN_TWO: readonly string[] = ['question', 'message', 'new-password', 'split', 'followed'];

export function isForFollowers({ draft, letter, isSilent }: Change): boolean {
  if (isSilent || draft.visibility !== 'public' || draft.from === null) return false;
  if (letter && BETWEEN_TWO.includes(letter.kind)) return false;
  if (RECORD_ACTIONS.includes(draft.action)) return false;
  return draft.actor.kind !== 'citizen' || draft.from !== draft.to;
}

export interface FollowedFacts {
  readonly council: string;
  readonly ticketNumber: string;
  readonly name: string;
  readonly category: string;
  readonly place: string;
  readonly state: string;
  readonly next: string;
  /** Opens the page that says how to stop; opening it changes nothing. */
  readonly unfollowUrl: string;
}

export interface FollowedStep {
  readonly label: string;
  readonly at: Date;
  /** Office, firm, or "the citizen". */
  readonly who: string;
  readonly note: string | null;
  readonly details: readonly { readonly label: string; readonly value: string }[];
}

/** Without a step: the letter that says that they follow it from now on. */
export function followerLetter(
  facts: FollowedFacts,
  words: Wording,
  step?: FollowedStep,
): LetterDraft {
  const { ticketNumber: number, council, name, unfollowUrl } = facts;
  const blanks = { number, council };
  const text = (key: string): string =>
    words.text(`followers:${step ? 'step' : 'welcome'}.${key}`, blanks);
  return {
    subject: text('subject'),
    greeting: words.text('letters:greeting', { name }),
    paragraphs: [text('opening'), facts.next],
    facts: [
      { label: words.text('letters:fact.number'), value: number, isCode: true },
      { label: words.text('letters:fact.category'), value: facts.category },
      { label: words.text('letters:fact.place'), value: facts.place },
      ...(step ? stepFacts(step, words) : []),
      { label: words.text('letters:fact.state'), value: facts.state },
    ].filter(({ value }) => value !== ''),
    quote: step?.note ? { label: words.text('followers:step.quote'), text: step.note } : undefined,
    link: { label: words.text('followers:stop.link'), url: unfollowUrl },
    closing: [words.text('followers:closing', blanks), council],
  };
}

function stepFacts({ label, at, who, details }: FollowedStep, words: Wording) {
  return [
    { label: words.text('letters:fact.step'), value: label },
    { label: words.text('letters:fact.when'), value: words.dateTime(at) },
    { label: words.text('letters:fact.who'), value: who },
    ...details,
  ];
}
