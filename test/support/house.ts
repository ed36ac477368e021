import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from '../../src/app.module.js';
import { Environment } from '../../src/config/environment.js';
import { Reads } from '../../src/database/reads.js';
import { Transactions } from '../../src/database/transactions.js';
import { Clock } from '../../src/shared/clock.js';
import { APPLICATION_OPTIONS, configureApplication } from '../../src/web-application.js';
import { type TestTown, testTownIn } from './people.js';
import { townEnvironment } from './ready-town.js';
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
  given: { now?: string; variables?: Record<string, string> } = {},
): Promise<House> {
  const clock = new SetClock(given.now ?? '2026-10-05T08:00:00Z');
  const environment = await townEnvironment(clock, given.variables);
  const app = await buildApp(environment, clock);
  const reads = app.get(Reads);
  const town = await testTownIn(reads, clock);
  await app.init();
  await listen(app.getHttpServer());
  return {
    app,
    environment,
    reads,
    transactions: app.get(Transactions),
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

/** Once for all that the tests ask: supertest would start and shut the server, and its connections, at every single call. */
async function listen(server: Server): Promise<void> {
  server.keepAliveTimeout = 0; // both ends are one process: a connection that is kept is good until the house closes
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
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
