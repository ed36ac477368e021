import { describe, expect, test } from '@jest/globals';
import {
  isInRanges,
  isPublicAddress,
  normalAddress,
  parseRange,
} from '../../src/deliveries/domain/address-range.js';
import { masked } from '../../src/deliveries/domain/mask.js';
import { rotated, validSecrets } from '../../src/deliveries/domain/webhook-secret.js';

describe('where a webhook may go', () => {
  test.each(['93.184.215.14', '8.8.8.8', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', '2a00:1450::1'])(
    '%s is public',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  test.each([
    ...['0.0.0.0', '10.0.0.5', '100.64.0.1', '127.0.0.1', '127.8.8.8', '169.254.169.254'],
    ...['172.16.0.1', '192.0.0.1', '192.0.2.1', '192.168.1.1', '198.18.0.1', '203.0.113.1'],
    ...['224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', '::7f00:1', '::ffff:10.0.0.5', '::ffff:7f00:1', 'fc00::1', 'fd00::5'],
    ...['fe80::1', 'ff02::1', '64:ff9b::a00:5', '64:ff9b:1::1', '2002:a00:5::1', '2001::1'],
    ...['2001:db8::1', '3fff:ffff::zz', '4000::1', 'example.it', ''],
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false));

  test('an allowed range is compared with its own kind; a mapped IPv4 is the IPv4 that it means', () => {
    const ranges = [parseRange('127.0.0.0/8'), parseRange('fd00::/8')];
    expect(isInRanges('127.0.0.1', ranges)).toBe(true);
    expect(isInRanges('::ffff:127.0.0.1', ranges)).toBe(true);
    expect(isInRanges('fd00::5', ranges)).toBe(true);
    expect(isInRanges('10.0.0.5', ranges)).toBe(false);
    expect(isInRanges('::1', ranges)).toBe(false);
    expect(normalAddress('::FFFF:127.0.0.1')).toBe(normalAddress('127.0.0.1'));
    expect(normalAddress('0:0:0:0:0:0:0:1')).toBe(normalAddress('::1'));
    expect(normalAddress('localhost')).toBeNull();
  });
});

describe('what is shown of a destination', () => {
  test('one letter of an address, the host of a URL, nothing of anything else', () => {
    expect(masked('anna.rossi@example.it')).toBe('a***@example.it');
    expect(masked('https://luce.example/hooks/very-secret?key=1')).toBe('luce.example');
    expect(masked('anything')).toBe('***');
  });
});

describe('rotating a secret', () => {
  const now = new Date('2026-11-20T10:00:00Z');
  const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

  test('the old one counts beside the new one for 24 hours', () => {
    const pair = rotated({ current: 'whsec_old' }, 'whsec_new', now);
    expect(validSecrets(pair, later(23.9))).toEqual(['whsec_new', 'whsec_old']);
    expect(validSecrets(pair, later(24))).toEqual(['whsec_new']);
  });
});
