/** Rows of an iter's page: states and actions as tables, versions, differences in words. Pure: what needs words of the house comes in. */
import { inLanguage, type Language, type LocalizedText } from '../../../shared/localized-text.js';
import type { Difference } from '../../../workflow/domain/drafting/differences.js';
import type { WorkflowDocument } from '../../../workflow/domain/document.js';
import type { WorkflowDrawings } from '../../../workflow/drawing/workflow-drawings.service.js';
import { ruleKey } from './rule-key.js';

/** Parts of an iter and of its actions that say states by their codes. */
const NAMES_STATES = ['initial', 'order', 'from', 'to'];

export function stateRows(document: WorkflowDocument, language: Language) {
  return document.states.map((state) => ({
    code: state.code,
    label: inLanguage(state.label, language),
    kindKey: `iters:kinds.${state.kind}`,
    next: inLanguage(state.next, language),
    owner: state.owner ?? null,
    deadline: state.deadline ?? null,
  }));
}

export function actionRows(
  document: WorkflowDocument,
  language: Language,
  drawings: WorkflowDrawings,
) {
  return document.actions.map((action) => ({
    code: action.code,
    label: inLanguage(action.label, language),
    from: action.from.map((from) => drawings.target(document, from, language)).join(', '),
    to: drawings.target(document, action.to, language),
    by: drawings.performers(action.by, language),
    fields: action.fields.map(({ label }) => inLanguage(label, language)).join(', '),
    isAutomatic: action.trigger !== undefined,
    rules: action.guards.map((guard) => ({
      key: ruleKey('guards', guard),
      names: guard.kind === 'not-who-did' ? namesOf(document, guard.actions, language) : '',
    })),
    isStanding: action.to === '@same',
  }));
}

function namesOf(document: WorkflowDocument, codes: readonly string[], language: Language) {
  return codes
    .map((code) => document.actions.find((one) => one.code === code)?.label)
    .map((label, i) => `«${label ? inLanguage(label, language) : codes[i]}»`)
    .join(', ');
}

/** One line a difference: what changed, the part before and after where it is a part, and of something new what it is. */
export function differenceLines(
  found: readonly Difference[],
  {
    before,
    after,
    language,
    drawings,
  }: {
    before: WorkflowDocument;
    after: WorkflowDocument;
    language: Language;
    drawings: WorkflowDrawings;
  },
) {
  const read = (
    { part }: Difference,
    document: WorkflowDocument,
    value: unknown,
  ): string | null => {
    if (part === null) return null;
    if (NAMES_STATES.includes(part))
      return each(value, (code) => drawings.target(document, code, language));
    if (part === 'by') return each(value, (entry) => drawings.performer(entry, language));
    return said(value, language);
  };
  return found.map((one) => ({
    key: `iters:differences.${one.kind}-${one.change}`,
    name: nameOf(one, [after, before], language),
    partKey: one.part === null ? null : `iters:parts.${one.part}`,
    before: read(one, before, one.before),
    after: read(one, after, one.after),
    addedState: isNew(one, 'state') ? (rowOf(stateRows(after, language), one.code) ?? null) : null,
    addedAction: isNew(one, 'action')
      ? (rowOf(actionRows(after, language, drawings), one.code) ?? null)
      : null,
  }));
}

function isNew({ kind, change }: Difference, wanted: Difference['kind']): boolean {
  return kind === wanted && change === 'added';
}

function rowOf<T extends { readonly code: string }>(rows: readonly T[], code: string) {
  return rows.find((row) => row.code === code);
}

/** Which states the diagrams mark. */
export function changedStates(found: readonly Difference[]): ReadonlyMap<string, string> {
  return new Map(found.filter(({ kind }) => kind === 'state').map((one) => [one.code, one.change]));
}

function nameOf(
  { kind, code }: Difference,
  documents: readonly WorkflowDocument[],
  language: Language,
): string {
  for (const document of documents) {
    const list = kind === 'state' ? document.states : document.actions;
    const found = kind === 'iter' ? document : list.find((one) => one.code === code);
    if (found) return inLanguage(found.label, language);
  }
  return code;
}

/** One or several words of a document, each by its name. */
function each(value: unknown, name: (word: string) => string): string {
  const words = [value].flat().filter((one) => typeof one === 'string');
  return words.map(name).join(', ') || '—';
}

function said(value: unknown, language: Language): string {
  if (value === null || value === undefined) return '—';
  if (isText(value)) return inLanguage(value, language);
  if (Array.isArray(value)) return value.map((one) => said(one, language)).join(', ') || '—';
  if (typeof value === 'object') return brief(value, language);
  return String(value);
}

/** A field by its label, a guard or an effect by what it holds. */
function brief(value: object, language: Language): string {
  if ('label' in value && isText(value.label)) return inLanguage(value.label, language);
  return Object.entries(value)
    .map(([key, one]) => (key === 'kind' ? String(one) : `${key} ${said(one, language)}`))
    .join(' ');
}

function isText(value: unknown): value is LocalizedText {
  return typeof value === 'object' && value !== null && 'it' in value;
}
