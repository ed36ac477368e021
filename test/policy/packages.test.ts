import { builtinModules } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { filesIn, nodesOf, textOf, treeOf } from './sources.js';

/** What the brief names, each imported by the program itself. */
const BRIEF = [
  '@nestjs/common',
  '@nestjs/core',
  '@nestjs/platform-express',
  '@nestjs/typeorm',
  '@nestjs/passport',
  'typeorm',
  'better-sqlite3',
  'handlebars',
  'passport-local',
  'nodemailer',
  'bullmq',
  'ioredis',
  'zod',
];
/** Installed and never imported by name, each for a reason. */
const UNNAMED: Record<string, string> = {
  passport: '@nestjs/passport loads it: it is its peer',
};
/** Tools that are called by name, or by a tool that is. */
const TOOLS: Record<string, string> = {
  '@nestjs/cli': 'nest build',
  'dependency-cruiser': 'depcruise --config',
  eslint: 'eslint --config',
  prettier: 'prettier --check',
  jest: 'node_modules/jest/bin/jest.js',
};

interface Manifest {
  readonly scripts: Record<string, string>;
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}
const manifest = JSON.parse(textOf('package.json')) as Manifest; // our own file
const dependencies = Object.keys(manifest.dependencies);
const tools = Object.keys(manifest.devDependencies);

function namedIn(folders: readonly string[]): Set<string> {
  const named = new Set<string>();
  for (const folder of folders)
    for (const path of filesIn(folder).filter((one) => /\.(ts|mjs|cjs)$/.test(one)))
      for (const name of modulesOf(path)) named.add(name);
  return named;
}

/** Packages that a file imports, requires or resolves: the first part of the name, two where it has a scope. */
function modulesOf(path: string): string[] {
  return nodesOf(treeOf(path))
    .filter(ts.isStringLiteral)
    .filter(({ parent }) => isLoading(parent))
    .map(({ text }) => text)
    .filter((text) => !/^([./]|node:)/.test(text) && !builtinModules.includes(text))
    .map((text) => /^(@[^/]+\/)?[^/]+/.exec(text)?.[0] ?? text);
}

function isLoading(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return true;
  if (!ts.isCallExpression(node)) return false;
  return /^(import|require|require\.resolve|import\.meta\.resolve)$/.test(
    node.expression.getText(),
  );
}

const inProgram = namedIn(['src', 'migrations']);
const inTests = namedIn(['test', 'bench']);

describe('packages', () => {
  test.each(BRIEF)('%s is really used by the program', (name) => {
    expect(dependencies).toContain(name);
    expect(inProgram).toContain(name);
  });

  test('each dependency is imported by the program, or says why not', () => {
    const idle = dependencies.filter((name) => !inProgram.has(name) && !(name in UNNAMED));
    expect(idle).toEqual([]);
    expect(Object.keys(UNNAMED).filter((name) => inProgram.has(name))).toEqual([]);
  });

  test('the database of a scaled installation is really PostgreSQL', () => {
    expect(dependencies).toContain('pg');
    expect(textOf('src/database/data-source.ts')).toMatch(/type: 'postgres'/);
  });

  test('the program imports nothing that is not among its dependencies', () => {
    const types = new Set(
      tools
        .filter((name) => name.startsWith('@types/'))
        .map((name) => name.slice('@types/'.length)),
    );
    const strange = [...inProgram].filter(
      (name) => !dependencies.includes(name) && !types.has(name),
    );
    expect(strange).toEqual([]);
  });

  test('each tool is imported by a test or called by a script', () => {
    const scripts = [
      ...Object.values(manifest.scripts),
      ...['.ci/run', ...filesIn('test/config'), ...filesIn('test/browser', '.ts')].map(textOf),
    ].join('\n');
    const idle = tools
      .filter((name) => !name.startsWith('@types/') && name !== 'typescript')
      .filter((name) => !inTests.has(name) && !scripts.includes(TOOLS[name] ?? name));
    expect(idle).toEqual([]);
  });

  test('types are there for packages that are', () => {
    const all = [...dependencies, ...tools, 'node', 'express'];
    const lonely = tools
      .filter((name) => name.startsWith('@types/'))
      .filter((name) => !all.includes(name.slice('@types/'.length)));
    expect(lonely).toEqual([]);
  });

  test('versions are exact', () => {
    const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});
