import type { Request, Response } from 'express';
import { isLanguage, type Language } from '../../shared/localized-text.js';
import type { CouncilSettings } from '../council.js';
import type { Languages } from '../languages.js';
import { readCookie } from './cookies.js';
import type { Csrf } from './csrf.js';

export const LANGUAGE_COOKIE = 'lingua';

/** What the frame needs to know of who is asking; every `Viewer` fits. The access guard puts it on the request. */
export interface Visitor {
  readonly kind: string;
  readonly name?: string;
  readonly language?: Language;
  readonly roleCode?: string;
  readonly permissions?: readonly string[];
}

interface VisitParts {
  readonly req: Request;
  readonly res: Response;
  readonly requestId: string;
  readonly council: CouncilSettings;
  readonly languages: Languages;
  readonly csrf: Csrf;
}

/** One HTTP request as the frame sees it: whose, in which language, from which council. Lives in `res.locals`. */
export class Visit {
  private token: string | undefined;

  constructor(private readonly parts: VisitParts) {}

  get requestId(): string {
    return this.parts.requestId;
  }

  get council(): CouncilSettings {
    return this.parts.council;
  }

  get visitor(): Visitor {
    const { viewer } = this.parts.req as { viewer?: Visitor }; // put there by the access guard, which lives above
    return viewer ?? { kind: 'nobody' };
  }

  /** The visitor's choice, else the account's, else the browser's, else Italian. */
  get language(): Language {
    const chosen = readCookie(this.parts.req, LANGUAGE_COOKIE);
    const offered = this.offered;
    if (isLanguage(chosen) && offered.includes(chosen)) return chosen;
    const own = this.visitor.language;
    if (own && offered.includes(own)) return own;
    return this.parts.languages.preferred(this.parts.req.headers['accept-language'], offered);
  }

  /** Languages that the council offers and that have their texts. */
  get offered(): readonly Language[] {
    return this.parts.languages.found.filter((code) => this.council.languages.includes(code));
  }

  /** The same for every form of one page. */
  get csrfToken(): string {
    this.token ??= this.parts.csrf.token(this.parts.req, this.parts.res);
    return this.token;
  }
}

/** Refuses (throws) where the frame was not set up for this response. */
export function visitOf(res: Response): Visit {
  const visit = visitOrNone(res);
  if (!visit) throw new Error('the web frame is not in front of this handler');
  return visit;
}

export function visitOrNone(res: Response): Visit | undefined {
  return (res.locals as { visit?: Visit }).visit; // set by `openVisit` alone
}

export function openVisit(parts: VisitParts): Visit {
  const visit = new Visit(parts);
  parts.res.locals['visit'] = visit;
  return visit;
}
