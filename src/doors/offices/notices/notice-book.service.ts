import { Injectable } from '@nestjs/common';
import { validate } from 'uuid';
import { may, type OfficeViewer } from '../../../access/viewer.js';
import { Reads } from '../../../database/reads.js';
import { Transactions } from '../../../database/transactions.js';
import type { NoticeKind } from '../../../notices/notice.entity.js';
import { Notices, type OpenNotice } from '../../../notices/notices.service.js';
import type { Slice } from '../../../shared/keyset.js';
import { TicketNumbers } from '../../../requests/ticket-numbers.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';

export interface NoticeLine extends OpenNotice {
  readonly ticketNumber: string | null;
}

/** Words that somebody has to be told. */
export interface ToTell {
  readonly id: string;
  readonly ticketNumber: string;
  readonly text: string;
}

/** The open notices of a viewer's offices and role. Ticks off what needs only be known; what is to be told ends by being told. */
@Injectable()
export class NoticeBook {
  constructor(
    private readonly notices: Notices,
    private readonly transactions: Transactions,
    private readonly reads: Reads,
    private readonly numbers: TicketNumbers,
  ) {}

  async open(viewer: OfficeViewer, cursor?: string): Promise<Slice<NoticeLine>> {
    const { items, next } = await this.notices.openFor(viewer, cursor);
    const numbers = await this.numbers.of(items.map(({ requestId }) => requestId));
    return {
      next,
      items: items.map((one) => ({
        ...one,
        ticketNumber: numbers.get(one.requestId ?? '') ?? null,
      })),
    };
  }

  /** `not-found` where it is not theirs, or has no words. */
  async toTell(viewer: OfficeViewer, id: string): Promise<ToTell | Refusal> {
    if (!validate(id)) return new Refusal('not-found');
    const text = await this.notices.readText(id, viewer);
    if (isRefusal(text)) return text;
    const row = await this.row(id);
    return row?.ticketNumber
      ? { id, ticketNumber: row.ticketNumber, text }
      : new Refusal('not-found');
  }

  async done(viewer: OfficeViewer, id: string): Promise<Refusal | null> {
    if (!validate(id)) return new Refusal('not-found');
    const row = await this.row(id);
    if (row?.kind === 'tell-citizen' && may(viewer, 'notices.tell'))
      return new Refusal('not-possible-now', 'to-be-told');
    const refusal = await this.transactions.run((em) => this.notices.done(em, id, viewer));
    return refusal ?? null;
  }

  private async row(
    id: string,
  ): Promise<{ kind: NoticeKind; ticketNumber: string | null } | undefined> {
    const [row] = await this.reads.rows<{ kind: NoticeKind; ticketNumber: string | null }>(
      `SELECT n.kind AS "kind", r.ticket_number AS "ticketNumber"
       FROM notices n LEFT JOIN service_requests r ON r.id = n.request_id WHERE n.id = :id`,
      { id },
    );
    return row;
  }
}
