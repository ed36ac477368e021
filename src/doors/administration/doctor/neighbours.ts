import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Environment } from '../../../config/environment.js';
import { withinMs } from '../../../deliveries/channels/deadline.js';
import { SmtpAccount } from '../../../deliveries/channels/smtp-account.js';
import { imapClient } from '../../../deliveries/inbound/imap-client.js';
import { fault, type Finding, ok, warning, wordsOf } from './finding.js';

const PATIENCE_MS = 10_000;

/** Whoever the settings name outside the house: the mail servers, the mailbox, Redis, and the web process itself. Sends nothing. */
export async function askNeighbours(environment: Environment): Promise<Finding[]> {
  const { smtpUrl, mailFrom, pec, imapUrl, redisUrl, port } = environment;
  return Promise.all([
    smtpUrl
      ? ofMailServer('mail', { url: smtpUrl, from: mailFrom }, environment)
      : Promise.resolve(warning('mail', 'SMTP_URL is not set: mail is written to files')),
    ...(pec ? [ofMailServer('PEC', pec, environment)] : []),
    ...(imapUrl ? [answers('mailbox', () => openMailbox(imapUrl))] : []),
    ...(redisUrl ? [answers('Redis', () => pingRedis(redisUrl))] : []),
    ofWebProcess(port),
  ]);
}

async function ofMailServer(
  place: string,
  { url, from }: { url: string; from: string },
  { publicUrl, dkim }: Environment,
): Promise<Finding> {
  const { hostname, host } = new URL(url);
  const sender = { address: from, host: new URL(publicUrl).hostname, bouncesTo: () => null };
  const account = new SmtpAccount(url, sender, dkim);
  try {
    const refusal = await account.refusal();
    if (refusal !== null) return fault(place, `${host} does not take us: ${refusal}`);
    return ok(place, `${hostname} takes mail from ${from}`);
  } finally {
    account.close();
  }
}

async function answers(place: string, call: () => Promise<void>): Promise<Finding> {
  return withinMs(PATIENCE_MS, call()).then(
    () => ok(place, 'it answers'),
    (error: unknown) => fault(place, `it does not answer: ${wordsOf(error)}`),
  );
}

async function openMailbox(url: string): Promise<void> {
  const client = await imapClient(url);
  client.on('error', () => undefined); // the call that it breaks tells it
  await client.connect();
  await client.logout().catch(() => client.close());
}

async function pingRedis(url: string): Promise<void> {
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, {
    ...{ lazyConnect: true, retryStrategy: null, connectTimeout: 3_000 },
    maxRetriesPerRequest: 0,
  });
  redis.on('error', () => undefined); // the call that it breaks tells it
  try {
    await redis.connect();
    await redis.ping();
  } finally {
    redis.disconnect();
  }
}

async function ofWebProcess(port: number): Promise<Finding> {
  const answer = await askReadiness(port).catch(() => null);
  if (!answer) return warning('web', `nobody answers at port ${port}: is it started?`);
  if (answer.includes('"status":"ok"')) return ok('web', `port ${port}: ready`);
  return fault('web', `port ${port}: ${answer}`);
}

async function askReadiness(port: number): Promise<string> {
  const call = get({ host: '127.0.0.1', port, path: '/readyz', timeout: PATIENCE_MS });
  call.on('timeout', () => call.destroy());
  const [answer] = (await once(call, 'response')) as [IncomingMessage]; // what Node gives with it
  return text(answer);
}
