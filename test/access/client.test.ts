import { describe, expect, test } from '@jest/globals';
import type { Request } from 'express';
import { clientOf, coarseClientOf, isInside } from '../../src/access/limits/client.js';

const from = (ip: string | undefined) => ({ ip }) as unknown as Request;

describe('the client that limits count', () => {
  test('is one IPv4 address, also in IPv6 clothes', () => {
    expect(clientOf(from('192.0.2.77'))).toBe('192.0.2.77/32');
    expect(clientOf(from('::ffff:192.0.2.77'))).toBe('192.0.2.77/32');
  });

  test('is the /64 of an IPv6 address, since a household has them all', () => {
    expect(clientOf(from('2001:db8:1:2:3:4:5:6'))).toBe('2001:db8:1:2::/64');
    expect(clientOf(from('2001:db8:1:2:ffff::1'))).toBe('2001:db8:1:2::/64');
    expect(clientOf(from('2001:db8:1:3::1'))).not.toBe('2001:db8:1:2::/64');
  });

  test('is one bucket for whoever has no readable address', () => {
    expect(clientOf(from(undefined))).toBe(clientOf(from('nonsense')));
  });

  test('is coarser in a log', () => {
    expect(coarseClientOf(from('192.0.2.77'))).toBe('192.0.2.0/24');
    expect(coarseClientOf(from('2001:db8:1:2:3:4:5:6'))).toBe('2001:db8:1::/48');
  });

  test('is inside a network of its own kind only', () => {
    expect(isInside('192.0.2.77/32', ['192.0.2.64/27'])).toBe(true);
    expect(isInside('192.0.2.97/32', ['192.0.2.64/27'])).toBe(false);
    expect(isInside('2001:db8:1:2::/64', ['192.0.2.0/24', '2001:db8:1::/48'])).toBe(true);
    expect(isInside('unknown', ['0.0.0.0/0'])).toBe(false);
  });
});
