/** What a district council reads once a month: the figures of each of its areas beside the town's. Pure; every sentence from `district:`. */
import type { LetterDraft, LetterFact } from '../../../requests/letters/letter-draft.js';
import type { Wording } from '../../../requests/letters/citizen-letters.js';
import { inLanguage } from '../../../shared/localized-text.js';
import type { Unit } from '../../../shared/quantity.js';
import type { LookedAfter } from '../../../territory/council-areas.service.js';
import { showQuantity } from '../../../web/views/dates.js';
import type { Figures } from '../../domain/figures.js';
import type { MonthDocument } from '../../domain/month-document.js';
import { figuresIn } from '../../domain/period.js';
import { monthInWords } from '../../../shared/month-in-words.js';

export interface Digest {
  readonly document: MonthDocument;
  readonly areas: readonly LookedAfter[];
  readonly partnerName: string;
  readonly council: string;
  /** Null for who has nobody that could sign in. */
  readonly url: string | null;
  /** Opens the page that says how to stop; opening it changes nothing. */
  readonly stopUrl: string;
}

export function digestLetter(digest: Digest, words: Wording): LetterDraft {
  const { document, areas, partnerName, council, url, stopUrl } = digest;
  const { language } = words;
  const blanks = { month: monthInWords(document.month, language), council };
  const text = (key: string): string => words.text(`district:digest.${key}`, blanks);
  const lines = areas.map(({ code, name }) => ({
    label: inLanguage(name, language),
    value: lineOf(figuresIn(document, { dimension: 'area', code }), words),
  }));
  const town: LetterFact = { label: text('town'), value: lineOf(document.totals, words) };
  return {
    subject: text('subject'),
    greeting: words.text('letters:greeting', { name: partnerName }),
    paragraphs: [text('opening')],
    facts: [...lines, town],
    ...(url !== null && { link: { label: text('link'), url } }),
    also: { text: text('closing'), label: text('stop'), url: stopUrl },
    closing: [council],
  };
}

/** Received, closed, open at the end; then how long it took and how much was within its term, where there is a case. */
function lineOf({ closure, term, ...counts }: Figures, words: Wording): string {
  const shown = (value: number, unit: Unit): string =>
    showQuantity({ value, unit }, words.language);
  const { received, reopened, closed, withdrawn, openAtEnd } = counts;
  const parts = [words.text('district:digest.counts', { received, reopened, closed, withdrawn, openAtEnd })]; // prettier-ignore
  if (closure.medianDays !== null)
    parts.push(words.text('district:digest.days', { days: shown(closure.medianDays, 'days') }));
  if (term.share !== null) {
    const { within, cases, share } = term;
    const percent = shown(share, 'share');
    parts.push(words.text('district:digest.term', { percent, within, cases }));
  }
  return parts.join(' ');
}
