/** A JSON Schema as rows for a page: every field with its path, type, and what is said of it. Pure. */
export interface SchemaRow {
  /** `location.address`, `items[].ticketNumber` */
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string;
}

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly maxLength?: number;
  readonly default?: unknown;
}

const DEPTH = 4;

export function schemaRows(given: unknown, path = '', depth = 0): SchemaRow[] {
  const schema = given as Schema; // made by zod for us
  const required = schema.required ?? [];
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const name = path ? `${path}.${key}` : key;
    const isRequired = required.includes(key);
    const row = { name, type: typeOf(field), isRequired, description: said(field) };
    return depth >= DEPTH ? [row] : [row, ...inner(field, name, depth + 1)];
  });
}

function inner(field: Schema, name: string, depth: number): SchemaRow[] {
  if (field.items) return schemaRows(field.items, `${name}[]`, depth);
  const object = field.anyOf?.find((one) => one.properties) ?? field;
  return schemaRows(object, name, depth);
}

function typeOf(field: Schema): string {
  if (field.anyOf) return [...new Set(field.anyOf.map(typeOf))].join(' | ');
  if (field.const !== undefined) return JSON.stringify(field.const);
  if (field.enum) return field.enum.map((one) => JSON.stringify(one)).join(' | ');
  if (field.items) return `${typeOf(field.items)}[]`;
  return [field.type ?? 'any', field.format].filter(Boolean).join(', ');
}

function said({ description, maxLength, default: preset }: Schema): string {
  const limits = [
    ...(description ? [description] : []),
    ...(maxLength ? [`≤ ${maxLength}`] : []),
    ...(preset === undefined ? [] : [`= ${JSON.stringify(preset)}`]),
  ];
  return limits.join('; ');
}
