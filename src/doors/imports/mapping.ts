/**
 * How another system's table becomes requests: a YAML file that a council writes once, `docs/examples/alessandria.mapping.yaml` being the
 * pattern. Everything that the table may say is named in it; a word that is not named is never guessed at, its row is listed.
 */
import { parse } from 'yaml';
import { z } from 'zod';
import { IANAZone } from 'luxon';
import { INTAKE_CHANNELS } from '../../requests/service-request.entity.js';

const code = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'must be a code: a-z, 0-9 and hyphens');
const column = z.string().min(1);

/** What a word of the state column becomes. `state` is a state of the category's iter, where it is not the usual one. */
const stateWord = z.strictObject({
  becomes: z.enum(['open', 'taken-in-charge', 'closed', 'withdrawn']),
  state: code.optional(),
  /** Only where the other system says it: an outcome is never invented. */
  outcome: code.optional(),
  /** What to do with a request that is over but has no closing date: list it, or let it end on the day it was filed. */
  undatedEnd: z.enum(['refuse', 'filed']).default('refuse'),
});

const schema = z.strictObject({
  /** Names the rule in every `import` step. */
  name: code,
  /** With the id it makes the key by which a row is known again. */
  sourceSystem: code,
  file: z
    .strictObject({
      separator: z.string().length(1).default(';'),
      encoding: z.enum(['utf8', 'latin1', 'utf16le']).default('utf8'),
    })
    .prefault({}),
  columns: z.strictObject({
    id: column,
    filedAt: column,
    closedAt: column,
    state: column,
    category: column,
    channel: column.optional(),
  }),
  dates: z.strictObject({
    /** Luxon tokens: `yyyy-MM-dd`, `dd/MM/yyyy HH:mm`. A date without a time is 0:00 of that day. */
    format: z.string().min(2),
    zone: z
      .string()
      .refine((zone) => IANAZone.isValidZone(zone), 'is no time zone')
      .default('Europe/Rome'),
  }),
  /** Text with column names in braces. Name no column that holds personal data. */
  title: z.string().min(1).max(200),
  states: z.record(z.string(), stateWord),
  categories: z.record(z.string(), code),
  /** The category of a row that names none; without it such rows are listed. */
  blankCategory: code.optional(),
  /** By the words of the channel column; `otherwise` where there is no column or the word is not named. */
  channels: z
    .strictObject({
      words: z.record(z.string(), z.enum(INTAKE_CHANNELS)).default({}),
      otherwise: z.enum(INTAKE_CHANNELS).optional(),
    })
    .prefault({}),
});

export type Mapping = z.infer<typeof schema>;
export type StateWord = Mapping['states'][string];

/** A file that cannot be used: each fault is one sentence that begins with its place. */
export class ImportFault extends Error {
  constructor(
    what: string,
    readonly faults: readonly string[],
    options?: ErrorOptions,
  ) {
    super(`${what}:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`, options);
  }
}

/** The mapping written in `yaml`; refuses (throws {@link ImportFault}) with every fault at once. */
export function readMapping(yaml: string): Mapping {
  const parsed = schema.safeParse(parseYaml(yaml));
  if (parsed.success) return parsed.data;
  throw new ImportFault(
    'the mapping cannot be used',
    parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'file'}: ${message}`),
  );
}

function parseYaml(yaml: string): unknown {
  try {
    return parse(yaml);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ImportFault('the mapping is no YAML', [why], { cause: error });
  }
}
