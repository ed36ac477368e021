/** Texts of a category as an administrator types them: Italian and English. What they say in other languages stays. Pure. */
import type { LocalizedText } from '../../shared/localized-text.js';
import type { StopNotice } from '../category.entity.js';
import type { CategoryFields } from './check-category.js';

type Words = Pick<CategoryFields, 'name' | 'description' | 'notice' | 'stop'>;

/** What was emptied is gone in every language. */
export function rewritten(before: Words, typed: Words): Words {
  return {
    name: inBoth(before.name, typed.name),
    description: typed.description && inBoth(before.description, typed.description),
    notice: notice(before.notice, typed.notice),
    stop: notice(before.stop, typed.stop),
  };
}

function notice(before: StopNotice | null, typed: StopNotice | null): StopNotice | null {
  return typed && { text: inBoth(before?.text ?? null, typed.text), phone: typed.phone };
}

function inBoth(before: LocalizedText | null, { it, en }: LocalizedText): LocalizedText {
  const { it: _it, en: _en, ...others } = before ?? { it: '' };
  return { it, ...(en && { en }), ...others };
}
