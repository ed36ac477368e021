import type { Request, Response } from 'express';
import { DEVICE_DAYS } from '../../../requests/tasks/links/mailbox-proof.service.js';
import { readCookie } from '../../../web/request/cookies.js';

const DAY_MS = 86_400_000;
const SHAPE = /^[A-Za-z0-9_-]{43}$/;

/** The secret of this browser, if it has proved a mailbox before. */
export function deviceOf(req: Request, isProduction: boolean): string | undefined {
  const given = readCookie(req, nameOf(isProduction));
  return given !== undefined && SHAPE.test(given) ? given : undefined;
}

export function rememberDevice(res: Response, device: string, isProduction: boolean): void {
  res.cookie(nameOf(isProduction), device, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: isProduction,
    maxAge: DEVICE_DAYS * DAY_MS,
  });
}

function nameOf(isProduction: boolean): string {
  return isProduction ? '__Host-dispositivo' : 'dispositivo';
}
