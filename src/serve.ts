import type { AddressInfo } from 'node:net';
import type { Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { databaseKind } from './config/database-kind.js';
import { type Environment, readEnvironment } from './config/environment.js';
import { makeDataFolder } from './config/secrets.js';
import { holdInstance } from './database/instance-lock.js';
import { Pages } from './web/pages.js';
import { DispatchService } from './deliveries/sending/dispatch.service.js';
import { ClockLoop } from './doors/clock/clock-loop.service.js';
import { SmtpListener } from './doors/mailbox/smtp-listener.service.js';
import { listenFault } from './shared/plain-fault.js';
import { Rounds } from './shared/rounds.js';
import { createWebApplication } from './web-application.js';

export interface Serving {
  readonly app: NestExpressApplication;
  readonly environment: Environment;
  readonly port: number;
  /** Answers what is in flight, then gives everything back. */
  stop(): Promise<void>;
}

/** Starts a web process: checks the environment, takes the data folder for itself (SQLite), migrates, listens. */
export async function serve(module: Type): Promise<Serving> {
  const environment = readEnvironment();
  makeDataFolder(environment.dataDir);
  const release = databaseKind === 'sqlite' ? holdInstance(environment.dataDir) : () => undefined;
  try {
    const app = await createWebApplication(module);
    await listen(app, environment);
    app.get(DispatchService).start('web');
    app.get(ClockLoop).start('web');
    app.get(Rounds).start();
    await app.get(SmtpListener).start();
    const warmed = app.get(Pages).warm(); // what comes meanwhile is answered meanwhile
    const { port } = app.getHttpServer().address() as AddressInfo; // listening on a port, not on a pipe
    const stop = async () => {
      await warmed;
      await app.close();
      release();
    };
    return { app, environment, port, stop };
  } catch (error) {
    release();
    throw error;
  }
}

async function listen(app: NestExpressApplication, environment: Environment): Promise<void> {
  const host = environment.host ?? (environment.isProduction ? undefined : '127.0.0.1');
  try {
    await (host === undefined ? app.listen(environment.port) : app.listen(environment.port, host));
  } catch (error) {
    throw listenFault(error as Error, environment.port); // what a server emits
  }
}
