/**
 * The invented street-light company's own server: it takes Iter's webhooks, checks their signature with the public library, and shows what
 * came. It stands outside the house, on a port of its own, and knows nothing but its secret.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { listenFault } from '../../../shared/plain-fault.js';

const KEPT = 50;
const BODY_LIMIT_BYTES = 64_000;

interface Received {
  readonly at: string;
  readonly id: string;
  readonly body: string;
}

/** Listens on loopback; `secrets` gives the secrets that count now. */
export function startReceiver(
  port: number,
  secrets: () => Promise<readonly string[]>,
): Promise<Server> {
  const received: Received[] = [];
  const server = createServer((req, res) => {
    answer(req, res, { received, secrets }).catch(() => res.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenFault(error, port)));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

async function answer(
  req: IncomingMessage,
  res: ServerResponse,
  { received, secrets }: { received: Received[]; secrets: () => Promise<readonly string[]> },
): Promise<void> {
  if (req.method !== 'POST') {
    res.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' });
    res.end(
      JSON.stringify(
        { received: received.map((one) => ({ ...one, body: JSON.parse(one.body) as unknown })) },
        null,
        2,
      ),
    );
    return;
  }
  const body = await readBody(req);
  const isGenuine = (await secrets()).some((secret) => verifies(secret, body, req));
  if (isGenuine) {
    received.unshift({
      at: String(req.headers['webhook-timestamp']),
      id: String(req.headers['webhook-id']),
      body,
    });
    received.splice(KEPT);
  }
  res.writeHead(isGenuine ? 204 : 401).end();
}

async function readBody(req: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of req as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > BODY_LIMIT_BYTES) throw new RangeError('too large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function verifies(secret: string, body: string, req: IncomingMessage): boolean {
  const header = (name: string): string => String(req.headers[name] ?? '');
  try {
    new Webhook(secret).verify(body, {
      'webhook-id': header('webhook-id'),
      'webhook-timestamp': header('webhook-timestamp'),
      'webhook-signature': header('webhook-signature'),
    });
    return true;
  } catch {
    return false; // not signed with this secret: the next one may fit
  }
}
