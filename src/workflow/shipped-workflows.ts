import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { composed } from './domain/compose.js';
import {
  type ActionDefinition,
  standingActions,
  type WorkflowDocument,
  workflowDocument,
} from './domain/document.js';
import { withStanding } from './domain/with-standing.js';

/** The default iter, and the five that take from it what they do alike. Each is in the file of its code. */
const DEFAULT = 'fault';
const OTHERS = ['maintenance', 'school-building', 'waste-green', 'information', 'animals-safety'];

/** Known without reading the files, which costs a start a tenth of its time. */
export const SHIPPED_CODES: readonly string[] = [DEFAULT, ...OTHERS];

let known: readonly WorkflowDocument[] | undefined;

/**
 * The YAML files beside this one, read and checked, each with the standing actions. Throws on a file that is not a workflow. They are read
 * once for a process: everybody is given the same, frozen.
 */
export function readShippedWorkflows(): readonly WorkflowDocument[] {
  known ??= frozen(read());
  return known;
}

let standing: readonly ActionDefinition[] | undefined;

/** The actions that every iter has besides its own; read once for a process. */
export function standingOnes(): readonly ActionDefinition[] {
  standing ??= frozen(standingActions.parse(readYaml('standing')).actions);
  return standing;
}

function read(): WorkflowDocument[] {
  const base = readYaml(DEFAULT) as Parameters<typeof composed>[0]; // checked just below
  const documents = [base, ...OTHERS.map((name) => composed(base, readYaml(name) as never))]; // checked as a document
  return documents.map((document) =>
    withStanding(workflowDocument.parse(document), standingOnes()),
  );
}

function readYaml(name: string): unknown {
  const file = new URL(`./shipped/${name}.yaml`, import.meta.url);
  return parse(readFileSync(file, 'utf8'), { strict: true, uniqueKeys: true });
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null)
    Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
