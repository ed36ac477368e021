/** The description for people: the same document as the programs', as plain data for the view. Pure. */
import { OPERATIONS, type Operation } from './operations.js';
import { answerSchema, inputSchema, templateOf } from './openapi.js';
import { type SchemaRow, schemaRows } from './schema-rows.js';

export interface DocumentedCall {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly whoKey: string;
  readonly sent: readonly SchemaRow[];
  readonly file: string | null;
  readonly status: number;
  readonly answered: readonly SchemaRow[];
  readonly produces: string | null;
}

/** In groups, each in the order in which it was written down. */
export function docsPage() {
  const groups = new Map<string, DocumentedCall[]>();
  for (const operation of OPERATIONS)
    groups.set(operation.group, [...(groups.get(operation.group) ?? []), documented(operation)]);
  return [...groups].map(([group, calls]) => ({ titleKey: `api-docs:groups.${group}`, calls }));
}

function documented(operation: Operation): DocumentedCall {
  const { id, method, path, summary, who, body, query, queryNames, file } = operation;
  const sent = body ?? query;
  return {
    ...{ id, method: method.toUpperCase(), path: templateOf(path), summary },
    whoKey: `api-docs:who.${who}`,
    sent: sent ? schemaRows(inputSchema(sent)) : named(queryNames ?? {}),
    file: file ?? null,
    status: operation.status ?? 200,
    answered: operation.answer ? schemaRows(answerSchema(operation.answer)) : [],
    produces: operation.produces ?? null,
  };
}

function named(names: Readonly<Record<string, string>>): SchemaRow[] {
  return Object.entries(names).map(([name, description]) => ({
    ...{ name, description },
    ...{ type: 'string, date', isRequired: true },
  }));
}
