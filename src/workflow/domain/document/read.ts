/**
 * What somebody wrote as a document, against its shape. Every fault comes with its place as the linter names it
 * (`actions.close.fields.outcome.label`): list entries by their code, or by their number where they have none.
 */
import { z } from 'zod';
import { LANGUAGES } from '../../../shared/localized-text.js';
import { type WorkflowDocument, workflowDocument } from '../document.js';
import { fault, firstFaults, type LintFault } from '../lint/fault.js';

/** The checked document, or what is wrong with its shape. Never throws, whatever was sent. */
export function readDocument(
  given: unknown,
): { readonly document: WorkflowDocument } | { readonly faults: readonly LintFault[] } {
  const parsed = workflowDocument.safeParse(given);
  if (parsed.success) return { document: parsed.data };
  return { faults: firstFaults(parsed.error.issues.flatMap((issue) => faultsOf(given, issue))) };
}

/** The published JSON Schema of a document (draft 2020-12), made from the very schema that reads it. */
export function documentJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(workflowDocument, { io: 'input' });
  return { ...schema, title: 'Iter workflow', $id: '/api/v1/workflows/schema.json' };
}

function faultsOf(given: unknown, issue: z.core.$ZodIssue): LintFault[] {
  const place = placeOf(given, issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((name) => fault(unknownKey(given, issue.path), place, { name }));
    case 'invalid_value':
      return [fault('workflow-value-unknown', place, { names: issue.values.join(', ') })];
    case 'invalid_union':
      return [fault('workflow-kind-unknown', place)];
    case 'too_big':
      return [tooBig(issue, place)];
    case 'custom':
      return [fault('workflow-deadline-unit', place)];
    default:
      return [fault(isBlank(valueAt(given, issue.path)) ? 'workflow-text-missing' : 'workflow-value-invalid', place)]; // prettier-ignore
  }
}

function isBlank(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '');
}

function tooBig({ origin, maximum }: z.core.$ZodIssueTooBig, place: string): LintFault {
  return origin === 'array'
    ? fault('workflow-too-many', place, { max: String(maximum) })
    : fault('workflow-value-invalid', place);
}

/** A text has only languages as keys: what stands beside them is a language that Iter does not speak. */
function unknownKey(given: unknown, path: readonly PropertyKey[]) {
  const holder = valueAt(given, path);
  const isText =
    typeof holder === 'object' &&
    holder !== null &&
    LANGUAGES.some((language) => Object.hasOwn(holder, language));
  return isText ? 'workflow-language-unknown' : 'workflow-key-unknown';
}

function placeOf(given: unknown, path: readonly PropertyKey[]): string {
  const words = path.map((key, index) => {
    if (typeof key !== 'number') return String(key);
    const entry = valueAt(given, path.slice(0, index + 1));
    const named = typeof entry === 'object' && entry !== null && 'code' in entry ? entry.code : key;
    return typeof named === 'string' ? named : String(key + 1);
  });
  return words.join('.');
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  let value: unknown = given;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key]; // own, as just asked
  }
  return value;
}
