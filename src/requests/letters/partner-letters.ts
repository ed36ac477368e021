/**
 * What a partner hears of a request it has to do with. Pure: facts in, a mail draft or a webhook body out. No personal data of the
 * citizen but where the agreement says so; staff appear with name and office, since a partner must know whom to ask.
 */
import type { LetterDraft, LetterFact } from './letter-draft.js';
import type { Appointment } from './appointments/appointment.js';
import type { LetterStep, Wording } from './citizen-letters.js';

/** Type words of CONTRACT.md's webhooks. */
export const PARTNER_LETTERS = [
  'task.offered',
  'task.cancelled',
  'task.due-soon',
  'task.overdue',
  'step.recorded',
] as const;
export type PartnerLetterKind = (typeof PARTNER_LETTERS)[number];

export interface PartnerLetterFacts {
  readonly council: string;
  readonly partner: string;
  readonly ticketNumber: string;
  readonly taskId: string | null;
  readonly category: { readonly code: string; readonly name: string };
  readonly title: string;
  readonly description: string;
  readonly location: {
    readonly text: string;
    readonly latitude: number | null;
    readonly longitude: number | null;
  };
  readonly state: { readonly code: string; readonly label: string };
  readonly dueAt: Date;
  readonly step: LetterStep & {
    readonly seq: number;
    readonly action: string;
    readonly recordedAt: Date;
    readonly office: string | null;
  };
  readonly instructions: string | null;
  readonly photos: number;
  /** Only where the agreement allows it. The contact is masked: the task's page opens it, and records that. */
  readonly citizen: { readonly name: string; readonly contact: string | null } | null;
  /** The page of the task or request; null where the partner has nobody with a sign-in. */
  readonly url: string | null;
  /** What of the step belongs into the partner's calendar. */
  readonly appointment: Appointment | null;
  /** The address that mail comes from. */
  readonly sender: string;
  /** Whom to ask or to answer: the office's e-mail and phone. */
  readonly officeContact: string;
}

export function partnerMail(
  kind: PartnerLetterKind,
  facts: PartnerLetterFacts,
  words: Wording,
): LetterDraft {
  const key = wordsOf(kind, facts);
  const blanks = {
    number: facts.ticketNumber,
    category: facts.category.name,
    place: facts.location.text,
  };
  return {
    subject: words.text(`letters:${key}.subject`, blanks),
    greeting: words.text('letters:greeting', { name: facts.partner }),
    paragraphs: [words.text(`letters:${key}.opening`, blanks)],
    facts: mailFacts(facts, words),
    quote: quoted(kind, facts, words),
    link: facts.url ? { label: words.text(`letters:${key}.link`), url: facts.url } : undefined,
    closing: [words.text('letters:closing', { council: facts.council }), facts.council],
  };
}

export function partnerWebhook(facts: PartnerLetterFacts): Record<string, unknown> {
  const { step } = facts;
  return {
    ...(facts.taskId ? { taskId: facts.taskId } : {}),
    ticketNumber: facts.ticketNumber,
    step: {
      seq: step.seq,
      action: step.action,
      label: step.label,
      at: step.recordedAt.toISOString(),
      occurredAt: step.at.toISOString(),
      actor: { office: step.office },
      note: clip(step.note, 2_000),
    },
    request: {
      category: facts.category.code,
      title: facts.title,
      location: facts.location,
      state: facts.state.code,
      dueAt: facts.dueAt.toISOString(),
    },
    ...(facts.instructions ? { instructions: clip(facts.instructions, 2_000) } : {}),
    url: facts.url,
  };
}

function mailFacts(facts: PartnerLetterFacts, words: Wording): LetterFact[] {
  const fact = (key: string, value: string): LetterFact[] =>
    value ? [{ label: words.text(`letters:fact.${key}`), value }] : [];
  return [
    { label: words.text('letters:fact.number'), value: facts.ticketNumber, isCode: true },
    ...fact('category', facts.category.name),
    ...fact('title', facts.title),
    ...fact('description', facts.description),
    ...fact('place', facts.location.text),
    ...fact('step', facts.step.label),
    ...fact('when', words.dateTime(facts.step.at)),
    ...fact('who', facts.step.who),
    ...fact('due', words.dueDay(facts.dueAt)),
    ...fact('photos', facts.photos > 0 ? String(facts.photos) : ''),
    ...fact('officeContact', facts.officeContact),
    ...fact('citizen', citizenLine(facts, words)),
  ];
}

function citizenLine({ citizen }: PartnerLetterFacts, words: Wording): string {
  if (!citizen) return '';
  const { name, contact } = citizen;
  return contact === null ? name : words.text('letters:citizenMasked', { name, contact });
}

function quoted(
  kind: PartnerLetterKind,
  facts: PartnerLetterFacts,
  words: Wording,
): LetterDraft['quote'] {
  const key = wordsOf(kind, facts);
  const text = key === 'task-offered' ? facts.instructions : facts.step.note;
  return text ? { label: words.text(`letters:${key}.quote`), text } : undefined;
}

/** What a correction offers was offered before: the step that had ended it is struck through. */
function wordsOf(kind: PartnerLetterKind, { step }: PartnerLetterFacts): string {
  const isAgain = kind === 'task.offered' && step.action === 'correct';
  return isAgain ? 'task-again' : kind.replace('.', '-');
}

/** A webhook's body must stay within 20 KB; the whole text is on the task's page. */
function clip(text: string | null, codePoints: number): string | null {
  if (text === null) return null;
  const points = Array.from(text);
  return points.length > codePoints ? `${points.slice(0, codePoints).join('')}…` : text;
}
