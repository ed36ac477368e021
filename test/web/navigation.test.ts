import { describe, expect, test } from '@jest/globals';
import { Navigation } from '../../src/web/navigation.js';

describe('navigation of a desk', () => {
  const navigation = new Navigation();
  const entry = (href: string, permission: string | string[], order: number) => ({
    href,
    label: 'common:all',
    permission,
    order,
    section: 'offices' as const,
  });
  navigation.add(entry('/ufficio/statistiche', 'statistics.see', 20));
  navigation.add(entry('/ufficio', ['requests.see', 'requests.work'], 10));
  navigation.add({ ...entry('/ente', 'tasks.answer', 10), section: 'partners' });

  test('each person sees the places that their permissions open, in their order', () => {
    const items = navigation.for({
      kind: 'office',
      permissions: ['statistics.see', 'requests.work'],
    });
    expect(items.map(({ href }) => href)).toEqual(['/ufficio', '/ufficio/statistiche']);
  });

  test('a partner has the places of partners only', () => {
    const items = navigation.for({
      kind: 'partner',
      permissions: ['tasks.answer', 'requests.see'],
    });
    expect(items.map(({ href }) => href)).toEqual(['/ente']);
  });

  test('a citizen has none', () => {
    expect(navigation.for({ kind: 'citizen' })).toEqual([]);
  });
});
