import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Languages } from './languages.js';
import { Navigation, type NavigationItem } from './navigation.js';
import { type Flash, flash, takeFlash } from './request/flash.js';
import type { Page } from './request/page.js';
import { type Visit, type Visitor, visitOf } from './request/visit.js';
import { StaticFiles } from './static-files.js';
import { viewHelpers } from './views/helpers.js';
import { compileViews, type Views } from './views/templates.js';
import { seeOther } from './see-other.js';

export type Model = Readonly<Record<string, unknown>>;

/**
 * Promises pages: a view, a plain model, the visitor's language and the council's frame around it. Nothing is read at a
 * request and nothing compiled twice. Refuses (throws) a view that does not exist and a name that the model lacks.
 */
@Injectable()
export class Pages {
  private readonly views: Views;

  constructor(
    private readonly languages: Languages,
    private readonly navigation: Navigation,
    private readonly files: StaticFiles,
  ) {
    this.views = compileViews(viewHelpers(languages));
  }

  render(res: Response, view: string, model: Model = {}, status = 200): void {
    const html = this.html(view, model, this.pageFor(res, model));
    res.status(status).type('html').send(html);
  }

  /** A view that is no page: a picture, a feed. Begins with its first character, as XML must. */
  renderAs(res: Response, type: string, view: string, model: Model): void {
    res
      .status(200)
      .type(type)
      .send(this.html(view, model, this.pageFor(res, model)).trimStart());
  }

  /** 303 to a page that shows the sentence `flashKey` once. */
  redirect(res: Response, path: string, flashKey?: string, blanks: Flash['blanks'] = {}): void {
    if (flashKey !== undefined) flash(res, flashKey, blanks);
    seeOther(res, path);
  }

  html(view: string, model: Model, page: Page): string {
    const template = this.views.pages.get(view);
    if (!template) throw new Error(`no view "${view}"`);
    return template(model, { data: { page, root: model } });
  }

  /** Compiles what no page has needed yet, a template at a time between requests. */
  async warm(): Promise<void> {
    const rest = this.views.compileRest();
    while (!rest.next().done) await setImmediate();
  }

  private pageFor(res: Response, model: Model): Page {
    const visit = visitOf(res);
    const { language, council, visitor } = visit;
    const nav = this.navOf(visitor, res, model);
    return {
      language,
      languages: this.languagesOf(visit),
      council,
      viewer: visitor,
      role: this.roleName(visitor, visit),
      path: res.req.method === 'GET' ? res.req.originalUrl : '/',
      static: this.files.prefix,
      requestId: visit.requestId,
      flash: this.flashOf(res, visit),
      nav,
      home: (model['home'] as string | undefined) ?? homeOf(visitor, nav), // a page may bring its own
      get csrfToken() {
        return visit.csrfToken;
      },
    };
  }

  private languagesOf(visit: Visit): Page['languages'] {
    return visit.offered.map((code) => ({
      code,
      name: this.languages.translate(code, 'frame:languageName'),
      isCurrent: code === visit.language,
    }));
  }

  private roleName(visitor: Visitor, visit: Visit): string {
    if (visitor.roleCode === undefined) return '';
    const key = `frame:roles.${visitor.roleCode}`;
    return this.languages.has(key)
      ? this.languages.translate(visit.language, key)
      : visitor.roleCode;
  }

  private flashOf(res: Response, visit: Visit): string | null {
    const found = takeFlash(res.req, res);
    if (!found || !this.languages.has(found.key)) return null;
    return this.languages.translate(visit.language, found.key, found.blanks);
  }

  private navOf(visitor: Visitor, res: Response, model: Model): Page['nav'] {
    const given = model['nav'] as readonly NavigationItem[] | undefined; // a page may bring its own
    const items = given ?? this.navigation.for(visitor);
    const path = res.req.path;
    const current = items
      .filter(({ href }) => path === href || path.startsWith(`${href}/`))
      .sort((a, b) => b.href.length - a.href.length)[0];
    return items.map((item) => ({ ...item, isCurrent: item === current }));
  }
}

/** Partners' pages bring their own places; elsewhere only their desk is known. */
function homeOf({ kind }: Visitor, nav: Page['nav']): string {
  return nav[0]?.href ?? (kind === 'partner' ? '/ente' : '/');
}
