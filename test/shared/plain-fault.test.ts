import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { startReceiver } from '../../src/doors/administration/demo/demo-receiver.js';
import { inTerminal } from '../../src/shared/plain-fault.js';

test('whoever starts on a port that is taken reads one sentence, and no stack', async () => {
  const first = createServer().listen(0, '127.0.0.1');
  await once(first, 'listening');
  const { port } = first.address() as AddressInfo;
  const second = startReceiver(port, () => Promise.resolve([]));
  const told = await second.then(String, inTerminal);
  expect(told).toBe(
    `port ${port} is taken by another process: stop that one, or choose a port with PORT`,
  );
  await new Promise((resolve) => first.close(resolve));
});

test('what nobody foresaw is told with its stack', () => {
  expect(inTerminal(new Error('lost'))).toMatch(/Error: lost\n +at /);
});
