import { searchable } from '../../../shared/normalize.js';
import { ownValue } from '../../../shared/own-value.js';
import { condition, holdsAll } from './condition.js';

/** Every question named was answered with one of the values named; capitals and accents do not matter. */
export const answers = condition('answers', (rule) => rule.conditions.answers, {
  isMet: (asked, matter) =>
    asked.every(({ question, in: values }) => {
      const given = ownValue(matter.answers, question);
      return given !== undefined && values.some((one) => searchable(one) === searchable(given));
    }),
  covers: (wide, narrow) =>
    wide.every((outer) =>
      narrow.some((inner) => inner.question === outer.question && holdsAll(outer.in, inner.in)),
    ),
});
