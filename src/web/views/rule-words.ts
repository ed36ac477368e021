import type { Language } from '../../shared/localized-text.js';
import type { Languages } from '../languages.js';

/** As the steps name what the system did: "fault 2: term.overdue, director (Ivo Greco)". */
const OF_AN_ITER = /^(\S+) (\d+): ([^(]*?)(?: \((.*)\))?$/;

/** A rule as people read it; one that is no iter's, or whose words we do not have, stays as it was recorded. */
export function ruleWords(rule: unknown, languages: Languages, language: Language): string {
  if (typeof rule !== 'string') return '';
  const [, code, number, what = '', by] = OF_AN_ITER.exec(rule) ?? [];
  if (!code) return rule;
  const say = (key: string, blanks = {}) => languages.translate(language, key, blanks);
  const known = (key: string, otherwise: string) => (languages.has(key) ? say(key) : otherwise);
  const [trigger = '', ...whom] = what.split(', ');
  const words = [
    known(`steps:rules.${trigger.replaceAll('.', '-')}`, trigger),
    ...whom.map((one) => known(`frame:roles.${one}`, one).toLowerCase()),
  ].join(', ');
  const iter = say('steps:ruleOfIter', { code, number, words });
  return by ? say('steps:rulePublished', { iter, by }) : iter;
}
