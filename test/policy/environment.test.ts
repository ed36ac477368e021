import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { filesIn, nodesOf, placeOf, textOf, treeOf } from './sources.js';

/** Read by the process itself before the environment is checked; not a setting of a council's. */
const schemaKeys = keysOfSchema();
const lines = textOf('.env.example').split('\n');

/** The keys that `src/config/environment.ts` reads: the members of its schema. */
function keysOfSchema(): string[] {
  return nodesOf(treeOf('src/config/environment.ts'))
    .filter(ts.isPropertyAssignment)
    .map(({ name }) => name.getText())
    .filter((name) => /^[A-Z][A-Z_]+$/.test(name));
}

/** Each key of the example, `KEY=` or `# KEY=`, with the lines of comment right above it. */
function examples(): { key: string; comment: string }[] {
  let comment: string[] = [];
  return lines.flatMap((line) => {
    const key = /^#?\s?([A-Z][A-Z_]+)=/.exec(line)?.[1];
    if (key === undefined) {
      comment = line.startsWith('#') ? [...comment, line.replace(/^#\s*/, '')] : [];
      return [];
    }
    const found = { key, comment: comment.join(' ') };
    comment = [];
    return [found];
  });
}

describe('.env.example', () => {
  test('names exactly the keys that the program reads, each once', () => {
    expect(schemaKeys.length).toBeGreaterThan(5);
    expect(
      examples()
        .map(({ key }) => key)
        .sort(),
    ).toEqual([...schemaKeys].sort());
  });

  test.each(examples())('$key is explained', ({ comment }) => {
    expect(comment.length).toBeGreaterThan(20);
  });
});

describe('the environment', () => {
  test('is read in config/ and nowhere else', () => {
    const elsewhere = filesIn('src', '.ts')
      .filter((path) => !path.startsWith('src/config/'))
      .filter((path) => /process\s*\.\s*env|process\[['"]env/.test(textOf(path)));
    expect(elsewhere).toEqual([]);
  });

  test('is read there only by its schema, or by a key that the schema knows', () => {
    const strange = filesIn('src/config', '.ts').flatMap((path) =>
      nodesOf(treeOf(path))
        .filter(isEnvironmentKey)
        .flatMap((node) => {
          const key = node.argumentExpression.text;
          return schemaKeys.includes(key) ? [] : [`${placeOf(node)} ${key}`];
        }),
    );
    expect(strange).toEqual([]);
  });
});

function isEnvironmentKey(
  node: ts.Node,
): node is ts.ElementAccessExpression & { argumentExpression: ts.StringLiteral } {
  return (
    ts.isElementAccessExpression(node) &&
    /^(process\.env|variables|given)$/.test(node.expression.getText()) &&
    ts.isStringLiteral(node.argumentExpression)
  );
}
