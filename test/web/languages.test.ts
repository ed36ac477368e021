import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Environment } from '../../src/config/environment.js';
import { Languages } from '../../src/web/languages.js';
import { readCatalogues, type Texts } from '../../src/web/views/catalogues.js';
import { cut } from '../../src/web/views/sentence.js';

const strict = new Languages({ isProduction: false } as Environment);
const mild = new Languages({ isProduction: true } as Environment);

function flat(texts: Texts, prefix = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : flat(value, `${prefix}${key}.`),
  );
}

/** Keys of a language with the blanks of each, in order of name; plural forms count as one key. */
function shape(language: 'it' | 'en' | 'de' | 'fr'): Record<string, string[]> {
  const all: Record<string, string[]> = {};
  for (const [namespace, texts] of Object.entries(readCatalogues().get(language) ?? {}))
    for (const [key, text] of flat(texts)) {
      const name = `${namespace}:${key.replace(/_(zero|one|two|few|many|other)$/, '_*')}`;
      all[name] = [...new Set([...(all[name] ?? []), ...cut(text).blanks])].sort();
    }
  return all;
}

describe('languages', () => {
  test('Italian comes first and English is there', () => {
    expect(strict.found.slice(0, 2)).toEqual(['it', 'en']);
  });

  test.each(strict.found.filter((code) => code !== 'it'))(
    '%s has exactly the texts of Italian, with the same blanks',
    (language) => {
      expect(shape(language)).toEqual(shape('it'));
    },
  );

  test.each(['errors', 'reasons'])('no code of %s has two different sentences', (part) => {
    const said: Record<string, Set<string>> = {};
    for (const [namespace, texts] of Object.entries(readCatalogues().get('it') ?? {})) {
      const shared = part === 'errors' ? 'errors' : 'refusals';
      if (namespace === shared) continue; // the merged one
      const own = texts[part];
      for (const [code, text] of typeof own === 'object' ? flat(own) : [])
        (said[code] ??= new Set()).add(text);
    }
    expect(Object.entries(said).filter(([, sentences]) => sentences.size > 1)).toEqual([]);
  });

  test('a code of the common errors is nobody else’s too', () => {
    const read = (file: string) =>
      JSON.parse(readFileSync(join('views/languages/it', file), 'utf8')) as Texts;
    const common = Object.keys(read('errors.json'));
    const others = readdirSync('views/languages/it').flatMap((file) =>
      Object.keys(file === 'errors.json' ? {} : (read(file)['errors'] ?? {})),
    );
    expect(common.filter((code) => others.includes(code))).toEqual([]);
  });

  test('no text is left empty but where Italian is empty too', () => {
    for (const [namespace, texts] of Object.entries(readCatalogues().get('en') ?? {}))
      for (const [key, text] of flat(texts))
        if (text === '') expect(strict.translate('it', `${namespace}:${key}`)).toBe('');
  });

  test('a missing text throws outside production and shows its key in production', () => {
    expect(() => strict.translate('it', 'common:no-such-text')).toThrow('no such text');
    expect(mild.translate('it', 'common:no-such-text')).toBe('no-such-text');
  });

  test('a blank that nobody filled throws outside production', () => {
    expect(() => strict.translate('it', 'errors:too-long')).toThrow('nobody filled {{max}}');
    expect(mild.translate('it', 'errors:too-long')).not.toContain('{{');
  });

  test('what fills a blank is never read as a text of ours', () => {
    const sly = '{{name}} $t(common:save) <b>';
    expect(strict.translate('en', 'errors:file-empty', { name: sly })).toBe(
      `The file “${sly}” is empty.`,
    );
  });

  test('count chooses the plural, also for a million', () => {
    expect(strict.translate('it', 'errors:index', { count: 1 })).toBe('C’è un dato da correggere');
    expect(strict.translate('it', 'errors:index', { count: 1_000_000 })).toContain('1000000 dati');
  });

  test.each([
    ['en-GB,en;q=0.9,it;q=0.8', 'en'],
    ['it;q=0.5, en;q=0.9', 'en'],
    ['ja, zh;q=0.9', 'it'],
    ['en;q=0', 'it'],
    [undefined, 'it'],
    [`${'x,'.repeat(5000)}en`, 'it'],
  ])('the browser asks for "%s" and gets %s', (header, expected) => {
    expect(strict.preferred(header?.slice(0, 600))).toBe(expected);
  });
});
