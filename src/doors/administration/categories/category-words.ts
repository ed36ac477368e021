/** What an administrator types of a category's words: its description, and the two notices, each a sentence and a number to call. */
import { z } from 'zod';
import type { Category, StopNotice } from '../../../catalogue/category.entity.js';
import type { CategoryFields } from '../../../catalogue/domain/check-category.js';
import { DIALLED } from '../../../shared/dialled.js';
import type { LocalizedText } from '../../../shared/localized-text.js';
import { optional, text } from '../../../web/fields.js';
import type { TypedValues } from '../../../web/forms.js';

const MOST = 1_000;
const words = () => optional(text(MOST, { lines: true }));
const phone = () => optional(text(32).regex(DIALLED, 'dialled-not-valid'));

export const wordFields = {
  ...{ description: words(), descriptionEn: words() },
  ...{ noticeText: words(), noticeTextEn: words(), noticePhone: phone() },
  ...{ stopText: words(), stopTextEn: words(), stopPhone: phone() },
};
type TypedWords = z.output<z.ZodObject<typeof wordFields>>;
type WordField = keyof typeof wordFields;

/** What cannot stand without the first one of its line. */
const NEEDED: readonly (readonly [WordField, ...WordField[]])[] = [
  ['description', 'descriptionEn'],
  ['noticeText', 'noticeTextEn', 'noticePhone'],
  ['noticePhone', 'noticeText'],
  ['stopText', 'stopTextEn', 'stopPhone'],
  ['stopPhone', 'stopText'],
];

/** A sentence has a number and a number a sentence; English stands beside Italian. Told together with what else is wrong. */
export function wholeWords<S extends z.ZodType<TypedWords>>(form: S): S {
  return NEEDED.reduce(
    (whole, [needed, ...by]) =>
      whole.refine((typed) => typed[needed] || by.every((one) => !typed[one]), {
        ...{ path: [needed], message: 'required', when: () => true },
      }),
    form,
  );
}

export function wordsOf(
  typed: TypedWords,
): Pick<CategoryFields, 'description' | 'notice' | 'stop'> {
  return {
    description: inBoth(typed.description, typed.descriptionEn),
    notice: noticeOf(inBoth(typed.noticeText, typed.noticeTextEn), typed.noticePhone),
    stop: noticeOf(inBoth(typed.stopText, typed.stopTextEn), typed.stopPhone),
  };
}

export function typedWords({ description, notice, stop }: Category): TypedValues {
  return {
    ...{ description: description?.it ?? '', descriptionEn: description?.en ?? '' },
    ...{ noticeText: notice?.text.it ?? '', noticeTextEn: notice?.text.en ?? '' },
    ...{ stopText: stop?.text.it ?? '', stopTextEn: stop?.text.en ?? '' },
    ...{ noticePhone: notice?.phone ?? '', stopPhone: stop?.phone ?? '' },
  };
}

function inBoth(it: string | undefined, en: string | undefined): LocalizedText | null {
  return it ? { it, ...(en && { en }) } : null;
}

function noticeOf(said: LocalizedText | null, number: string | undefined): StopNotice | null {
  return said && number ? { text: said, phone: number } : null;
}
