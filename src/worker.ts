/** The delivery process of a scaled installation: sends what the web processes post. Any number may run beside one another. */
import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { databaseKind } from './config/database-kind.js';
import { EnvironmentFault, readEnvironment } from './config/environment.js';
import { holdInstance } from './database/instance-lock.js';
import { DispatchService } from './deliveries/sending/dispatch.service.js';

const logger = new Logger('worker');

try {
  const environment = readEnvironment();
  mkdirSync(environment.dataDir, { recursive: true });
  if (databaseKind === 'sqlite') holdInstance(environment.dataDir); // until the process ends: refuses beside a web process
  const app = await NestFactory.createApplicationContext(AppModule, { abortOnError: false });
  app.enableShutdownHooks();
  app.get(DispatchService).start('worker');
  logger.log({ event: 'sending', mode: environment.mode });
} catch (error) {
  const isExpected = error instanceof EnvironmentFault;
  const reason =
    error instanceof Error ? (isExpected ? error.message : error.stack) : String(error);
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}
