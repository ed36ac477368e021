import { describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import type { Environment } from '../../src/config/environment.js';
import { PLAIN_COUNCIL } from '../../src/web/council.js';
import { Languages } from '../../src/web/languages.js';
import { viewHelpers } from '../../src/web/views/helpers.js';
import { projectRoot } from '../../src/web/views/project-root.js';
import { compileViews, viewSources } from '../../src/web/views/templates.js';

const languages = new Languages({ isProduction: false } as Environment);
const sources = viewSources(join(projectRoot, 'views'));

class Texts extends Handlebars.Visitor {
  readonly keys: string[] = [];
  readonly raw: number[] = [];

  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    if (!mustache.escaped) this.raw.push(mustache.loc.start.line);
    this.note(mustache.path, mustache.params);
    super.MustacheStatement(mustache);
  }

  override SubExpression(expression: hbs.AST.SubExpression): void {
    this.note(expression.path, expression.params);
    super.SubExpression(expression);
  }

  private note(path: hbs.AST.Expression, [first]: hbs.AST.Expression[]): void {
    const isText = 'original' in path && path.original === 't';
    if (isText && first?.type === 'StringLiteral')
      this.keys.push((first as hbs.AST.StringLiteral).value);
  }
}

function textsOf(source: string): Texts {
  const texts = new Texts();
  texts.accept(Handlebars.parse(source));
  return texts;
}

/** Compiles one page, beside the real partials and layouts, and renders it. */
function rendered(source: string, model: Record<string, unknown> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'iter-views-'));
  for (const { name, source: text } of [...sources, { name: 'test/page', source }]) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, `${name}.hbs`), text);
  }
  const page = {
    language: 'it',
    languages: [],
    council: PLAIN_COUNCIL,
    viewer: { kind: 'nobody' },
    role: '',
    path: '/',
    static: '/static/x',
    requestId: 'r',
    flash: null,
    nav: [],
    csrfToken: 'token',
  };
  const view = compileViews(viewHelpers(languages), folder).pages.get('test/page');
  return view?.(model, { data: { page, root: model }, allowProtoPropertiesByDefault: false }) ?? '';
}

describe('views', () => {
  test.each(sources.map(({ name, source }) => [name, source]))(
    '%s names only texts that exist and never prints unescaped',
    (_name, source) => {
      const texts = textsOf(source);
      expect(texts.keys.filter((key) => !languages.has(key))).toEqual([]);
      expect(texts.raw).toEqual([]);
    },
  );

  test.each(sources.map(({ name, source }) => [name, source]))(
    '%s has no inline script, style or handler, and a token in each form that posts',
    (_name, source) => {
      const markup = source.replace(/\{\{[\s\S]*?\}\}/g, ''); // `style=` in a helper or layout is a parameter of ours
      expect(markup).not.toMatch(/<style|\sstyle="|\son[a-z]+="|javascript:/i);
      expect(source.replace(/<script type="application\/(ld\+)?json"/g, '')).not.toMatch(
        /<script(?![^>]*\ssrc=)/i,
      );
      const forms = source.match(/<form[^>]*method="post"[\s\S]*?<\/form>/g) ?? [];
      for (const form of forms) expect(form).toContain('{{> form/csrf}}');
    },
  );

  test('every view compiles: its helpers and partials exist', () => {
    const { pages, compileRest } = compileViews(viewHelpers(languages));
    expect([...compileRest()].length).toBe(sources.length);
    expect(pages.size).toBeGreaterThan(5);
  });

  test('what a person typed is escaped', () => {
    const page = rendered('{{> form/text name="title" label="Titolo"}}', {
      values: { title: '"><script>alert(1)</script>' },
      errors: [],
    });
    expect(page).not.toContain('<script>');
    expect(page).toContain('value="&quot;&gt;&lt;script&gt;');
  });

  test('data for a script cannot close its element', () => {
    const page = rendered('<script type="application/json">{{json points}}</script>', {
      points: { a: '</script><!--', b: '\u2028&' },
    });
    expect(page).toBe(
      '<script type="application/json">{"a":"\\u003c/script\\u003e\\u003c!--","b":"\\u2028\\u0026"}</script>',
    );
  });

  test('a name that the model lacks throws, a condition on it is false', () => {
    expect(() => rendered('{{missing}}')).toThrow('"missing" not defined');
    expect(rendered('{{#if missing}}a{{else}}b{{/if}}')).toBe('b');
  });

  test('what the model inherits is not shown', () => {
    class Secret {
      get inner(): string {
        return 'secret';
      }
    }
    expect(rendered('{{inner}}', new Secret() as never)).toBe('');
    expect(rendered('{{#if constructor}}a{{/if}}', {})).toBe('');
  });

  test('an unknown helper or partial is refused, naming the view', () => {
    expect(() => rendered('{{nonsense 1}}')).toThrow('views/test/page.hbs');
    expect(() => rendered('{{> no/such}}')).toThrow('no partial "no/such"');
  });

  test('an error is tied to its field and named in the index', () => {
    const page = rendered(
      '{{> form/errors}}{{> form/text name="title" label="Titolo" hint="Breve"}}',
      {
        values: {},
        errors: [{ field: 'title', code: 'too-long', data: { max: 120 } }],
        labels: { title: 'Titolo' },
      },
    );
    expect(page).toContain('<a href="#field-title">Titolo: Il testo è troppo lungo');
    expect(page).toMatch(/aria-describedby="hint-title fault-title" aria-invalid="true"/);
    expect(page).toContain('id="fault-title"');
  });

  test.each([
    ['{{date d}}', '31 marzo 2026'],
    ['{{date d style="short"}}', '31/03/2026'],
    ['{{monthInWords m}}', 'marzo 2026'],
    ['{{dateTime i}}', '29 marzo 2026 alle ore 03:30'],
    ['{{iso i}}', '2026-03-29T01:30:00.000Z'],
    ['{{number n}}', '12.345'],
    ['{{localized l}}', 'Strade'],
    ['{{query "/x?a=1" "b" "c d" "a" ""}}', '/x?b&#x3D;c+d'],
    ['{{safeUrl u}}', '#'],
    ['{{tel p}}', 'tel:0586000000'],
    ['{{concat "a" n}}', 'a12345'],
  ])('%s shows %s', (source, expected) => {
    const model = {
      d: '2026-03-31',
      m: '2026-03',
      i: new Date('2026-03-29T01:30:00Z'),
      n: 12345,
      l: { it: 'Strade' },
      u: 'javascript:alert(1)',
      p: '0586 000-000',
    };
    expect(rendered(source, model)).toBe(expected);
  });
});
