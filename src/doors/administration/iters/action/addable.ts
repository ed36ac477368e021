/** What the form of an action can grow by. Pure. */
import { FIELD_TYPES } from '../../../../workflow/domain/document.js';
import { type Addable, firstEntries } from '../../forms/additions.js';
import { LISTING } from './asked-form.js';
import { RULE_LISTS, ruleKinds } from './rule-parts.js';

export const ADDABLE: readonly Addable[] = [
  ...RULE_LISTS.map((list) => ({
    list,
    kinds: ruleKinds(list),
    fresh: (kind: string) => ({ kind }),
  })),
  {
    list: 'fields',
    kinds: FIELD_TYPES,
    fresh: (type) => ({ newCode: '', type, ...(LISTING.includes(type) && firstEntries()) }),
  },
];
