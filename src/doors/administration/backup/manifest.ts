/**
 * What a backup says of itself. A backup is a folder: this manifest, one file with the database, and the stored files under the names that
 * they have in the data folder.
 *
 * - Every file of it is listed with size and SHA-256, and `seal` is the SHA-256 of everything else in the manifest.
 * - The manifest is written last: a folder without it is no backup.
 * - A path of the list never leaves the folder.
 */
import { z } from 'zod';
import { canonicalSha256 } from '../../../shared/canonical-json.js';

export const MANIFEST = 'manifest.json';
export const SECRETS = 'secrets.json';
const FORMAT = 'iter-backup';
const VERSION = 1;

const INSIDE =
  /^(database\.(sqlite|ndjson\.gz)|secrets\.json|demo-ticket\.json|files\/([0-9a-f]{2}\/){2}[0-9a-f]{48})$/;
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const manifestSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  /** The moment that the database shows. */
  madeAt: z.iso.datetime(),
  database: z.strictObject({
    kind: z.enum(['sqlite', 'postgres']),
    /** Names of those that had run. */
    migrations: z.array(z.string()).min(1),
  }),
  counts: z.strictObject({ requests: z.int().min(0), steps: z.int().min(0) }),
  secrets: z.strictObject({
    areInside: z.boolean(),
    prints: z.strictObject({
      pepper: z.string(),
      encryptionKeys: z.record(z.string(), z.string()),
    }),
  }),
  entries: z.array(
    z.strictObject({ path: z.string().regex(INSIDE), sizeBytes: z.int().min(0), sha256 }),
  ),
  /** Stored files that the database names and that were not there. */
  absent: z.array(z.string()),
  seal: sha256,
});

export type Manifest = z.infer<typeof manifestSchema>;
export type Entry = Manifest['entries'][number];
type Unsealed = Omit<Manifest, 'format' | 'version' | 'seal'>;

export function manifestText(given: Unsealed): string {
  const unsealed = { format: FORMAT, version: VERSION, ...given };
  return `${JSON.stringify({ ...unsealed, seal: canonicalSha256(unsealed) }, null, 1)}\n`;
}

/** The manifest, or in one sentence why this is none that this program reads. */
export function readManifest(text: string): Manifest | string {
  const said = parsed(text);
  const { format, version } = head.safeParse(said).data ?? {};
  if (format !== FORMAT) return `its ${MANIFEST} is not that of a backup of Iter`;
  if (version !== VERSION)
    return `it has version ${version} of the format; this program reads version ${VERSION}`;
  const manifest = manifestSchema.safeParse(said);
  if (!manifest.success) return `its ${MANIFEST} was changed: ${where(manifest.error)}`;
  const { seal, ...unsealed } = manifest.data;
  return seal === canonicalSha256(unsealed)
    ? manifest.data
    : `its ${MANIFEST} was changed after it was written`;
}

const head = z.object({ format: z.string(), version: z.number() });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // answered as no manifest
  }
}

function where({ issues: [first] }: z.ZodError): string {
  return first ? `${first.path.join('.')}: ${first.message}` : '';
}
