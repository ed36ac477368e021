import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { filesIn, nodesOf, placeOf, textOf, treeOf } from './sources.js';

const trees = filesIn('src', '.ts').map(treeOf);
const code = [...filesIn('src', '.ts'), ...filesIn('migrations', '.ts'), ...filesIn('test', '.ts')];
/** Spelled apart, so that this file does not find itself. */
const UNFINISHED = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')})\\b`);

function isExported(node: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function hasComment(node: ts.Node): boolean {
  return ts.getJSDocCommentsAndTags(node).length > 0;
}

function isInjected(node: ts.Statement): boolean {
  const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
  return decorators.some((decorator) => decorator.getText().startsWith('@Injectable'));
}

/** The comment at the head of a file speaks for the first function that it exports. */
function opensItsFile(node: ts.FunctionDeclaration): boolean {
  const file = node.getSourceFile();
  const first = file.statements.find((one) => ts.isFunctionDeclaration(one) && isExported(one));
  return first === node && file.text.startsWith('/**');
}

describe('comments', () => {
  test('each service and each channel says what it promises', () => {
    const classes = trees
      .flatMap((tree) => tree.statements.filter(ts.isClassDeclaration))
      .filter((one) => isInjected(one) || one.getSourceFile().fileName.endsWith('.channel.ts'));
    expect(classes.length).toBeGreaterThan(50);
    expect(
      classes.filter((one) => !hasComment(one)).map((one) => `${placeOf(one)} ${one.name?.text}`),
    ).toEqual([]);
  });

  test('each exported function of a domain folder says what it promises', () => {
    const functions = trees
      .filter(({ fileName }) => fileName.includes('/domain/'))
      .flatMap((tree) => tree.statements.filter(ts.isFunctionDeclaration))
      .filter(isExported);
    expect(functions.length).toBeGreaterThan(30);
    expect(
      functions
        .filter((one) => !hasComment(one) && !opensItsFile(one))
        .map((one) => `${placeOf(one)} ${one.name?.text}`),
    ).toEqual([]);
  });

  test('nothing is marked as unfinished', () => {
    expect(code.filter((path) => UNFINISHED.test(textOf(path)))).toEqual([]);
  });

  test('no rule of lint or compiler is switched off without saying why', () => {
    const off = code.flatMap((path) =>
      textOf(path)
        .split('\n')
        .filter((line) => /\/[/*]\s*(eslint-disable|@ts-(ignore|expect-error|nocheck))/.test(line))
        .filter((line) => !/--\s*\S.{15,}/.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    );
    expect(off).toEqual([]);
  });
});

describe('language', () => {
  test('no `any`, no default export, no enum, no index.ts', () => {
    const forbidden = trees.flatMap((tree) =>
      nodesOf(tree)
        .filter(
          (node) =>
            node.kind === ts.SyntaxKind.AnyKeyword ||
            (node.kind === ts.SyntaxKind.DefaultKeyword && !ts.isDefaultClause(node.parent)) ||
            ts.isExportAssignment(node) ||
            ts.isEnumDeclaration(node),
        )
        .map((node) => `${placeOf(node)} ${node.getText().slice(0, 40)}`),
    );
    expect(forbidden).toEqual([]);
    expect(filesIn('src', 'index.ts').filter((path) => path.endsWith('/index.ts'))).toEqual([]);
  });

  test('only the clock asks the machine for the time', () => {
    const askers = trees.flatMap((tree) =>
      nodesOf(tree)
        .filter(
          (node) =>
            (ts.isNewExpression(node) &&
              node.expression.getText() === 'Date' &&
              (node.arguments?.length ?? 0) === 0) ||
            (ts.isCallExpression(node) && node.expression.getText() === 'Date.now'),
        )
        .map(placeOf)
        .filter((place) => !place.startsWith('src/shared/clock.ts')),
    );
    expect(askers).toEqual([]);
  });

  test('rows are written by insert and update, never by save() or remove() of an entity manager', () => {
    const saved = trees.flatMap((tree) =>
      nodesOf(tree)
        .filter(ts.isCallExpression)
        .filter((call) =>
          /\b(em|manager|getRepository\([^)]*\))\.(save|remove|softRemove)$/.test(
            call.expression.getText(),
          ),
        )
        .map(placeOf),
    );
    expect(saved).toEqual([]);
  });

  test('the database never follows the entities by itself', () => {
    expect(
      filesIn('src', '.ts').filter((path) => /synchronize:\s*true/.test(textOf(path))),
    ).toEqual([]);
  });

  test('no test is skipped or alone', () => {
    const tests = filesIn('test', '.test.ts').filter((path) =>
      /\b(x(test|it|describe)|(test|it|describe)\.(skip|only|todo))\b/.test(textOf(path)),
    );
    expect(tests.filter((path) => path !== 'test/policy/comments.test.ts')).toEqual([]);
  });
});
