import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { standingActions, type WorkflowDocument, workflowDocument } from './domain/document.js';
import { withStanding } from './domain/with-standing.js';

const SHIPPED = ['fault'] as const;

/** The YAML files beside this one, read and checked, each with the standing actions. Throws on a file that is not a workflow. */
export function readShippedWorkflows(): readonly WorkflowDocument[] {
  const standing = standingActions.parse(readYaml('standing')).actions;
  return SHIPPED.map((name) => withStanding(workflowDocument.parse(readYaml(name)), standing));
}

function readYaml(name: string): unknown {
  const file = new URL(`./shipped/${name}.yaml`, import.meta.url);
  return parse(readFileSync(file, 'utf8'), { strict: true, uniqueKeys: true });
}
