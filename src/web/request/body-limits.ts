import { BadRequestException } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';

export const JSON_LIMIT_BYTES = 100_000;
export const FORM_LIMIT_BYTES = 200_000;
export const FORM_LIMIT_FIELDS = 200;
const JSON_LIMIT_DEPTH = 10;

/** Refuses JSON nested deeper than anything of ours: what walks it later may recurse. */
export function refuseDeepJson(req: Request, _res: Response, next: NextFunction): void {
  if (isDeeper(req.body, JSON_LIMIT_DEPTH)) next(new BadRequestException('JSON nested too deep'));
  else next();
}

function isDeeper(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return left === 0 || Object.values(value).some((inner) => isDeeper(inner, left - 1));
}
