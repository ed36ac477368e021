import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Session } from '../../../../src/access/session.entity.js';
import { Reads } from '../../../../src/database/reads.js';
import { Delivery } from '../../../../src/deliveries/delivery.entity.js';
import { DeliveryLog } from '../../../../src/deliveries/delivery-log.js';
import { HeldDeliveries } from '../../../../src/deliveries/held-deliveries.service.js';
import { DispatchService } from '../../../../src/deliveries/sending/dispatch.service.js';
import { Audit } from '../../../../src/proof/audit.service.js';
import { AuditEntry } from '../../../../src/proof/audit-entry.entity.js';
import { FilingDesk } from '../../../../src/requests/filing/filing-desk.service.js';
import { newId } from '../../../../src/shared/ids.js';
import { annasFiling, done, file, NOBODY } from '../../../support/filings.js';
import { type House, openBeside, openHouse } from '../../../support/house.js';
import { TOWN_PASSWORD } from '../../../support/people.js';
import { until } from '../../../support/until.js';
import { openBrowser } from '../../../web/browser.js';
import { backUp, emptyPlaceFor, NOW, restoreInto, type TestBackup } from './copied-town.js';

/** Anna's receipt and the office's notices had not left when the backup was made; the town that was lost may have sent them since. */
describe('the outbox of a restored town', () => {
  let house: House;
  let backup: TestBackup;
  let ticketNumber: string;
  let waiting: number;
  let sessions: number;
  beforeAll(async () => {
    house = await openHouse();
    ticketNumber = (await file(house)).ticketNumber;
    await openBrowser(house.app).post('/accedi', { username: 'bruno', password: TOWN_PASSWORD });
    sessions = await house.reads.of(Session).count();
    expect(sessions).toBeGreaterThan(0);
    waiting = await house.reads.of(Delivery).countBy({ state: 'pending' });
    backup = await backUp(house.environment);
  });
  afterAll(() => house.close());

  interface Place {
    readonly app: NestExpressApplication;
    readonly held: HeldDeliveries;
    readonly mails: () => string[];
  }
  let open: Place[] = [];
  beforeEach(() => {
    open = [];
  });
  const restored = async (isMoved = false): Promise<Place> => {
    const environment = await emptyPlaceFor(house.environment);
    const { held } = await restoreInto(environment, backup.folder, { isMoved });
    expect(held).toBe(isMoved ? 0 : waiting);
    const app = await openBeside({ environment, clock: house.clock });
    const folder = join(environment.dataDir, 'mail');
    const mails = (): string[] => {
      try {
        return readdirSync(folder)
          .filter((name) => name.endsWith('.eml'))
          .map((name) => readFileSync(join(folder, name), 'utf8'));
      } catch {
        return []; // nothing was ever sent
      }
    };
    const place = { app, held: app.get(HeldDeliveries), mails };
    open.push(place);
    return place;
  };
  const stop = async (): Promise<void> => {
    for (const { app } of open) await app.close();
  };
  const send = async ({ app }: Place, isDone: () => boolean): Promise<void> => {
    app.get(DispatchService).start('web');
    await until(isDone);
  };
  const fileAt = async ({ app }: Place): Promise<string> =>
    done(await app.get(FilingDesk).file(NOBODY, annasFiling(), newId())).ticketNumber;
  const runningNumber = (number: string): number => Number(number.slice(5, 11));

  test('sends nothing of then by itself, while letters of new requests leave; told to, it sends each once', async () => {
    const place = await restored();
    expect(await place.app.get(Reads).of(Session).count()).toBe(0); // everybody signs in again
    const fresh = await fileAt(place);
    expect(runningNumber(fresh)).toBe(runningNumber(ticketNumber) + 1_001); // which nobody was ever given
    const mailsAbout = (number: string) => place.mails().filter((text) => text.includes(number));
    await send(place, () => mailsAbout(fresh).length > 0);
    expect(mailsAbout(ticketNumber)).toEqual([]);
    const counts = await place.held.counts();
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(waiting);
    const before = place.mails().length;
    expect(await place.held.send(null)).toBe(waiting);
    await send(place, () => place.mails().length >= before + waiting);
    expect(mailsAbout(ticketNumber).length).toBeGreaterThan(0);
    expect(await place.held.send(null)).toBe(0);
    await stop();
  });

  test('told not to send, it keeps them in the list of what was not delivered, words wiped, with the reason', async () => {
    const place = await restored();
    expect(await place.held.drop(null)).toBe(waiting);
    const { items } = await place.app.get(DeliveryLog).dead(undefined, 25);
    expect(items).toHaveLength(waiting);
    expect(new Set(items.map(({ lastDetail }) => lastDetail))).toEqual(
      new Set(['held after a restore, and not sent']),
    );
    const rows = await place.app.get(Reads).of(Delivery).findBy({ state: 'dead' });
    expect(rows.filter(({ sealedContent }) => sealedContent !== null)).toEqual([]);
    const entry = await place.app.get(Reads).of(AuditEntry).findOneBy({ event: 'held-dropped' });
    expect(entry?.data).toEqual({ count: waiting });
    expect(await place.app.get(Audit).verifyAudit()).toMatchObject({ ok: true });
    await stop();
  });

  test('a town that was stopped and moved goes on as if nothing had been: letters leave, numbers and sign-ins go on', async () => {
    const place = await restored(true);
    await send(place, () => place.mails().length >= waiting);
    expect(place.mails()).toHaveLength(waiting);
    expect(runningNumber(await fileAt(place))).toBe(runningNumber(ticketNumber) + 1);
    expect(await place.app.get(Reads).of(Session).count()).toBe(sessions);
    await stop();
  });

  test('over the turn of a year numbers of both years are left out', async () => {
    const environment = await emptyPlaceFor(house.environment);
    const now = new Date('2027-01-02T08:00:00Z');
    const { lastSkipped } = await restoreInto(environment, backup.folder, { now });
    expect(NOW.getUTCFullYear()).toBe(2026);
    expect(lastSkipped.map((number) => number.slice(0, 11))).toEqual(['2026-001001', '2027-001000']); // prettier-ignore
  });
});
