import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { readCatalogues } from '../../src/web/views/catalogues.js';
import { filesIn, nodesOf, placeOf, treeOf } from './sources.js';

const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

describe('what is wrong with a field is said in a sentence', () => {
  const faults = filesIn('src', '.ts').flatMap((path) => nodesOf(treeOf(path)).flatMap(codesOf));

  test('the sources are read: some dozens of faults are found in them', () => {
    expect(faults.length).toBeGreaterThan(60);
  });

  test.each([...readCatalogues()])('every fault has its sentence in %s', (_language, texts) => {
    const sentences = texts['errors'] ?? {};
    const mute = faults.filter(
      ({ code }) => ![code, `${code}_other`].some((key) => key in sentences),
    );
    expect(mute.map(({ code, place }) => `${code} at ${place}`)).toEqual([]);
  });
});

/** The codes of `{ field, code }`: each of the words that the code may become. */
function codesOf(node: ts.Node): { code: string; place: string }[] {
  if (!ts.isObjectLiteralExpression(node)) return [];
  const [field, code] = ['field', 'code'].map((name) => propertyOf(node, name));
  if (!field || !code || !ts.isPropertyAssignment(code)) return [];
  return nodesOf(code.initializer)
    .filter(ts.isStringLiteral)
    .filter(({ parent, text }) => !ts.isBinaryExpression(parent) && CODE.test(text))
    .map((literal) => ({ code: literal.text, place: placeOf(literal) }));
}

function propertyOf(node: ts.ObjectLiteralExpression, name: string) {
  return node.properties.find((one) => one.name?.getText() === name);
}
