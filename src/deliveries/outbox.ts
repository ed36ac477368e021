/**
 * The outbox is the truth about what leaves the house.
 *
 * - A letter is a row, written in the transaction of the step that caused it: no step without its letters, no letter without its step.
 * - What was posted is frozen: words and body are sealed as they are, and every attempt sends the same.
 * - Within a stream `sequence` is 1, 2, 3, …: the caller holds the lock of what the stream is about (the request's row), and
 *   UNIQUE (stream, sequence) refuses whoever does not.
 * - The bell rings after the commit, never after a rollback.
 */
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Vault } from '../config/vault.js';
import { placeholder } from '../database/statements/placeholders.js';
import { queryRows } from '../database/query-rows.js';
import { tell } from '../database/statements/statement.js';
import { Transactions } from '../database/transactions.js';
import { assertNever } from '../shared/assert-never.js';
import { Clock } from '../shared/clock.js';
import { newId } from '../shared/ids.js';
import { Bell } from './bell.js';
import { mailAddress } from './domain/mail-address.js';
import type { Letter } from './letter.js';

export const WEBHOOK_BODY_LIMIT_BYTES = 20_000;
const COLUMNS = [
  ...['id', 'channel', 'destination', 'endpoint_id', 'subject', 'kind', 'sealed_content'],
  ...['state', 'attempts', 'next_at', 'created_at', 'stream', 'sequence'],
];
const LETTERS_PER_INSERT = 100; // below the limits on placeholders of both databases

/**
 * Promises that a letter leaves, once, in the order of its stream, if the transaction of `em` commits. Throws (a bug of the caller: the
 * edges have checked) where a destination is not one address or a webhook's body is over 20 KB.
 */
@Injectable()
export class Outbox {
  constructor(
    private readonly transactions: Transactions,
    private readonly vault: Vault,
    private readonly clock: Clock,
    private readonly bell: Bell,
  ) {}

  /** Returns the new deliveries' ids, in the order of the letters. */
  async post(em: EntityManager, letters: readonly Letter[]): Promise<string[]> {
    if (letters.length === 0) return [];
    const sequences = await this.sequencesOf(em, letters);
    const now = this.clock.now().toISOString();
    const rows = letters.map((letter, i) => this.row(letter, sequences[i] ?? null, now));
    for (let i = 0; i < rows.length; i += LETTERS_PER_INSERT)
      await insert(em, rows.slice(i, i + LETTERS_PER_INSERT));
    const ids = rows.map(({ id }) => id);
    this.transactions.afterCommit(em, () => this.bell.ring(ids));
    return ids;
  }

  /** None where the insert itself can find them: no content names its own, and none of these follows another. */
  private async sequencesOf(em: EntityManager, letters: readonly Letter[]): Promise<number[]> {
    const streams = [...new Set(letters.map(({ stream }) => stream))];
    if (streams.length === letters.length && letters.every(isMail)) return [];
    const last = await this.lastSequences(em, streams);
    return letters.map(({ stream }) => {
      const sequence = (last.get(stream) ?? 0) + 1;
      last.set(stream, sequence);
      return sequence;
    });
  }

  private async lastSequences(em: EntityManager, streams: string[]): Promise<Map<string, number>> {
    const rows = await queryRows<{ stream: string; last: number }>(
      em,
      'SELECT stream, MAX(sequence) AS last FROM deliveries WHERE stream IN (:...streams) GROUP BY stream',
      { streams },
    );
    return new Map(rows.map(({ stream, last }) => [stream, last]));
  }

  private row(letter: Letter, sequence: number | null, now: string): Row {
    const id = newId();
    const content = this.vault.seal(frozen(letter, sequence));
    const values = [
      ...[id, letter.channel, destinationOf(letter), letter.endpointId ?? null],
      ...[letter.subject ?? null, letter.kind, content, 'pending', 0, now, now],
    ];
    return { id, values, stream: letter.stream, sequence };
  }
}

interface Row {
  readonly id: string;
  /** In the order of the columns, without the last two. */
  readonly values: readonly (string | number | null)[];
  readonly stream: string;
  /** Null: the next one. */
  readonly sequence: number | null;
}

function isMail({ channel }: Letter): boolean {
  return channel !== 'webhook';
}

/** The very text that is sealed: a mail's words, or a webhook's body byte for byte. */
function frozen(letter: Letter, sequence: number | null): string {
  if (letter.channel !== 'webhook') return JSON.stringify(letter.content);
  const { content } = letter;
  const body = JSON.stringify({ ...content, data: { ...content.data, sequence } });
  if (Buffer.byteLength(body) > WEBHOOK_BODY_LIMIT_BYTES)
    throw new RangeError(`webhook "${letter.kind}": body over ${WEBHOOK_BODY_LIMIT_BYTES} bytes`);
  return body;
}

function destinationOf(letter: Letter): string {
  switch (letter.channel) {
    case 'email':
    case 'pec': {
      const address = mailAddress(letter.destination);
      if (address === null) throw new TypeError(`mail "${letter.kind}": not one e-mail address`);
      return address;
    }
    case 'webhook':
      if (!URL.canParse(letter.destination))
        throw new TypeError(`webhook "${letter.kind}": not a URL`);
      return letter.destination;
    default:
      return assertNever(letter);
  }
}

async function insert(em: EntityManager, rows: readonly Row[]): Promise<void> {
  const given: unknown[] = [];
  const placed = (value: unknown): string => {
    given.push(value);
    return placeholder(given);
  };
  const next = (stream: string): string =>
    `(SELECT COALESCE(MAX(sequence), 0) + 1 FROM deliveries WHERE stream = ${placed(stream)})`;
  const tuples = rows.map(({ values, stream, sequence }) => {
    const places = [...values, stream].map(placed);
    return `(${places.join(', ')}, ${sequence === null ? next(stream) : placed(sequence)})`;
  });
  const columns = COLUMNS.join(', ');
  await tell(em, `INSERT INTO deliveries (${columns}) VALUES ${tuples.join(', ')}`, given);
}
