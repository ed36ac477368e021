/** The operations as an OpenAPI 3.1 document. Pure: the same operations give the same document. */
import { z } from 'zod';
import { problem } from './answers/common.js';
import type { Caller, Operation } from './operations.js';

type Json = Record<string, unknown>;

const SECURITY: Record<Caller, readonly Json[]> = {
  anybody: [{}, { token: [] }],
  council: [{ token: [] }],
  viewers: [{ token: [] }, { ticket: [] }],
  partner: [{ token: [] }],
  signed: [{ signature: [] }],
  statistics: [{ token: [] }],
};
const SCHEMES = {
  token: { type: 'http', scheme: 'bearer', description: 'A personal token, or one of a partner' },
  ticket: { type: 'http', scheme: 'basic', description: 'Ticket number and ticket password' },
  signature: {
    ...{ type: 'apiKey', in: 'header', name: 'webhook-signature' },
    description: 'Standard Webhooks, with webhook-id and webhook-timestamp',
  },
};
const KEY_HEADER = {
  ...{ name: 'Idempotency-Key', in: 'header', required: true },
  description: 'The same key and body give the same answer, and one effect',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

export function openApiDocument(
  operations: readonly Operation[],
  about: { readonly title: string; readonly version: string; readonly url: string },
): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const path = templateOf(operation.path);
    paths[path] = { ...paths[path], [operation.method]: operationObject(operation) };
  }
  return {
    openapi: '3.1.0',
    info: { title: about.title, version: about.version },
    servers: [{ url: about.url }],
    paths,
    components: { securitySchemes: SCHEMES, schemas: { Problem: answerSchema(problem) } },
  };
}

/** What a caller sends, as JSON Schema. */
export function inputSchema(schema: z.ZodType): Json {
  return plain(schema, 'input');
}

/** What a caller gets, as JSON Schema. */
export function answerSchema(schema: z.ZodType): Json {
  return plain(schema, 'output');
}

/** `{ticketNumber}` for `:ticketNumber`. */
export function templateOf(path: string): string {
  return path.replace(/:([A-Za-z]+)/g, '{$1}');
}

function operationObject(operation: Operation): Json {
  const { id, group, summary, who, status = 200 } = operation;
  const parameters = parametersOf(operation);
  return {
    operationId: id,
    tags: [group],
    summary,
    security: SECURITY[who],
    ...(parameters.length > 0 && { parameters }),
    ...bodyOf(operation),
    responses: {
      [status]: { description: 'Done', content: contentOf(operation) },
      default: {
        description: 'A problem (RFC 9457)',
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    },
  };
}

function parametersOf({ path, method, who, query, queryNames }: Operation): Json[] {
  const inPath = [...path.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true, schema: { type: 'string' } },
  }));
  const schema = query ? inputSchema(query) : { properties: {} };
  const required = (schema['required'] ?? []) as readonly string[]; // made by zod
  const asked = Object.entries(schema['properties'] as Record<string, Json>).map(([name, one]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: one,
  }));
  const told = Object.entries(queryNames ?? {}).map(([name, description]) => ({
    ...{ name, in: 'query', required: true, description },
    schema: { type: 'string', format: 'date' },
  }));
  const hasKey = method === 'post' && who !== 'signed';
  return [...inPath, ...asked, ...told, ...(hasKey ? [KEY_HEADER] : [])];
}

function bodyOf({ body, file }: Operation): Json {
  if (file) return multipart(file, body ? inputSchema(body) : {});
  if (!body) return {};
  const content = { 'application/json': { schema: inputSchema(body) } };
  return { requestBody: { required: true, content } };
}

function multipart(file: string, fields: Json): Json {
  const binary = { type: 'string', contentMediaType: 'application/octet-stream' };
  const required = [...((fields['required'] as string[] | undefined) ?? []), file]; // a JSON Schema of ours
  const properties = { ...(fields['properties'] as Json | undefined), [file]: binary };
  const schema = { type: 'object', properties, required };
  return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } };
}

function contentOf({ answer, produces }: Operation): Json {
  return { [produces ?? 'application/json']: answer ? { schema: answerSchema(answer) } : {} };
}

function plain(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    ...{ io, unrepresentable: 'any', reused: 'inline' },
    override: ({ zodSchema, jsonSchema }) => {
      const inner = afterPreprocess(zodSchema);
      if (inner) Object.assign(jsonSchema, plain(inner, io));
    },
  });
  return rest;
}

/** What a preprocessed field is in the end: blank text counts as left out there. */
function afterPreprocess(schema: z.core.$ZodType): z.ZodType | null {
  const { def } = schema._zod as { def: { type: string; in?: z.ZodType; out?: z.ZodType } }; // zod's own description
  const isPreprocess = def.type === 'pipe' && def.in?.def.type === 'transform';
  return isPreprocess ? (def.out ?? null) : null;
}
