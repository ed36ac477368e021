/** The web process. What the environment lacks comes out as one list, without a stack; a promise that nobody caught ends the process. */
import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { AppModule } from './app.module.js';
import { serve, type Serving } from './serve.js';
import { inTerminal } from './shared/plain-fault.js';

const DRAIN_MS = 10_000;
const logger = new Logger('main');

try {
  const serving = await serve(AppModule);
  logger.log({ event: 'listening', port: serving.port, mode: serving.environment.mode });
  endOnLostError(serving);
} catch (error) {
  process.stderr.write(`${inTerminal(error)}\n`);
  process.exit(1);
}

/** The process can no longer be trusted: it finishes what is in flight and leaves the rest to its supervisor. */
function endOnLostError(serving: Serving): void {
  const end = (error: unknown): void => {
    logger.fatal({ event: 'lost-error' }, error instanceof Error ? error.stack : String(error));
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    void serving.stop().finally(() => process.exit(1));
  };
  process.once('unhandledRejection', end);
  process.once('uncaughtException', end);
}
