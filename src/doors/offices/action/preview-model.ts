/** What the page shows that asks to confirm a letter. Pure. */
import type { RequestView } from '../../../requests/queries/request-view.js';
import { inLanguage } from '../../../shared/localized-text.js';
import type { TypedValues } from '../../../web/forms.js';
import type { ActionDefinition } from '../../../workflow/domain/document.js';
import { requestAddress } from '../request/request-page.service.js';
import type { ShownLetter } from './action-runner.service.js';

/** Fields of the frame of the form, that the page writes anew. */
const OWN = ['vai', 'mostrata', 'togli'];

export function previewModel(
  view: RequestView,
  action: ActionDefinition,
  { values, letter }: { values: TypedValues; letter: ShownLetter },
) {
  const { request } = view;
  return {
    view,
    base: requestAddress(request.ticketNumber),
    action: { code: action.code, label: inLanguage(action.label, view.language) },
    letter,
    reachedBy: request.reachedBy,
    to: view.citizen?.masked.email ?? null,
    hidden: Object.entries(values)
      .filter(([name]) => !OWN.includes(name))
      .flatMap(([name, typed]) => [typed].flat().map((value) => ({ name, value }))),
  };
}
