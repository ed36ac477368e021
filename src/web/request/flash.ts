import type { Request, Response } from 'express';
import { readCookie } from './cookies.js';

/**
 * One sentence for the page after a 303. It travels in a cookie of one minute, as the key of a text and its blanks: showing a page writes
 * nothing to the database. So no personal data in the blanks.
 */
const COOKIE = 'avviso';
const LIFE_MS = 60_000;
const LONGEST = 1_000;

export interface Flash {
  readonly key: string;
  readonly blanks: Record<string, string | number>;
}

export function flash(res: Response, key: string, blanks: Flash['blanks'] = {}): void {
  res.cookie(COOKIE, JSON.stringify([key, blanks]), {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: res.req.secure,
    maxAge: LIFE_MS,
  });
}

/** Takes the sentence out: the next page will not show it. Null where there is none or the cookie is not one of ours. */
export function takeFlash(req: Request, res: Response): Flash | null {
  const text = readCookie(req, COOKIE);
  if (text === undefined) return null;
  res.clearCookie(COOKIE, { httpOnly: true, sameSite: 'lax', path: '/', secure: req.secure });
  if (text.length > LONGEST) return null;
  try {
    const parts: unknown = JSON.parse(text);
    if (!Array.isArray(parts) || typeof parts[0] !== 'string') return null;
    return { key: parts[0], blanks: plain(parts[1]) };
  } catch {
    return null; // cut or forged: no sentence
  }
}

function plain(value: unknown): Flash['blanks'] {
  const entries = Object.entries(value ?? {}).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number',
  );
  return Object.fromEntries(entries);
}
