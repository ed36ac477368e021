/** A rule in words: what it asks, one line a condition, and what it says, for the pages. Pure. */
import type { RuleForRouting } from '../../../routing/domain/rule.js';
import type { Languages } from '../../../web/languages.js';
import type { Language, LocalizedText } from '../../../shared/localized-text.js';
import { inLanguage } from '../../../shared/localized-text.js';
import type { RuleChoices } from './rule-choices.service.js';
import { yearDay } from './rule-values.js';

export interface Teller {
  readonly languages: Languages;
  readonly language: Language;
  readonly choices: RuleChoices;
}

/** "Tipo di disservizio: Strade" and so on; empty where the rule asks nothing. */
export function askedInWords(
  rule: RuleForRouting,
  teller: Teller,
): { label: string; text: string }[] {
  const say = teller.languages.translate.bind(teller.languages, teller.language);
  const { conditions: asked } = rule;
  const words = (key: string, values: readonly (string | number)[] | undefined) =>
    values?.map((one) => say(`${key}.${one}`)).join(', ');
  const lines: [string, string | undefined][] = [
    ['category', nameIn(teller.choices.categories, rule.categoryId)],
    ['kind', words('offices:kinds', asked.kinds)],
    ['answers', answersInWords(rule, teller)],
    ['area', nameIn(teller.choices.areas, rule.areaId)],
    ['boundary', asked.boundary && say('smistamento:corners', { n: asked.boundary.length })],
    ['streets', asked.streets?.join(', ')],
    ['places', asked.places?.map((code) => teller.choices.placeNames.get(code) ?? code).join(', ')],
    ['place-kinds', words('smistamento:placeKinds', asked.placeKinds)],
    ['weekdays', words('smistamento:days', asked.weekdays)],
    ['holidays', asked.holidays && say(`smistamento:holidays.${asked.holidays}`)],
    ['hours', asked.hours && `${asked.hours.from} – ${asked.hours.to}`],
    ['season', asked.season && `${yearDay(asked.season.from)} – ${yearDay(asked.season.to)}`],
  ];
  return lines.flatMap(([name, text]) =>
    text ? [{ label: say(`smistamento:conditions.${name}`), text }] : [],
  );
}

/** Who gets it, and who is told. */
export function saidInWords(rule: RuleForRouting, teller: Teller) {
  const { offices, people, partners } = teller.choices;
  return {
    office: nameIn(offices, rule.officeId) ?? null,
    person: nameIn(people, rule.personId) ?? null,
    partner: nameIn(partners, rule.partnerId) ?? null,
    involvement: rule.involvement,
    hears: hearsInWords(rule, teller),
  };
}

/** The built-in rules have their names in the language files. */
export function ruleInWords(
  { code, name }: { readonly code: string; readonly name: LocalizedText | null },
  { languages, language }: Pick<Teller, 'languages' | 'language'>,
): string {
  return name ? inLanguage(name, language) : languages.translate(language, `town:rules.${code}`);
}

export function nameIn(
  list: readonly { readonly id: string; readonly name: string }[],
  id: string | null | undefined,
): string | undefined {
  return list.find((one) => one.id === id)?.name;
}

function answersInWords({ categoryId, conditions }: RuleForRouting, teller: Teller) {
  const asked = teller.choices.questions.get(categoryId ?? '') ?? [];
  return conditions.answers
    ?.map((one) => {
      const question = asked.find(({ code }) => code === one.question);
      const label = question ? inLanguage(question.label, teller.language) : one.question;
      const values = one.in.map((value) => {
        const choice = question?.choices.find(({ code }) => code === value);
        return choice ? inLanguage(choice.label, teller.language) : value;
      });
      return `${label} ${values.join(' / ')}`;
    })
    .join('; ');
}

function hearsInWords({ hears, involvement }: RuleForRouting, teller: Teller): string | null {
  if (involvement !== 'informed' || hears === null) return null;
  if (hears === 'ends')
    return teller.languages.translate(teller.language, 'smistamento:hears.ends');
  const label = (code: string) =>
    teller.choices.actions.find(({ value }) => value === code)?.label ?? code;
  return hears.map(label).join(', ');
}
