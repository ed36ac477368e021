import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import QRCode from 'qrcode';
import { SessionKeeper } from '../../../access/sessions/session-keeper.service.js';
import { ViewerSources } from '../../../access/viewer-source.js';
import { Environment } from '../../../config/environment.js';
import { Vault } from '../../../config/vault.js';
import { barePassword } from '../../../requests/filing/domain/ticket-password.js';
import type { Filed } from '../../../requests/filing/filing-command.js';
import { ReceiptCookie } from './receipt-cookie.js';
import type { Sent } from './sending.service.js';

/** Makes the way from the sending to the confirmation: this browser holds the ticket, and its next page shows the password once. */
@Injectable()
export class Confirmation {
  constructor(
    private readonly sources: ViewerSources,
    private readonly sessions: SessionKeeper,
    private readonly cookie: ReceiptCookie,
    private readonly vault: Vault,
    private readonly environment: Environment,
  ) {}

  /** Answers the confirmation's address. */
  async prepare(req: Request, res: Response, { filed, email }: Sent): Promise<string> {
    const { ticketNumber, password } = filed;
    await this.hold(req, filed);
    const path = `/servizi/segnalazioni/${ticketNumber}/conferma`;
    this.cookie.give(res, path, { ticketNumber, password, email });
    return path;
  }

  /** Where the request is followed, in words and as a QR code: the number only, never the password. */
  async address(ticketNumber: string): Promise<{ address: string; qrCode: string }> {
    const address = `${this.environment.publicUrl}/servizi/segnalazioni/${ticketNumber}`;
    const svg = await QRCode.toString(address, { type: 'svg', margin: 1 });
    return { address, qrCode: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}` };
  }

  private async hold(req: Request, { ticketNumber, password }: Filed): Promise<void> {
    // Not a guess, so it counts as none: the password is the one that we made a moment ago.
    const viewer = await this.sources.tickets?.byPassword(ticketNumber, password);
    if (!viewer) return; // renewed since by an office: the page asks for the new one
    const fingerprint = this.vault.fingerprint(barePassword(password));
    await this.sessions.holdTicket(req, { requestId: viewer.requestId, ticketNumber, fingerprint });
  }
}
