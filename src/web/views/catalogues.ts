import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLanguage, type Language } from '../../shared/localized-text.js';
import { projectRoot } from './project-root.js';

/** Texts of one language: namespace, then keys, nested or not. */
export type Catalogue = Record<string, Texts>;
export interface Texts {
  [key: string]: string | Texts;
}

/** Every language file under `views/languages`, Italian first. Refuses a folder that is no language of ours. */
export function readCatalogues(
  folder = join(projectRoot, 'views/languages'),
): Map<Language, Catalogue> {
  const codes = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const strange = codes.find((code) => !isLanguage(code));
  if (strange) throw new Error(`views/languages/${strange} is not a language that Iter knows`);
  const languages = codes
    .filter(isLanguage)
    .sort((a, b) => Number(b === 'it') - Number(a === 'it'));
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
    if (namespace === 'errors' || namespace === 'refusals') continue; // their own keys are there already
    addAll(errors, branch(texts['errors']));
    addAll(reasons, branch(texts['reasons']));
  }
  return { ...catalogue, errors, refusals: { ...refusals, reasons } };
}

function branch(value: string | Texts | undefined): Texts {
  return typeof value === 'object' ? value : {};
}

/** The first sentence for a code counts; a test finds codes that have two. */
function addAll(into: Texts, more: Texts): void {
  for (const [key, text] of Object.entries(more)) into[key] ??= text;
}
