import { Injectable } from '@nestjs/common';
import { toDataURL } from 'qrcode';
import { Environment } from '../../config/environment.js';
import type { Filed } from '../../requests/filing/filing-command.js';
import type { RequestView } from '../../requests/queries/request-view.js';

export interface Receipt {
  readonly ticketNumber: string;
  /** Readable here and never again. */
  readonly password: string | null;
  readonly filedAt: string | Date;
  readonly dueAt: string | Date;
  readonly office: string;
  readonly sentTo: readonly string[];
  readonly reachedBy: string;
  readonly trackUrl: string;
  /** The address as a picture, `data:`; it holds no secret. */
  readonly qr: string;
}

/** Promises the sheet that a citizen takes home: number, password where it is new, and where to follow it. */
@Injectable()
export class Receipts {
  constructor(private readonly environment: Environment) {}

  async filed(filed: Filed): Promise<Receipt> {
    const { ticketNumber, password, filedAt, dueAt, office, sentTo, reachedBy } = filed;
    return {
      ...{ ticketNumber, password, filedAt, dueAt, sentTo, reachedBy },
      office: office.name,
      ...(await this.address(ticketNumber)),
    };
  }

  renewed(view: RequestView, password: string): Promise<Receipt> {
    return this.again(view, password);
  }

  /** For a request that is there already; without a password, which nobody can read any more. */
  async again({ request, office }: RequestView, password: string | null = null): Promise<Receipt> {
    const { ticketNumber, filedAt, dueAt, reachedBy } = request;
    return {
      ...{ ticketNumber, password, filedAt, dueAt, reachedBy },
      office: office.name,
      sentTo: [],
      ...(await this.address(ticketNumber)),
    };
  }

  private async address(ticketNumber: string): Promise<Pick<Receipt, 'trackUrl' | 'qr'>> {
    const trackUrl = `${this.environment.publicUrl}/servizi/segnalazioni/${ticketNumber}`;
    const qr = await toDataURL(trackUrl, { errorCorrectionLevel: 'M', margin: 1, scale: 6 });
    return { trackUrl, qr };
  }
}
