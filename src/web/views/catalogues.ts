import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLanguage, type Language } from '../../shared/localized-text.js';
import { projectRoot } from './project-root.js';

/** Texts of one language: namespace, then keys, nested or not. */
export type Catalogue = Record<string, Texts>;
export interface Texts {
  [key: string]: string | Texts;
}

/** Every language file under `views/languages`, Italian first. Refuses a folder that is no language of ours and two sentences for one code. */
export function readCatalogues(
  folder = join(projectRoot, 'views/languages'),
): Map<Language, Catalogue> {
  const codes = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const strange = codes.find((code) => !isLanguage(code));
  if (strange) throw new Error(`views/languages/${strange} is not a language that Iter knows`);
  const languages = codes.filter(isLanguage).sort((a, b) => Number(b === 'it') - Number(a === 'it'));
  return new Map(languages.map((code) => [code, readLanguage(join(folder, code))]));
}

function readLanguage(folder: string): Catalogue {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const catalogue: Catalogue = {};
  for (const name of files)
    catalogue[name.slice(0, -'.json'.length)] = JSON.parse(
      readFileSync(join(folder, name), 'utf8'),
    ) as Texts; // our own files; a test reads them all
  return withSharedSentences(catalogue);
}

function withSharedSentences(catalogue: Catalogue): Catalogue {
  const errors = { ...catalogue['errors'] };
  const refusals = { ...catalogue['refusals'] };
  const reasons = { ...branch(refusals['reasons']) };
  for (const [namespace, texts] of Object.entries(catalogue)) {
    if (namespace === 'errors' || namespace === 'refusals') continue;
    addAll(errors, branch(texts['errors']), namespace);
    addAll(reasons, branch(texts['reasons']), namespace);
  }
  return { ...catalogue, errors, refusals: { ...refusals, reasons } };
}

function branch(value: string | Texts | undefined): Texts {
  return typeof value === 'object' ? value : {};
}

function addAll(into: Texts, more: Texts, namespace: string): void {
  for (const [key, text] of Object.entries(more)) {
    const known = into[key];
    if (known !== undefined && known !== text)
      throw new Error(`two sentences for the code ${key}: one of them in ${namespace}.json`);
    into[key] = text;
  }
}
