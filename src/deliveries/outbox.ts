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
import { databaseKind } from '../config/database-kind.js';
import { Vault } from '../config/vault.js';
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
  ...['id', 'channel', 'destination', 'endpoint_id', 'subject', 'kind', 'stream', 'sequence'],
  ...['sealed_content', 'state', 'attempts', 'next_at', 'created_at'],
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
    const next = await this.lastSequences(em, [...new Set(letters.map((l) => l.stream))]);
    const now = this.clock.now().toISOString();
    const rows = letters.map((letter) => {
      const sequence = (next.get(letter.stream) ?? 0) + 1;
      next.set(letter.stream, sequence);
      return this.row(letter, sequence, now);
    });
    for (let i = 0; i < rows.length; i += LETTERS_PER_INSERT)
      await insert(em, rows.slice(i, i + LETTERS_PER_INSERT));
    const ids = rows.map(([id]) => String(id));
    this.transactions.afterCommit(em, () => this.bell.ring(ids));
    return ids;
  }

  private async lastSequences(em: EntityManager, streams: string[]): Promise<Map<string, number>> {
    const rows = await queryRows<{ stream: string; last: number }>(
      em,
      'SELECT stream, MAX(sequence) AS last FROM deliveries WHERE stream IN (:...streams) GROUP BY stream',
      { streams },
    );
    return new Map(rows.map(({ stream, last }) => [stream, last]));
  }

  private row(letter: Letter, sequence: number, now: string): (string | number | null)[] {
    const content = this.vault.seal(frozen(letter, sequence));
    return [
      ...[newId(), letter.channel, destinationOf(letter), letter.endpointId ?? null],
      ...[letter.subject ?? null, letter.kind, letter.stream, sequence],
      ...[content, 'pending', 0, now, now],
    ];
  }
}

/** The very text that is sealed: a mail's words, or a webhook's body byte for byte. */
function frozen(letter: Letter, sequence: number): string {
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

async function insert(em: EntityManager, rows: (string | number | null)[][]): Promise<void> {
  let place = 0;
  const placeholder = (): string => (databaseKind === 'postgres' ? `$${++place}` : '?');
  const tuples = rows.map((row) => `(${row.map(placeholder).join(', ')})`);
  await tell(
    em,
    `INSERT INTO deliveries (${COLUMNS.join(', ')}) VALUES ${tuples.join(', ')}`,
    rows.flat(),
  );
}
