import type { Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from '../../src/app.module.js';
import { Environment } from '../../src/config/environment.js';
import { Reads } from '../../src/database/reads.js';
import { Transactions } from '../../src/database/transactions.js';
import type { GivenWebhooks } from '../../src/doors/administration/town/town-endpoints.service.js';
import { Clock } from '../../src/shared/clock.js';
import { APPLICATION_OPTIONS, configureApplication } from '../../src/web-application.js';
import { testEnvironment } from './database.js';
import { loadTestTown, type TestTown } from './people.js';
import { SetClock } from './set-clock.js';

/** The whole product on an empty database with the invented town in it, its clock in our hands. */
export interface House {
  readonly app: NestExpressApplication;
  readonly environment: Environment;
  readonly reads: Reads;
  readonly transactions: Transactions;
  readonly clock: SetClock;
  readonly town: TestTown;
  get<T>(token: Type<T>): T;
  close(): Promise<void>;
}

export async function openHouse(
  given: {
    now?: string;
    variables?: Record<string, string>;
    webhooks?: GivenWebhooks;
    environment?: Environment;
  } = {},
): Promise<House> {
  const environment = given.environment ?? (await testEnvironment(given.variables));
  const clock = new SetClock(given.now ?? '2026-10-05T08:00:00Z');
  const app = await buildApp(environment, clock);
  const reads = app.get(Reads);
  const transactions = app.get(Transactions);
  const town = await loadTestTown(
    { environment, transactions, reads },
    { clock, ...(given.webhooks ? { webhooks: given.webhooks } : {}) },
  );
  await app.init();
  return {
    app,
    environment,
    reads,
    transactions,
    clock,
    town,
    get: (token) => app.get(token),
    close: () => app.close(),
  };
}

/** Another process of the same town: the same database, its own connections, the same time. */
export async function openBeside(
  house: Pick<House, 'environment' | 'clock'>,
): Promise<NestExpressApplication> {
  return (await buildApp(house.environment, house.clock)).init();
}

async function buildApp(environment: Environment, clock: Clock): Promise<NestExpressApplication> {
  const testing = await Test.createTestingModule({ imports: [AppModule] })
    .overrideProvider(Environment)
    .useValue(environment)
    .overrideProvider(Clock)
    .useValue(clock)
    .compile();
  return configureApplication(
    testing.createNestApplication<NestExpressApplication>({
      ...APPLICATION_OPTIONS,
      logger: ['error'],
    }),
  );
}
