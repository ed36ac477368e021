/**
 * What the citizen is told, and when. Pure: facts in, a draft out, every sentence from the language files (`letters:`).
 *
 * - `received`: number, password, office, due date, and to whom it was sent straight on.
 * - `step`: a public step, for who chose to hear of every step.
 * - `question`: the office asks; always sent.
 * - `message`: the office writes; always sent.
 * - `outcome`: what was done or why not, by whom, and what the citizen can do now; always sent.
 * - `followed`: the request that theirs was joined to has ended; always sent.
 * - `split`: a part of theirs goes its own way; always sent.
 * - `new-password`: the old one is void.
 */
import type { Language } from '../../shared/localized-text.js';
import type { LetterDraft, LetterFact } from './letter-draft.js';

export const CITIZEN_LETTERS = [
  'received',
  'step',
  'question',
  'message',
  'outcome',
  'followed',
  'split',
  'new-password',
] as const;
export type CitizenLetterKind = (typeof CITIZEN_LETTERS)[number];

export interface CitizenLetterFacts {
  readonly council: string;
  readonly citizenName: string;
  readonly ticketNumber: string;
  readonly password?: string;
  readonly category: string;
  readonly title: string;
  readonly place: string;
  readonly office: string;
  readonly filedAt: Date;
  readonly dueAt: Date;
  readonly state: string;
  readonly next: string;
  readonly sentTo: readonly { readonly partner: string; readonly at: Date }[];
  readonly step?: LetterStep;
  /** Number of the other request that the letter names. */
  readonly other?: string;
  readonly trackUrl: string;
  readonly reopenDays: number;
  /** For how many days the closing may be rated; null where nobody is asked. */
  readonly feedbackDays: number | null;
}

export interface LetterStep {
  readonly label: string;
  readonly at: Date;
  readonly who: string;
  readonly note: string | null;
  /** The action's public fields, labelled. */
  readonly details: readonly LetterFact[];
}

/** What a draft needs from outside: sentences and dates in the reader's language. */
export interface Wording {
  readonly language: Language;
  text(key: string, blanks?: Record<string, string | number>): string;
  /** The last day of a term. */
  dueDay(dueAt: Date): string;
  dateTime(instant: Date): string;
}

export function citizenLetter(
  kind: CitizenLetterKind,
  facts: CitizenLetterFacts,
  words: Wording,
): LetterDraft {
  const { ticketNumber: number, title, council, other = '' } = facts;
  const blanks = { number, title, council, other, step: facts.step?.label ?? '' };
  return {
    subject: words.text(`letters:${kind}.subject`, blanks),
    greeting: words.text('letters:greeting', { name: facts.citizenName }),
    paragraphs: [words.text(`letters:${kind}.opening`, blanks), ...paragraphs(kind, facts, words)],
    facts: letterFacts(kind, facts, words),
    quote: quote(kind, facts, words),
    link: { label: words.text(`letters:${kind}.link`), url: facts.trackUrl },
    also: kind === 'outcome' ? feedback(facts, words) : undefined,
    closing: [words.text('letters:closing', blanks), facts.council],
  };
}

function paragraphs(kind: CitizenLetterKind, facts: CitizenLetterFacts, words: Wording): string[] {
  if (kind === 'received') {
    const sent = facts.sentTo.map(({ partner, at }) =>
      words.text('letters:received.sentTo', { partner, at: words.dateTime(at) }),
    );
    return [
      ...sent,
      words.text('letters:received.term', {
        date: words.dueDay(facts.dueAt),
        office: facts.office,
      }),
      words.text('letters:received.keep'),
    ];
  }
  if (kind === 'split')
    return [
      words.text('letters:split.password', {
        number: facts.ticketNumber,
        other: facts.other ?? '',
      }),
    ];
  if (kind === 'outcome') return [words.text('letters:outcome.reopen', { days: facts.reopenDays })];
  if (kind === 'step') return [words.text('letters:step.next', { next: facts.next })];
  return [];
}

/** The one who posts the letter puts the signed address in its place: see `CitizenPost`. */
function feedback(
  { feedbackDays: days, trackUrl: url }: CitizenLetterFacts,
  words: Wording,
): LetterDraft['also'] {
  return days === null
    ? undefined
    : { text: words.text('letters:feedback.ask', { days }), label: words.text('letters:feedback.link'), url }; // prettier-ignore
}

function letterFacts(
  kind: CitizenLetterKind,
  facts: CitizenLetterFacts,
  words: Wording,
): LetterFact[] {
  const number = {
    label: words.text('letters:fact.number'),
    value: facts.ticketNumber,
    isCode: true,
  };
  if (kind === 'received' || kind === 'new-password') {
    const secret = facts.password
      ? [
          {
            label: words.text('letters:fact.password'),
            value: facts.password,
            isCode: true,
            isSecret: true,
          },
        ]
      : [];
    return kind === 'new-password'
      ? [number, ...secret]
      : [number, ...secret, ...about(facts, words)];
  }
  const step = facts.step;
  const done: LetterFact[] = step
    ? [
        { label: words.text('letters:fact.step'), value: step.label },
        { label: words.text('letters:fact.when'), value: words.dateTime(step.at) },
        { label: words.text('letters:fact.who'), value: step.who },
        ...step.details,
      ]
    : [];
  return [
    number,
    { label: words.text('letters:fact.title'), value: facts.title },
    ...done,
    { label: words.text('letters:fact.state'), value: facts.state },
  ];
}

function about(facts: CitizenLetterFacts, words: Wording): LetterFact[] {
  return [
    { label: words.text('letters:fact.title'), value: facts.title },
    { label: words.text('letters:fact.category'), value: facts.category },
    { label: words.text('letters:fact.place'), value: facts.place },
    { label: words.text('letters:fact.filed'), value: words.dateTime(facts.filedAt) },
    { label: words.text('letters:fact.office'), value: facts.office },
    { label: words.text('letters:fact.due'), value: words.dueDay(facts.dueAt) },
  ];
}

function quote(
  kind: CitizenLetterKind,
  facts: CitizenLetterFacts,
  words: Wording,
): LetterDraft['quote'] {
  const text = facts.step?.note;
  return text ? { label: words.text(`letters:${kind}.quote`), text } : undefined;
}
