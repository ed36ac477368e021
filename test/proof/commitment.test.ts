import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  commit,
  commitValues,
  matchesCommitment,
  newSalt,
} from '../../src/proof/domain/commitment.js';

const SALT = Buffer.alloc(32, 7).toString('base64url');

describe('a commitment', () => {
  test('is SHA-256 over the bytes of the salt and the canonical JSON of name and value', () => {
    const expected = createHash('sha256')
      .update(Buffer.alloc(32, 7))
      .update('{"name":"note","value":{"a":1,"b":"è"}}', 'utf8')
      .digest('hex');
    expect(commit('note', { b: 'è', a: 1 }, SALT)).toBe(expected);
  });

  test('does not depend on the order in which an object was built', () => {
    expect(commit('x', { a: 1, b: 2 }, SALT)).toBe(commit('x', { b: 2, a: 1 }, SALT));
  });

  test('differs between two salts, two names and two values', () => {
    const all = [
      commit('a', 'b', SALT),
      commit('a', 'b', newSalt()),
      commit('ab', '', SALT),
      commit('a', 'B', SALT),
      commit('a', null, SALT),
      commit('a', 'null', SALT),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  test('is refused for what has no JSON form and for a salt that is not 32 bytes', () => {
    expect(() => commit('a', undefined, SALT)).toThrow(TypeError);
    expect(() => commit('a', 1, 'c2hvcnQ')).toThrow(TypeError);
    expect(() => commit('a', 1, `${SALT}=`)).toThrow(TypeError);
  });

  test('a salt is 43 characters and never the same twice', () => {
    const salts = Array.from({ length: 200 }, newSalt);
    expect(salts.every((salt) => /^[\w-]{43}$/.test(salt))).toBe(true);
    expect(new Set(salts).size).toBe(salts.length);
  });

  test('each value of a step gets its own salt and matches, whatever JSON it is', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (values) => {
        const { commitments, salted } = commitValues(values);
        expect(Object.keys(commitments).sort()).toEqual(Object.keys(values).sort());
        expect(new Set(salted.map((value) => value.salt)).size).toBe(salted.length);
        for (const stored of salted)
          expect(matchesCommitment(stored, commitments[stored.name] ?? '')).toBe(true);
      }),
    );
  });

  test('a salt whose last character was changed no longer matches, although its 32 bytes are the same', () => {
    const twin = `${SALT.slice(0, -1)}${SALT.endsWith('c') ? 'd' : 'c'}`;
    const commitment = commit('a', 1, SALT);
    expect(matchesCommitment({ name: 'a', value: '1', salt: SALT }, commitment)).toBe(true);
    expect(matchesCommitment({ name: 'a', value: '1', salt: twin }, commitment)).toBe(false);
  });

  test('text that is no JSON does not match and does not throw', () => {
    expect(matchesCommitment({ name: 'a', value: '{', salt: SALT }, commit('a', '{', SALT))).toBe(
      false,
    );
  });
});
