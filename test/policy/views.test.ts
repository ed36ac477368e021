import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import type { Environment } from '../../src/config/environment.js';
import { Languages } from '../../src/web/languages.js';
import { viewHelpers } from '../../src/web/views/helpers.js';
import { filesIn, nodesOf, textOf, treeOf } from './sources.js';

const views = filesIn('views', '.hbs').map((path) => path.slice('views/'.length, -'.hbs'.length));
const isPartial = (name: string): boolean => /^(partials|layouts)\//.test(name);
const isMail = (name: string): boolean => name.startsWith('mail/');

/** The texts that the program's code says, each with its file; a template's head stands for what it begins. */
const said = filesIn('src', '.ts').flatMap((path) =>
  nodesOf(treeOf(path))
    .filter(ts.isStringLiteralLike)
    .map((node) => ({ path, text: node.text })),
);
const heads = filesIn('src', '.ts').flatMap((path) =>
  nodesOf(treeOf(path))
    .filter(ts.isTemplateHead)
    .map((node) => ({ path, text: node.text })),
);

function isSaid(view: string): boolean {
  if (said.some(({ text }) => text === view)) return true;
  const [door = '', ...rest] = view.split('/');
  const opened = heads.find(({ text }) => text === `${door}/`); // `partners/${view}`
  if (!opened) return false;
  const folder = `src/doors/${door}/`;
  return said.some(({ path, text }) => path.startsWith(folder) && text === rest.join('/'));
}

describe('views', () => {
  test('each page is rendered by somebody', () => {
    const pages = views.filter((name) => !isPartial(name) && !isMail(name));
    expect(pages.length).toBeGreaterThan(10);
    expect(pages.filter((name) => !isSaid(name))).toEqual([]);
  });

  test('each mail is written by somebody', () => {
    const mails = views.filter(isMail).map((name) => `${name.slice('mail/'.length)}.hbs`);
    expect(mails.length).toBeGreaterThan(0);
    expect(mails.filter((file) => !said.some(({ text }) => text === file))).toEqual([]);
  });

  test('each partial and each layout is used by a view', () => {
    const used = new Set<string>();
    for (const view of views)
      for (const [, name] of textOf(`views/${view}.hbs`).matchAll(/\{\{~?#?>\s*([\w/-]+)/g))
        used.add(name ?? '');
    const partials = views.filter(isPartial).map((name) => name.replace(/^partials\//, ''));
    expect(partials.length).toBeGreaterThan(10);
    expect(partials.filter((name) => !used.has(name))).toEqual([]);
  });

  test('no name of a model is that of a helper, which would be called instead', () => {
    const helpers = Object.keys(viewHelpers(new Languages({ isProduction: true } as Environment)));
    const called = new RegExp(`\\{\\{~?(${helpers.join('|')})~?\\}\\}`);
    expect(called.test('{{number}}')).toBe(true);
    expect(views.filter((name) => called.test(textOf(`views/${name}.hbs`)))).toEqual([]);
  });

  test('nothing is printed unescaped', () => {
    const raw = views.filter((name) => /\{\{\{|\{\{~?&/.test(textOf(`views/${name}.hbs`)));
    expect(raw).toEqual([]);
  });

  test('each script and style of ours is asked for by a page or by another script', () => {
    const files = filesIn('views/static').map((path) => path.slice('views/static/'.length));
    const askers = [
      ...filesIn('views', '.hbs'),
      ...filesIn('views/static'),
      ...filesIn('src', '.ts'),
    ];
    const texts = askers.map((path) => ({ path, text: textOf(path) }));
    const unasked = files.filter(
      (file) => !texts.some(({ path, text }) => !path.endsWith(`/${file}`) && text.includes(file)),
    );
    expect(unasked).toEqual([]);
  });
});
