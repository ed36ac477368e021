import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Environment } from '../../../config/environment.js';
import { Vault } from '../../../config/vault.js';
import { readCookie } from '../../../web/request/cookies.js';

const LIFE_MS = 10 * 60_000;
const receipt = z.object({
  ticketNumber: z.string(),
  password: z.string(),
  email: z.string().nullable(),
});
export type Receipt = z.output<typeof receipt>;

/**
 * Carries the password from the filing to the page that shows it once: sealed, in a cookie of ten minutes for that page alone, so that
 * showing it writes nothing and a second look finds nothing.
 */
@Injectable()
export class ReceiptCookie {
  private readonly name: string;

  constructor(
    private readonly vault: Vault,
    private readonly environment: Environment,
  ) {
    this.name = environment.isProduction ? '__Secure-ricevuta' : 'ricevuta';
  }

  give(res: Response, path: string, content: Receipt): void {
    res.cookie(this.name, this.vault.seal(JSON.stringify(content)), {
      ...this.options(path),
      maxAge: LIFE_MS,
    });
  }

  /** Takes it out: the next look at the page finds none. Null too where it is another ticket's, or none of ours. */
  take(req: Request, res: Response, ticketNumber: string): Receipt | null {
    const sealed = readCookie(req, this.name);
    if (sealed === undefined) return null;
    res.clearCookie(this.name, this.options(req.path));
    const content = this.open(sealed);
    return content?.ticketNumber === ticketNumber ? content : null;
  }

  private open(sealed: string): Receipt | null {
    try {
      return receipt.parse(JSON.parse(this.vault.open(sealed)));
    } catch {
      return null; // cut or forged: nothing to show
    }
  }

  private options(path: string) {
    return {
      httpOnly: true,
      sameSite: 'lax',
      path,
      secure: this.environment.isProduction,
    } as const;
  }
}
