import { ConsoleLogger } from '@nestjs/common';
import type { Environment } from '../../config/environment.js';
import { currentRequestId } from './request-id.js';

/** Nest tells of every module and route that it sets up: nobody reads that. */
const CHATTER = new Set(['InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestFactory']);

type Print = Parameters<ConsoleLogger['printMessages']>;

/**
 * Nest's logger on standard error (standard output belongs to results), as JSON lines in production, each with the id of the HTTP
 * request that it belongs to. Answered requests are `debug`: in production every line, elsewhere only what somebody should read.
 */
export class IterLogger extends ConsoleLogger {
  constructor(environment: Pick<Environment, 'isProduction'>) {
    super({
      prefix: 'Iter',
      json: environment.isProduction,
      flattenParams: true,
      logLevels: environment.isProduction
        ? ['fatal', 'error', 'warn', 'log', 'debug']
        : ['fatal', 'error', 'warn', 'log'],
    });
  }

  protected override printMessages(...[messages, context, level, , stack, params]: Print): void {
    if (level === 'log' && CHATTER.has(context ?? '')) return;
    super.printMessages(messages, context, level, 'stderr', stack, params);
  }

  protected override getJsonLogObject(
    ...given: Parameters<ConsoleLogger['getJsonLogObject']>
  ): ReturnType<ConsoleLogger['getJsonLogObject']> {
    const line = super.getJsonLogObject(...given);
    const requestId = currentRequestId();
    return requestId === undefined ? line : { ...line, requestId };
  }

  protected override formatContext(context: string): string {
    const requestId = currentRequestId();
    return super.formatContext(requestId === undefined ? context : `${context} ${requestId}`);
  }
}
