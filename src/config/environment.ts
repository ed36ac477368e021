/**
 * The environment, read once at boot and checked: what is wrong or missing comes out as ONE list.
 * No other file reads `process.env` (but `database-kind.ts`, which entities need earlier).
 */
import { z } from 'zod';
import { PlainFault } from '../shared/plain-fault.js';
import { type DkimKey, dkimKey, mailAccountFaults } from './mail-accounts.js';
import { withKeptSecrets, withLocalSecrets } from './secrets.js';

export const MODES = ['demo', 'development', 'production'] as const;
export type Mode = (typeof MODES)[number];

const secret = z
  .string()
  .refine((text) => Buffer.from(text, 'base64').length >= 32, 'needs at least 32 bytes, base64');
const keyRing = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,16}:[A-Za-z0-9+/=]{44}(,[A-Za-z0-9_-]{1,16}:[A-Za-z0-9+/=]{44})*$/, {
    message: 'needs id:key pairs, each key 32 bytes in base64; the first one encrypts',
  });
const optional = <T extends z.ZodType>(type: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), type.optional());

const schema = z.object({
  ITER_MODE: z.enum(MODES).default('production'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: optional(z.string()),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: optional(
    z.string().regex(/^(postgres(ql)?|sqlite):/, 'must start with postgres: or sqlite:'),
  ),
  REDIS_URL: optional(z.string().regex(/^rediss?:\/\//, 'must start with redis:// or rediss://')),
  SMTP_URL: optional(z.string().regex(/^smtps?:\/\//, 'must start with smtp:// or smtps://')),
  MAIL_FROM: optional(z.email()),
  DKIM_DOMAIN: optional(z.hostname()),
  DKIM_SELECTOR: optional(z.string().regex(/^[A-Za-z0-9._-]{1,63}$/, 'is no selector')),
  DKIM_KEY_FILE: optional(z.string()),
  PEC_URL: optional(z.string().regex(/^smtps?:\/\//, 'must start with smtp:// or smtps://')),
  PEC_FROM: optional(z.email()),
  MAIL_REPLY_TO: optional(
    z.email().regex(/^[^@+]{1,10}@/, 'needs at most 10 characters before the @, and no +'),
  ),
  IMAP_URL: optional(z.string().regex(/^imaps?:\/\//, 'must start with imap:// or imaps://')),
  SMTP_LISTEN: optional(z.string().regex(/^(.+:)?\d{1,5}$/, 'must be a port, or host:port')),
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/ })),
  CLOCK_SECONDS: optional(z.coerce.number().int().min(1).max(3600)),
  TRUST_PROXY: optional(z.string()),
  WEBHOOK_ALLOW: optional(z.string()),
  ITER_SESSION_SECRET: secret,
  ITER_PASSWORD_PEPPER: secret,
  ITER_ENCRYPTION_KEYS: keyRing,
});

type Variables = Record<string, string | undefined>;

export class Environment {
  readonly mode!: Mode;
  readonly port!: number;
  /** Address to listen on; undefined means loopback outside production and every address in it. */
  readonly host!: string | undefined;
  readonly dataDir!: string;
  readonly databaseUrl!: string | undefined;
  readonly redisUrl!: string | undefined;
  readonly smtpUrl!: string | undefined;
  readonly mailFrom!: string;
  /** Signs outgoing mail; undefined where the mail server of the town does it. */
  readonly dkim!: DkimKey | undefined;
  /** The council's certified account. */
  readonly pec!: { readonly url: string; readonly from: string } | undefined;
  /** Replies and bounces come to signed addresses made of it (`name+token@host`); undefined means mail comes in by no way. */
  readonly replyTo!: string | undefined;
  readonly imapUrl!: string | undefined;
  /** Port, or host:port, where the mail server of the town may hand mail in. */
  readonly smtpListen!: string | undefined;
  /** No trailing slash. Every link in a mail begins with it, never with a Host header. */
  readonly publicUrl!: string;
  /** Between two looks at what is due. */
  readonly clockSeconds!: number;
  readonly trustProxy!: readonly string[];
  /** CIDR ranges that webhooks may reach although they are not public; refused in production. */
  readonly webhookAllow!: readonly string[];
  readonly sessionSecret!: string;
  readonly passwordPepper!: string;
  readonly encryptionKeys!: readonly { id: string; key: Buffer }[];

  constructor(values: Omit<Environment, 'isProduction'>) {
    Object.assign(this, values);
  }

  get isProduction(): boolean {
    return this.mode === 'production';
  }
}

export class EnvironmentFault extends PlainFault {
  constructor(readonly faults: readonly string[]) {
    super(
      `Iter cannot start: ${faults.length} setting(s) to mend.\n${faults.map((f) => `  - ${f}`).join('\n')}`,
    );
  }
}

/** Refuses with an {@link EnvironmentFault} that lists every fault. `variables` is `process.env` or a test's own. */
export function readEnvironment(
  given: Variables = process.env,
  fillSecrets: typeof withLocalSecrets = withLocalSecrets,
): Environment {
  const mode = given['ITER_MODE'] ?? 'production';
  const variables =
    mode === 'production' ? given : fillSecrets(given, given['DATA_DIR'] ?? './data');
  const parsed = schema.safeParse(variables);
  const faults = parsed.success ? [] : parsed.error.issues.map(describe);
  faults.push(...mailAccountFaults(variables));
  if (mode === 'production') faults.push(...missingInProduction(variables));
  if (!parsed.success || faults.length > 0) throw new EnvironmentFault([...new Set(faults)]);
  const e = parsed.data;
  return new Environment({
    mode: e.ITER_MODE,
    port: e.PORT,
    host: e.HOST,
    dataDir: e.DATA_DIR,
    databaseUrl: e.DATABASE_URL,
    redisUrl: e.REDIS_URL,
    smtpUrl: e.SMTP_URL,
    mailFrom: e.MAIL_FROM ?? 'iter@localhost.invalid',
    dkim: dkimKey(variables),
    pec: e.PEC_URL && e.PEC_FROM ? { url: e.PEC_URL, from: e.PEC_FROM } : undefined,
    replyTo: e.MAIL_REPLY_TO,
    imapUrl: e.IMAP_URL,
    smtpListen: e.SMTP_LISTEN,
    publicUrl: (e.PUBLIC_URL ?? `http://localhost:${e.PORT}`).replace(/\/+$/, ''),
    clockSeconds: e.CLOCK_SECONDS ?? 30,
    trustProxy: list(e.TRUST_PROXY),
    webhookAllow: list(e.WEBHOOK_ALLOW),
    sessionSecret: e.ITER_SESSION_SECRET,
    passwordPepper: e.ITER_PASSWORD_PEPPER,
    encryptionKeys: parseKeys(e.ITER_ENCRYPTION_KEYS),
  });
}

/** The same for who looks and leaves everything as it is: no folder and no secrets are made. */
export function lookAtEnvironment(given: Variables = process.env): Environment {
  return readEnvironment(given, withKeptSecrets);
}

function describe(issue: z.core.$ZodIssue): string {
  const key = issue.path.join('.');
  return issue.code === 'invalid_type' ? `${key} is missing` : `${key}: ${issue.message}`;
}

function missingInProduction(variables: Variables): string[] {
  const faults = ['PUBLIC_URL', 'SMTP_URL', 'MAIL_FROM']
    .filter((key) => !variables[key])
    .map((key) => `${key} is missing`);
  if (variables['PUBLIC_URL']?.startsWith('http:'))
    faults.push('PUBLIC_URL must be https in production');
  if (variables['WEBHOOK_ALLOW'])
    faults.push('WEBHOOK_ALLOW is for demo and tests, not for production');
  return faults;
}

function list(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}

function parseKeys(text: string): { id: string; key: Buffer }[] {
  return text.split(',').map((pair) => {
    const [id = '', key = ''] = pair.split(/:(.*)/s);
    return { id, key: Buffer.from(key, 'base64') };
  });
}
