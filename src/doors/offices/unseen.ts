import type { FieldError } from '../../shared/refusal.js';
import type { TypedValues } from '../../web/forms.js';

/**
 * The unseen fields of a form that comes back: what was sent stays, what is missing or wrong is made anew. Nobody can mend such a field, so
 * its fault is told without one.
 */
export function mendUnseen(
  { values, errors }: { values: TypedValues; errors: readonly FieldError[] },
  fresh: Readonly<Record<string, string>>,
): { values: TypedValues; errors: readonly FieldError[] } {
  const wrong = new Set(errors.map(({ field }) => field));
  const made = Object.entries(fresh).filter(
    ([name]) => wrong.has(name) || typeof values[name] !== 'string',
  );
  return {
    values: { ...values, ...Object.fromEntries(made) },
    errors: errors.map((error) => (error.field in fresh ? { ...error, field: '' } : error)),
  };
}
