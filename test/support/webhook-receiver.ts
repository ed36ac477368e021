import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedWebhook {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

type Answer = number | ((response: ServerResponse) => void);

/** A partner's real HTTP receiver on loopback. `answers` treats the next calls in order; empty: 204. Counts bare connections too. */
export class WebhookReceiver {
  readonly calls: ReceivedWebhook[] = [];
  readonly answers: Answer[] = [];
  /** How often it still answers 500 to a `webhook-id`. */
  readonly failures = new Map<string, number>();
  connections = 0;
  private readonly server: Server;

  constructor(private readonly always?: Answer) {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        this.calls.push({ path: request.url ?? '', headers: request.headers, body });
        const isRefused = this.isRefused(String(request.headers['webhook-id']));
        this.reply(response, isRefused ? 500 : (this.answers.shift() ?? this.always ?? 204));
      });
    });
    this.server.on('connection', () => (this.connections += 1));
  }

  /** The URL of its root, without a slash at the end. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', () => resolve()));
    return `http://127.0.0.1:${this.port}`;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port; // it listens on a port
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private isRefused(id: string): boolean {
    const left = this.failures.get(id) ?? 0;
    this.failures.set(id, left - 1);
    return left > 0;
  }

  private reply(response: ServerResponse, answer: Answer): void {
    if (typeof answer === 'function') return answer(response);
    response.writeHead(answer).end();
  }
}
