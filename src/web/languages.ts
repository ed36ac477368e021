/**
 * Every text that a person sees, in every language that is present.
 *
 * - A folder in `views/languages` is a language, a file in it a namespace: a new language needs no code.
 * - A namespace may bring its own `errors` and `reasons`: they join `errors:` and `refusals:reasons.`, so that each part of the house keeps
 *   its sentences together.
 * - Outside production a missing key, or a blank that nobody filled, throws.
 * - Texts come back unescaped: templates escape.
 */
import { Injectable } from '@nestjs/common';
import i18next, { type i18n } from 'i18next';
import { Environment } from '../config/environment.js';
import { isLanguage, type Language } from '../shared/localized-text.js';
import { type Catalogue, readCatalogues } from './views/catalogues.js';

export type Blanks = Readonly<Record<string, unknown>>;

const DEFAULT_LANGUAGE: Language = 'it';

/** Promises the sentence of a key in a language; where a translation is missing in production, the Italian one, then the key itself. */
@Injectable()
export class Languages {
  readonly found: readonly Language[];
  private readonly i18n: i18n = i18next.createInstance();
  private readonly plain = new Map<Language, Map<string, string>>();
  private readonly manyRules = new Map<Language, Intl.PluralRules>();

  constructor(environment: Environment) {
    const catalogues = readCatalogues();
    this.found = [...catalogues.keys()];
    for (const language of this.found) {
      this.plain.set(language, new Map());
      this.manyRules.set(language, new Intl.PluralRules(language));
    }
    this.start(catalogues, !environment.isProduction);
  }

  translate(language: Language, key: string, blanks?: Blanks): string {
    const spoken = this.found.includes(language) ? language : DEFAULT_LANGUAGE;
    if (blanks) return this.i18n.t(this.pluralKey(spoken, key, blanks), { ...blanks, lng: spoken });
    const known = this.plain.get(spoken);
    const ready = known?.get(key);
    if (ready !== undefined) return ready;
    const text = this.i18n.t(key, { lng: spoken });
    known?.set(key, text);
    return text;
  }

  has(key: string): boolean {
    return this.i18n.exists(key, { lng: DEFAULT_LANGUAGE }) || this.i18n.exists(`${key}_other`);
  }

  /** The best language of an `Accept-Language` header among those offered. */
  preferred(header: string | undefined, offered: readonly Language[] = this.found): Language {
    const wanted = (header ?? '').slice(0, 500).split(',').map(weighed);
    wanted.sort((a, b) => b.weight - a.weight);
    const match = wanted.find(({ code, weight }) => weight > 0 && isOffered(code, offered));
    return match && isLanguage(match.code) ? match.code : DEFAULT_LANGUAGE;
  }

  private start(catalogues: Map<Language, Catalogue>, isStrict: boolean): void {
    const refuse = (what: string) => (key: string, detail?: unknown) => {
      throw new Error(`${what}: ${key} ${typeof detail === 'string' ? detail : ''}`);
    };
    void this.i18n.init({
      resources: Object.fromEntries(catalogues),
      ns: Object.keys(catalogues.get(DEFAULT_LANGUAGE) ?? {}),
      lng: DEFAULT_LANGUAGE,
      fallbackLng: DEFAULT_LANGUAGE,
      defaultNS: 'common',
      initAsync: false,
      interpolation: {
        escapeValue: false, // templates escape
        skipOnVariables: true, // what a person typed is never read as a template
      },
      returnNull: false,
      ...(isStrict && {
        parseMissingKeyHandler: refuse('no such text'),
        missingInterpolationHandler: (text: string, match: unknown) =>
          refuse('a blank was not filled')(text, Array.isArray(match) ? String(match[0]) : ''),
      }),
    });
  }

  /** Italian and French say "1 000 000 *di*": a category of its own (`many`), for which files give the `other` form. */
  private pluralKey(language: Language, key: string, blanks: Blanks): string {
    const { count } = blanks;
    const isMany = typeof count === 'number' && this.manyRules.get(language)?.select(count) === 'many';
    return isMany ? `${key}_other` : key;
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
