/**
 * Citizens who do not give up: each report has a key of its own, is sent again until it is answered with 2xx, and stands in a journal on
 * disk before it is sent and again when it is answered. What the journal says was answered must be in the product; and nothing else.
 */
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '../../src/shared/ids.js';
import type { SmtpSink } from '../support/smtp-sink.js';
import { type Answer, answerTo, call } from './caller.js';

const PATH = '/api/v1/requests';
const RETRY_MS = 60;

/** The client's own memory: one line of JSON for each intent and each answer, on disk before we go on. */
export class Journal {
  private readonly file: number;

  constructor(private readonly path: string) {
    this.file = openSync(path, 'a');
  }

  note(line: object): void {
    writeSync(this.file, `${JSON.stringify(line)}\n`);
    fsyncSync(this.file);
  }

  close(): void {
    closeSync(this.file);
  }

  /** Ticket number by key; a key that was never answered has none. */
  read(): Map<string, string | undefined> {
    const known = new Map<string, string | undefined>();
    for (const line of readFileSync(this.path, 'utf8').split('\n').filter(Boolean)) {
      const { key, ticketNumber } = JSON.parse(line) as { key: string; ticketNumber?: string }; // ours
      known.set(key, ticketNumber ?? known.get(key));
    }
    return known;
  }
}

export function report(key: string): object {
  return {
    category: 'roads-signs',
    title: 'Buca davanti alla scuola',
    description: `Profonda, al centro della corsia. ${key}`,
    location: { address: 'Via delle Reti 12' },
    citizen: { firstName: 'Anna', lastName: 'Ferrini', email: `anna.${key}@posta.example` },
    answers: { defect: 'pothole' },
  };
}

/** The ids of the deliveries whose mail reached a citizen of these tests; one that came twice stands there twice. */
export function receipts({ mails }: SmtpSink): string[] {
  return mails.filter(({ to }) => to[0]?.startsWith('anna.')).map(({ raw }) => messageId(raw));
}

/** The delivery that a mail carries. */
export function messageId(raw: string): string {
  return /^Message-ID: <(.*)@/im.exec(raw)?.[1] ?? '';
}

/** Files one report and comes back only with its receipt; throws where the product says that the report is wrong. */
export async function fileUntilTaken(port: number, journal: Journal): Promise<void> {
  const key = newId();
  journal.note({ key });
  for (;;) {
    const answer = await fileOnce(port, key).catch(() => null); // nobody there, or cut off: not known whether it was taken
    if (answer?.status === 201) {
      const { ticketNumber } = JSON.parse(answer.text) as { ticketNumber: string };
      return journal.note({ key, ticketNumber });
    }
    if (answer && answer.status !== 409 && answer.status !== 503)
      throw new Error(`answered with ${answer.status}: ${answer.text}`);
    await sleep(RETRY_MS);
  }
}

async function fileOnce(port: number, key: string): Promise<Answer> {
  const headers = { 'Idempotency-Key': key };
  return call({ port, path: PATH, method: 'POST', body: report(key), headers });
}

/** A report whose head the product has read (it said "100 Continue") and whose body is still with us: in flight without a doubt. */
export interface HeldReport {
  send(): Promise<Answer>;
}

export async function holdReport(port: number): Promise<HeldReport> {
  const key = newId();
  const bytes = Buffer.from(JSON.stringify(report(key)));
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': bytes.length,
    'Idempotency-Key': key,
    Expect: '100-continue',
  };
  const sent = request({ host: '127.0.0.1', port, path: PATH, method: 'POST', headers });
  const answer = answerTo(sent);
  sent.flushHeaders();
  await Promise.race([once(sent, 'continue'), answer]);
  return {
    send: () => {
      sent.end(bytes);
      return answer;
    },
  };
}
