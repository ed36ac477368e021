import { DataSource } from 'typeorm';
import { databaseKind } from '../../src/config/database-kind.js';
import type { Environment } from '../../src/config/environment.js';
import { queryRows } from '../../src/database/query-rows.js';
import { readerOptions, writerOptions } from '../../src/database/data-source.js';
import { Reads } from '../../src/database/reads.js';
import { Audit } from '../../src/proof/audit.service.js';
import { Verifier } from '../../src/requests/verifying/verifier.service.js';
import { schema } from '../../src/schema.js';
import { Settings } from '../../src/settings/settings.service.js';
import { Clock } from '../../src/shared/clock.js';
import { openTestDatabase } from '../support/database.js';
import { done } from '../support/filings.js';
import { loadTestTown } from '../support/people.js';
import { until } from '../support/until.js';
import { PRODUCT_MS } from './built-product.js';

/** A migrated database with the invented town in it, shut again: a process can take it. This machine is a help point: it may file 3,000 reports in ten minutes. */
export async function townOnDisk(): Promise<Environment> {
  const db = await openTestDatabase();
  const clock = new Clock();
  await loadTestTown(db, { clock });
  const settings = new Settings(db.transactions, db.reads, clock, new Audit(db.reads, clock));
  await db.transactions.run(async (em) => {
    done(await settings.set(em, 'helpPointNetworks', ['127.0.0.0/8']));
    done(await settings.set(em, 'helpPointFactor', 100));
  });
  await db.close();
  return db.environment;
}

export interface FoundReceipt {
  readonly ticketNumber: string;
  readonly deliveryId: string;
  readonly state: string;
}

/** What the database of a stopped town says, without the product's help. */
export interface FoundTown {
  readonly ticketNumbers: readonly string[];
  /** One for each `received` letter. */
  readonly receipts: readonly FoundReceipt[];
  readonly brokenChains: readonly object[];
  readonly isIntact: boolean;
}

export function lookInto(environment: Environment): Promise<FoundTown> {
  return reading(environment, async (reads, source) => {
    const numbers = await reads.rows<{ ticket_number: string }>(
      'SELECT ticket_number FROM service_requests',
    );
    const receipts = await reads.rows<{ ticket_number: string; id: string; state: string }>(
      `SELECT r.ticket_number, d.id, d.state FROM service_requests r
       JOIN deliveries d ON d.subject = r.id AND d.kind = 'received'`,
    );
    return {
      ticketNumbers: numbers.map((row) => row.ticket_number),
      receipts: receipts.map(({ ticket_number, id, state }) => ({
        ticketNumber: ticket_number,
        deliveryId: id,
        state,
      })),
      brokenChains: (await new Verifier(reads).verify()).bad,
      isIntact: await isIntact(source),
    };
  });
}

/** Waits until every letter has ended. */
export function allSent(environment: Environment): Promise<void> {
  return reading(environment, (reads) =>
    until(async () => {
      const [row] = await reads.rows<{ left: number | string }>(
        `SELECT COUNT(*) AS left FROM deliveries WHERE channel = 'email' AND state IN ('pending', 'leased')`,
      );
      return Number(row?.left) === 0;
    }, PRODUCT_MS),
  );
}

/** Looks into a town from outside, its processes running or not. */
export async function reading<T>(
  environment: Environment,
  work: (reads: Reads, source: DataSource) => Promise<T>,
): Promise<T> {
  const source = await new DataSource(readerOptions(environment, schema)).initialize();
  try {
    return await work(new Reads(source), source);
  } finally {
    await source.destroy();
  }
}

/** As if a minute had passed since the last holder was killed: what it had in hand is due again. Call while no process serves the town. */
export async function letLeasesRunOut(environment: Environment): Promise<void> {
  const source = await new DataSource(writerOptions(environment, schema)).initialize();
  const past = new Date(Date.now() - 1000).toISOString();
  await queryRows(
    source.manager,
    `UPDATE deliveries SET next_at = :past, lease_until = :past WHERE state = 'leased'`,
    { past },
  );
  await source.destroy();
}

async function isIntact(source: DataSource): Promise<boolean> {
  if (databaseKind === 'postgres') return true; // the server's own business
  const rows = (await source.query('PRAGMA integrity_check')) as { integrity_check: string }[]; // one row, one column
  return rows[0]?.integrity_check === 'ok';
}
