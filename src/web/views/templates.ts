/**
 * All templates, read at start; compiled once, at first use or in the idle moments after the start, whichever comes first.
 *
 * - `views/partials/**` and `views/layouts/**` are partials; every other `.hbs` is a page. Mail layouts (`views/mail`) are not ours.
 * - Strict: a name that the model lacks throws. Own properties only. A helper or partial that does not exist is refused.
 * - `views/partials/fixed/**` depends on council and language alone and is remembered for them.
 * - A partial sees only what it is given; `@root` is the page's model, `@page` the frame.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import Handlebars from 'handlebars';
import type { Page } from '../request/page.js';
import { projectRoot } from './project-root.js';

export type Template = ReturnType<typeof Handlebars.template>;
type Helpers = Record<string, (...given: never[]) => unknown>;

const BUILT_IN = ['if', 'unless', 'each', 'with', 'lookup'];

export interface Views {
  /** By name: `citizens/home`. */
  readonly pages: ReadonlyMap<string, Template>;
  /** One step per template that is still to be compiled, so that a start need not wait for all. */
  compileRest(): Generator<void>;
}

/** Refuses, when it is compiled, a template that does not parse or names an unknown helper or partial. */
export function compileViews(helpers: Helpers, folder = join(projectRoot, 'views')): Views {
  const engine = Handlebars.create();
  engine.registerHelper(helpers as Handlebars.HelperDeclareSpec);
  const pages = new Map<string, Template>();
  const all: (() => Template)[] = [];
  for (const view of viewSources(folder)) {
    const compiled = once(() => named(view.name, () => compile(engine, view.source, helpers)));
    all.push(compiled);
    const template: Template = (model, options) => compiled()(model, options);
    if (!isPartial(view.name)) pages.set(view.name, template);
    else
      engine.registerPartial(
        view.name.replace(/^partials\//, ''),
        view.name.startsWith('partials/fixed/') ? remembered(template) : given(template),
      );
  }
  return {
    pages,
    *compileRest() {
      for (const compiled of all) yield void compiled();
    },
  };
}

export function viewSources(folder: string): { name: string; source: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.hbs') && !path.startsWith('mail/'))
    .sort()
    .map((path) => ({
      name: path.slice(0, -'.hbs'.length),
      source: readFileSync(join(folder, path), 'utf8'),
    }));
}

export function isPartial(name: string): boolean {
  return name.startsWith('partials/') || name.startsWith('layouts/');
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function compile(engine: typeof Handlebars, source: string, helpers: Helpers): Template {
  const tree = engine.parse(source);
  for (const partial of partialsOf(tree))
    if (!(partial in engine.partials)) throw new Error(`no partial "${partial}"`);
  const known = [...BUILT_IN, ...Object.keys(helpers)];
  const code = engine.precompile(tree, {
    strict: true,
    preventIndent: true,
    explicitPartialContext: true,
    knownHelpersOnly: true,
    knownHelpers: Object.fromEntries(known.map((name) => [name, true])),
  });
  // Our own files, read from our own disk at start: what `Handlebars.compile` does too, only later.
  const specification: unknown = new Function(`return ${String(code)}`)();
  return engine.template(specification as Parameters<typeof engine.template>[0]);
}

/** A partial that is given nothing sees nothing: an empty model, so that `{{#if label}}` in it is simply false. */
function given(template: Template): Template {
  return (model: unknown, options) => template(model ?? {}, options);
}

/** The parts of the frame that only council and language decide: rendered once for each. They are given nothing and ask nothing else. */
function remembered(template: Template): Template {
  const texts = new WeakMap<object, Map<string, string>>();
  return (_model: unknown, options) => {
    const { council, language }: Page = options?.data.page;
    const ready = texts.get(council) ?? new Map<string, string>();
    texts.set(council, ready);
    const text = ready.get(language) ?? template({}, options);
    ready.set(language, text);
    return text;
  };
}

function named<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new Error(`views/${name}.hbs: ${cause instanceof Error ? cause.message : 'unreadable'}`, {
      cause,
    });
  }
}

class PartialNames extends Handlebars.Visitor {
  readonly names = new Set<string>();

  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    this.add(partial.name);
    super.PartialStatement(partial);
  }

  override PartialBlockStatement(partial: hbs.AST.PartialBlockStatement): void {
    this.add(partial.name);
    super.PartialBlockStatement(partial);
  }

  private add(name: hbs.AST.PathExpression | hbs.AST.SubExpression): void {
    if ('original' in name && !name.original.startsWith('@')) this.names.add(name.original);
  }
}

function partialsOf(tree: hbs.AST.Program): Set<string> {
  const visitor = new PartialNames();
  visitor.accept(tree);
  return visitor.names;
}
