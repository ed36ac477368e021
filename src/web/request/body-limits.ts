import { BadRequestException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { takesTokens } from './token-paths.js';

export const JSON_LIMIT_BYTES = 100_000;
export const FORM_LIMIT_BYTES = 200_000;
/** The form of an action has three for each entry of a choice, and a list of streets or firms may have hundreds. */
export const FORM_LIMIT_FIELDS = 1_000;
const JSON_LIMIT_DEPTH = 10;

/** The model of the page for a form with too much text in it: the limit, and the page that it was sent from where that is one of ours. */
export function tooLarge(req: Request): { readonly kb: number; readonly back: string | null } {
  const { referer = '', host } = req.headers;
  const from = URL.canParse(referer) ? new URL(referer) : null;
  return {
    kb: FORM_LIMIT_BYTES / 1_000,
    back: from?.host === host ? (from?.pathname ?? null) : null,
  };
}

/** Refuses JSON nested deeper than anything of ours: what walks it later may recurse. */
export function refuseDeepJson(req: Request, _res: Response, next: NextFunction): void {
  if (isDeeper(req.body, JSON_LIMIT_DEPTH)) next(new BadRequestException('JSON nested too deep'));
  else next();
}

/** Refuses what a program sends in a form that nothing of ours reads: its fields would seem to be missing. */
export function refuseOtherTypes(req: Request, _res: Response, next: NextFunction): void {
  const isRead = req.is(['application/json', 'multipart/form-data', 'urlencoded']);
  if (takesTokens(req.path) && isRead === false) next(new UnsupportedMediaTypeException());
  else next();
}

/** Refuses a path with a NUL in it, which is in no word of ours and which PostgreSQL takes in no text; out of what is asked for it is taken. */
export function refuseNul(req: Request, _res: Response, next: NextFunction): void {
  req.url = req.url.replace(/\?.*$/s, (query) => query.replaceAll('%00', ''));
  if (req.url.includes('%00')) next(new BadRequestException('NUL in the path'));
  else next();
}

/** Takes NULs out of what was sent, typed text and names of fields alike: nobody can see one, and nothing is lost. */
export function dropNul(req: Request, _res: Response, next: NextFunction): void {
  req.body = withoutNul(req.body);
  next();
}

/** At most as deep as `refuseDeepJson` lets through. */
export function withoutNul(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '');
  if (Array.isArray(value)) return value.map(withoutNul);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([name, inner]) => [withoutNul(name), withoutNul(inner)]));
}

function isDeeper(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return left === 0 || Object.values(value).some((inner) => isDeeper(inner, left - 1));
}
