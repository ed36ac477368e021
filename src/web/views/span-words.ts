import type { Language } from '../../shared/localized-text.js';
import { type Span, unitOf } from '../../shared/span.js';
import type { Languages } from '../languages.js';

/** How long something may take, as people say it: "30 giorni", "5 giorni lavorativi", "48 ore"; '' where nothing is said. */
export function spanWords(span: Span, languages: Languages, language: Language): string {
  const unit = unitOf(span);
  return unit ? languages.translate(language, `terms:spans.${unit}`, { count: span[unit] }) : '';
}
