import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { IterLogger } from '../../src/web/request/iter-logger.js';
import { withRequestId } from '../../src/web/request/request-id.js';

describe('the log', () => {
  let lines: string[];
  let onStdout: jest.SpiedFunction<typeof process.stdout.write>;
  beforeEach(() => {
    lines = [];
    onStdout = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
      lines.push(String(text));
      return true;
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  test('in production each line is JSON on standard error, with the id of its request', () => {
    let id = '';
    withRequestId((requestId) => {
      id = requestId;
      new IterLogger({ isProduction: true }).warn({ event: 'denied' }, 'access');
    });
    expect(lines.length).toBe(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'warn',
      context: 'access',
      requestId: id,
    });
    expect(onStdout).not.toHaveBeenCalled();
  });

  test('outside a request there is no id, and the chatter of the start is left out', () => {
    const logger = new IterLogger({ isProduction: true });
    logger.log('x dependencies initialized', 'InstanceLoader');
    logger.log('ready', 'main');
    expect(lines.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual([
      'ready',
    ]);
    expect(lines[0]).not.toContain('requestId');
  });
});
