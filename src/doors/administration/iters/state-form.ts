/** A state as a form, and back: the parts that a council changes. What the form does not show stays as it was. Pure. */
import { SPAN_UNITS, unitOf } from '../../../shared/span.js';
import type { TypedValues } from '../../../web/forms.js';
import type { StateDefinition } from '../../../workflow/domain/document.js';
import { one, texts, typedTexts } from '../forms/typed.js';

export function typedState(state: StateDefinition): TypedValues {
  const { deadline } = state;
  const unit = deadline && unitOf(deadline);
  return {
    ...typedTexts('label', state.label),
    ...typedTexts('next', state.next),
    kind: state.kind,
    owner: state.owner ?? '',
    unit: unit ?? '',
    span: unit ? String(deadline?.[unit]) : '',
    remindBefore: String(deadline?.remindBefore ?? ''),
  };
}

/** Not yet checked: the document's own schema does that. */
export function stateOf(code: string, values: TypedValues, before: StateDefinition | null): object {
  const owner = one(values, 'owner');
  const { deadline: _deadline, owner: _owner, ...kept } = before ?? {};
  const deadline = deadlineOf(values, before);
  return {
    ...kept,
    code,
    label: texts(values, 'label', before?.label),
    kind: one(values, 'kind'),
    next: texts(values, 'next', before?.next),
    ...(owner ? { owner } : {}),
    ...(deadline ? { deadline } : {}),
  };
}

function deadlineOf(values: TypedValues, before: StateDefinition | null): object | null {
  const unit = SPAN_UNITS.find((name) => name === one(values, 'unit'));
  if (!unit) return null;
  const remind = one(values, 'remindBefore');
  const escalation = before?.deadline?.escalation;
  return {
    [unit]: whole(one(values, 'span')),
    ...(remind ? { remindBefore: whole(remind) } : {}),
    ...(escalation ? { escalation } : {}),
  };
}

/** What is no number stays what it is, and the schema says so. */
function whole(typed: string): number | string {
  return /^\d{1,5}$/.test(typed) ? Number(typed) : typed;
}
