import { parse } from 'yaml';
import type { z } from 'zod';
import { type KnownCodes, townFaults } from './town-faults.js';
import { type TownFile, townFile } from './town-schema.js';

/** A town's file that cannot be loaded: every fault, each with its place in the file. */
export class TownFault extends Error {
  constructor(readonly faults: readonly string[]) {
    super(
      `the town's file has ${faults.length} fault(s) to mend:\n${faults.map((f) => `  - ${f}`).join('\n')}`,
    );
  }
}

/** The town that the YAML text describes. Refuses with a {@link TownFault} that lists every fault. */
export function readTown(yaml: string, elsewhere: KnownCodes): TownFile {
  const content = parseYaml(yaml);
  const parsed = townFile.safeParse(content);
  if (!parsed.success) throw new TownFault(parsed.error.issues.map((i) => describe(i, content)));
  const faults = townFaults(parsed.data, elsewhere);
  if (faults.length > 0) throw new TownFault(faults);
  return parsed.data;
}

function parseYaml(yaml: string): unknown {
  try {
    return parse(yaml) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TownFault([`not readable as YAML: ${reason}`]);
  }
}

/** Says the code beside the number of an entry: `routing.12 (waste-cleaning).office`. */
function describe(issue: z.core.$ZodIssue, content: unknown): string {
  let here = content;
  const path = issue.path.map((step) => {
    here = (here as Record<PropertyKey, unknown> | null | undefined)?.[step]; // walks what the schema has just walked
    const code = typeof step === 'number' ? codeOf(here) : undefined;
    return code === undefined ? String(step) : `${String(step)} (${code})`;
  });
  return `${path.join('.') || 'the file'}: ${issue.message}`;
}

function codeOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const named = entry as { code?: unknown; username?: unknown }; // read, and checked on the next line
  return [named.code, named.username].find((value) => typeof value === 'string');
}
