import type { NestExpressApplication } from '@nestjs/platform-express';
import request, { type Response } from 'supertest';

type Fields = Record<string, string | readonly string[]>;
interface Attachment {
  readonly field: string;
  readonly name: string;
  readonly bytes: Buffer;
  readonly type?: string;
}

/** A browser with JavaScript off: keeps cookies, follows nothing by itself, sends the token of the last page that had a form. */
export class Browser {
  page = '';
  private token = '';
  private readonly agent;

  constructor(app: NestExpressApplication, language = 'it') {
    this.agent = request.agent(app.getHttpServer());
    this.agent.set('Accept', 'text/html').set('Accept-Language', language);
    this.agent.set('Accept-Encoding', 'identity'); // packing what is unpacked at once costs more than most pages
  }

  async get(path: string): Promise<Response> {
    return this.keep(await this.agent.get(path));
  }

  /** Opens the page first where no form was seen yet. */
  async post(path: string, fields: Fields = {}): Promise<Response> {
    if (this.token === '') await this.get('/');
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries({ _csrf: this.token, ...fields }))
      for (const text of [value].flat()) body.append(name, text);
    return this.keep(await this.agent.post(path).type('form').send(body.toString()));
  }

  async upload(path: string, fields: Fields, files: readonly Attachment[]): Promise<Response> {
    if (this.token === '') await this.get('/');
    const call = this.agent.post(path);
    for (const [name, value] of Object.entries({ _csrf: this.token, ...fields }))
      for (const text of [value].flat()) call.field(name, text);
    for (const { field, name, bytes, type } of files)
      call.attach(field, bytes, { filename: name, contentType: type ?? 'image/jpeg' });
    return this.keep(await call);
  }

  /** A file's bytes. */
  async download(path: string): Promise<Buffer> {
    const answer = await this.agent.get(path).responseType('blob');
    return answer.body as Buffer; // of a blob
  }

  /** Holds a stream of events open, as EventSource does; `text` grows while it is. */
  stream(path: string): { text: string; status: number; ended: Promise<void>; close(): void } {
    const call = this.agent.get(path).set('Accept', 'text/event-stream');
    const heard = { text: '', status: 0, ended: Promise.resolve(), close: () => call.abort() };
    const parsed = call.buffer(true).parse((response, done) => {
      heard.status = response.statusCode ?? 0;
      response.on('data', (bytes: Buffer) => (heard.text += bytes.toString()));
      response.on('end', () => done(null, ''));
    });
    heard.ended = parsed.then(
      () => undefined,
      () => undefined, // given up by `close`
    );
    return heard;
  }

  /** To the page that a 303 names. */
  async follow(answer: Response): Promise<Response> {
    return this.get(String(answer.headers['location']));
  }

  private keep(answer: Response): Response {
    this.page = answer.text ?? '';
    this.token = /name="_csrf" value="([^"]+)"/.exec(this.page)?.[1] ?? this.token;
    return answer;
  }
}

export function openBrowser(app: NestExpressApplication, language?: string): Browser {
  return new Browser(app, language);
}
