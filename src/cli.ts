#!/usr/bin/env node
import 'reflect-metadata';
import { ConsoleLogger, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { readEnvironment } from './config/environment.js';
import { buildProgram } from './doors/administration/commands/program.js';
import type { House, Print } from './doors/administration/commands/with-app.js';
import { serve } from './serve.js';
import { inTerminal } from './shared/plain-fault.js';

/** The whole log on stderr: stdout is for results. */
class StderrLogger extends ConsoleLogger {
  protected override printMessages(
    ...[messages, context, level, , ...rest]: Parameters<ConsoleLogger['printMessages']>
  ): void {
    super.printMessages(messages, context, level, 'stderr', ...rest);
  }
}

const print: Print = (line) => {
  process.stdout.write(`${line}\n`);
};

// Whoever reads the result may have read enough (`… | head`): the work goes on, and nobody is told of the rest.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const tell: Print = (line) => {
  process.stderr.write(`${line}\n`);
};

async function withApp(
  work: (app: INestApplicationContext, print: Print) => Promise<void>,
): Promise<void> {
  let app: INestApplicationContext | undefined;
  try {
    readEnvironment(); // what is missing comes out as one list, before Nest tells it in its own way
    // Loaded here, so that --help needs neither settings nor a database.
    const { AppModule } = await import('./app.module.js');
    const logger = new StderrLogger({ logLevels: ['error', 'warn'] });
    app = await NestFactory.createApplicationContext(AppModule, { logger, abortOnError: false });
    await work(app, print);
  } catch (error) {
    complain(error);
  } finally {
    await app?.close();
  }
}

function complain(error: unknown): void {
  process.exitCode = 1;
  process.stderr.write(`${inTerminal(error)}\n`);
}

async function serveApp(): Promise<void> {
  try {
    const { AppModule } = await import('./app.module.js');
    await serve(AppModule);
  } catch (error) {
    complain(error);
  }
}

const house: House = {
  print,
  tell,
  serveApp,
  loadSchema: async () => (await import('./schema.js')).schema,
};
const program = await buildProgram(withApp, house);
await program.parseAsync().catch(complain);
