/** What a form's fields hold, one or several of a name, as a document wants it. Pure. */
import type { LocalizedText } from '../../../shared/localized-text.js';
import { tidyText } from '../../../shared/normalize.js';
import type { TypedValues } from '../../../web/forms.js';

export function one(values: TypedValues, name: string): string {
  const value = values[name];
  return tidyText(typeof value === 'string' ? value : (value?.[0] ?? ''));
}

export function many(values: TypedValues, name: string): string[] {
  return [values[name] ?? []].flat();
}

/** Italian and English from the form, whatever else there was from before; without English where nothing is typed. */
export function texts(
  values: TypedValues,
  name: string,
  before: Partial<LocalizedText> = {},
): Partial<LocalizedText> {
  const { en: _en, ...rest } = before;
  const english = one(values, `${name}.en`);
  return { ...rest, it: one(values, `${name}.it`), ...(english ? { en: english } : {}) };
}

/** The form's fields of a text. */
export function typedTexts(name: string, text: Partial<LocalizedText>): TypedValues {
  return { [`${name}.it`]: text.it ?? '', [`${name}.en`]: text.en ?? '' };
}
