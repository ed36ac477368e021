/** The form on which a part is taken out of a request, read. Answers to the part's own questions are checked where the part is entered. Pure. */
import { z } from 'zod';
import type { Split } from '../../../requests/linking/split-desk.service.js';
import { flag, optional, text, wholeNumber } from '../../../web/fields.js';
import { type ParsedForm, parseForm } from '../../../web/forms.js';
import { answersOf } from '../front-desk/filing-form.js';

const schema = z.object({
  category: text(60),
  title: text(200),
  description: text(4_000, { lines: true }),
  files: z.preprocess((typed) => [typed ?? []].flat(), z.array(z.uuid('invalid')).max(20)),
  waits: optional(flag()),
  versione: wholeNumber(1, 2_000_000_000),
  invio: z.uuid('invalid'),
});

/** The part, and the key under which it is made once. */
export function readSplitForm(body: unknown): ParsedForm<{ split: Split; key: string }> {
  const form = parseForm(schema, body);
  if (!form.ok) return form;
  const { category, title, description, files, waits = false, versione, invio } = form.value;
  const split = {
    ...{ category, title, description, answers: answersOf(form.values) },
    ...{ attachmentIds: files, parentWaits: waits, version: versione },
  };
  return { ok: true, value: { split, key: invio }, values: form.values };
}
