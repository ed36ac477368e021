/** The errors of the filing form in the order of its fields, each with the name of its field, for the index at the top. Pure. */
import type { CatalogueCategory } from '../../../catalogue/catalogue.service.js';
import type { FieldError } from '../../../shared/refusal.js';
import type { LocalizedText } from '../../../shared/localized-text.js';
import { ownValue } from '../../../shared/own-value.js';

/** Field → key of its label. The order is the page's. */
const LABELS: Readonly<Record<string, string>> = {
  location: 'filing:place.title',
  'location.search': 'filing:place.search',
  'location.place': 'filing:place.search',
  'location.address': 'filing:place.address',
  'location.area': 'filing:place.area',
  'location.latitude': 'filing:place.latitude',
  'location.longitude': 'filing:place.longitude',
  kind: 'filing:problem.kind',
  category: 'filing:problem.category',
  answers: '',
  title: 'filing:problem.subject',
  description: 'filing:problem.details',
  photos: 'filing:files.photos',
  documents: 'filing:files.documents',
  'citizen.firstName': 'filing:author.firstName',
  'citizen.lastName': 'filing:author.lastName',
  'citizen.organisation': 'filing:author.organisation',
  reachedBy: 'filing:author.way',
  'citizen.email': 'filing:author.email',
  'citizen.phone': 'filing:author.phone',
  'citizen.postalAddress': 'filing:author.postalAddress',
  origin: 'filing:author.origin',
  notify: 'filing:author.notify',
  language: 'filing:author.language',
};
const ORDER = Object.keys(LABELS);

export interface IndexedError {
  readonly field: string;
  readonly error: FieldError;
  readonly labelKey: string | null;
  /** A question's own label. */
  readonly label: LocalizedText | null;
}

export function errorIndex(
  errors: readonly FieldError[],
  category: CatalogueCategory | undefined,
): IndexedError[] {
  return errors
    .map((error) => ({
      field: error.field,
      error,
      labelKey: ownValue(LABELS, error.field) ?? null,
      label:
        category?.questions.find(({ code }) => `answers.${code}` === error.field)?.label ?? null,
    }))
    .sort((a, b) => placeOf(a.field) - placeOf(b.field));
}

function placeOf(field: string): number {
  const at = ORDER.indexOf(field.startsWith('answers.') ? 'answers' : field);
  return at < 0 ? ORDER.length : at;
}
