/** The delivery process of a scaled installation: sends what the web processes post, and watches the clock. Any number may run beside one another. */
import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { databaseKind } from './config/database-kind.js';
import { readEnvironment } from './config/environment.js';
import { makeDataFolder } from './config/secrets.js';
import { holdInstance } from './database/instance-lock.js';
import { DispatchService } from './deliveries/sending/dispatch.service.js';
import { ClockLoop } from './doors/clock/clock-loop.service.js';
import { inTerminal } from './shared/plain-fault.js';
import { IterLogger } from './web/request/iter-logger.js';

const logger = new Logger('worker');

try {
  const environment = readEnvironment();
  makeDataFolder(environment.dataDir);
  if (databaseKind === 'sqlite') process.once('exit', holdInstance(environment.dataDir)); // refuses beside a web process
  const app = await NestFactory.createApplicationContext(AppModule, {
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(new IterLogger(environment));
  app.enableShutdownHooks();
  app.get(DispatchService).start('worker');
  app.get(ClockLoop).start('worker');
  logger.log({ event: 'sending', mode: environment.mode });
} catch (error) {
  process.stderr.write(`${inTerminal(error)}\n`);
  process.exit(1);
}
