import { type ClientRequest, request } from 'node:http';

export interface Call {
  readonly port: number;
  readonly path: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

const PATIENCE_MS = 60_000;

/** One HTTP call to loopback, on a connection of its own; throws where no whole answer came. */
export function call({ port, path, body, headers, method = 'GET' }: Call): Promise<Answer> {
  const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const type = bytes
    ? { 'Content-Type': 'application/json', 'Content-Length': bytes.length }
    : undefined;
  const sent = request({
    ...{ host: '127.0.0.1', port, path, method, agent: false },
    headers: { ...type, ...headers },
  });
  sent.end(bytes);
  return answerTo(sent);
}

/** The whole answer to a request. */
export function answerTo(sent: ClientRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        if (!response.complete) return reject(new Error('cut off'));
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    sent.on('error', reject);
    sent.setTimeout(PATIENCE_MS, () => sent.destroy(new Error('no answer in time')));
  });
}
