/**
 * Every text that a person sees, in every language that is present.
 *
 * - A folder in `views/languages` is a language, a file in it a namespace: a new language needs no code.
 * - A namespace may bring its own `errors` and `reasons`: they join `errors:` and `refusals:reasons.`, so that each part of the house keeps
 *   its sentences together.
 * - Outside production a missing key, or a blank that nobody filled, throws.
 * - Texts come back unescaped (templates escape), and what fills a blank is never read as a text of ours.
 */
import { Injectable } from '@nestjs/common';
import i18next, { type i18n } from 'i18next';
import { Environment } from '../config/environment.js';
import { isLanguage, type Language } from '../shared/localized-text.js';
import { type Catalogue, readCatalogues } from './views/catalogues.js';
import { cut, fill, type Sentence } from './views/sentence.js';

export type Blanks = Readonly<Record<string, unknown>>;

const DEFAULT_LANGUAGE: Language = 'it';
const NONE: Blanks = {};

/** Promises the sentence of a key in a language; where a translation is missing in production, the Italian one, then the key itself. */
@Injectable()
export class Languages {
  readonly found: readonly Language[];
  private readonly i18n: i18n = i18next.createInstance();
  private readonly sentences = new Map<string, Sentence>();
  private readonly plurals = new Map<Language, Intl.PluralRules>();
  private readonly isStrict: boolean;

  constructor(environment: Environment) {
    this.isStrict = !environment.isProduction;
    const catalogues = readCatalogues();
    this.found = [...catalogues.keys()];
    for (const language of this.found) this.plurals.set(language, new Intl.PluralRules(language));
    this.start(catalogues);
  }

  /** `count` among the blanks chooses the plural form. */
  translate(language: Language, key: string, blanks: Blanks = NONE): string {
    const spoken = this.spoken(language);
    const sentence = this.sentence(spoken, this.pluralKey(spoken, key, blanks));
    return sentence.blanks.length === 0
      ? (sentence.fixed[0] ?? '')
      : fill(sentence, blanks, (blank) => this.complain(`${key}: nobody filled {{${blank}}}`));
  }

  /** In which language somebody of this one is answered: their own where its texts are here, else Italian, sentences and dates alike. */
  spoken(language: Language): Language {
    return this.found.includes(language) ? language : DEFAULT_LANGUAGE;
  }

  has(key: string): boolean {
    return this.i18n.exists(key) || this.i18n.exists(`${key}_other`);
  }

  /** The best language of an `Accept-Language` header among those offered. */
  preferred(header: string | undefined, offered: readonly Language[] = this.found): Language {
    const wanted = (header ?? '').slice(0, 500).split(',').map(weighed);
    wanted.sort((a, b) => b.weight - a.weight);
    const match = wanted.find(({ code, weight }) => weight > 0 && isOffered(code, offered));
    return match && isLanguage(match.code) ? match.code : DEFAULT_LANGUAGE;
  }

  private start(catalogues: Map<Language, Catalogue>): void {
    void this.i18n.init({
      resources: Object.fromEntries(catalogues),
      ns: Object.keys(catalogues.get(DEFAULT_LANGUAGE) ?? {}),
      defaultNS: 'common',
      lng: DEFAULT_LANGUAGE,
      fallbackLng: DEFAULT_LANGUAGE,
      initAsync: false,
      parseMissingKeyHandler: (key: string) => this.complain(`no such text: ${key}`, key),
    });
  }

  private sentence(language: Language, key: string): Sentence {
    const name = `${language} ${key}`;
    const known = this.sentences.get(name);
    if (known) return known;
    const made = cut(this.i18n.t(key, { lng: language, skipInterpolation: true }));
    if (this.i18n.exists(key)) this.sentences.set(name, made); // only our own keys: the map cannot grow
    return made;
  }

  /** Italian and French have a form of their own for millions (`many`): files give one `other` for both. */
  private pluralKey(language: Language, key: string, { count }: Blanks): string {
    if (typeof count !== 'number') return key;
    const form = this.plurals.get(language)?.select(count) ?? 'other';
    const exact = `${key}_${form}`;
    if (this.i18n.exists(exact)) return exact;
    return this.i18n.exists(`${key}_other`) ? `${key}_other` : key;
  }

  private complain(what: string, shown = ''): string {
    if (this.isStrict) throw new Error(what);
    return shown;
  }
}

function weighed(part: string): { code: string; weight: number } {
  const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
  const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
  const weight = quality === undefined ? 1 : Number(quality.trim().slice(2));
  return { code: tag.split('-')[0] ?? '', weight: Number.isFinite(weight) ? weight : 0 };
}

function isOffered(code: string, offered: readonly Language[]): boolean {
  return isLanguage(code) && offered.includes(code);
}
