import { Injectable } from '@nestjs/common';
import { AccountViewers } from '../../../accounts/account-viewers.service.js';
import type { OfficeViewer, PartnerViewer } from '../../../access/viewer.js';
import { Reads } from '../../../database/reads.js';

interface AskedOffice {
  readonly id: string;
  readonly officeId: string;
  readonly version: number;
}

/** The town's people as they would act: found by what they may do, so that the stories follow the configuration. */
@Injectable()
export class DemoPeople {
  private everybody: Promise<(OfficeViewer | PartnerViewer)[]> | undefined;

  constructor(
    private readonly reads: Reads,
    private readonly viewers: AccountViewers,
  ) {}

  /** Who works for an office: an operator, else whoever has the right. */
  async worker(officeId: string): Promise<OfficeViewer> {
    return this.ofOffice(officeId, (one) => one.permissions.includes('requests.work'), 'operator');
  }

  /** Who closes and authorises for an office. */
  async head(officeId: string): Promise<OfficeViewer> {
    return this.ofOffice(
      officeId,
      (one) => one.permissions.includes('requests.close'),
      'supervisor',
    );
  }

  /** Who answers for what the council publishes. */
  async publisher(): Promise<OfficeViewer> {
    const found = (await this.offices()).find(({ permissions }) => permissions.includes('statistics.publish')); // prettier-ignore
    if (!found) throw new Error('nobody publishes statistics in the demo');
    return found;
  }

  async partnerPerson(partnerId: string): Promise<PartnerViewer | null> {
    const found = (await this.all()).find(
      (one) => one.kind === 'partner' && one.partnerId === partnerId,
    );
    return found?.kind === 'partner' ? found : null;
  }

  /** The id behind a number, so that the player can look on as its holder. */
  async requestOf(ticketNumber: string): Promise<string> {
    const [row] = await this.reads.rows<{ id: string }>(
      'SELECT id FROM service_requests WHERE ticket_number = :ticketNumber',
      { ticketNumber },
    );
    if (!row) throw new Error(`demo: ${ticketNumber} is not there`);
    return row.id;
  }

  /** The open task of the office that was asked on a request. */
  async askedOffice(ticketNumber: string): Promise<AskedOffice> {
    const [row] = await this.reads.rows<AskedOffice>(
      `SELECT t.id AS "id", t.office_id AS "officeId", t.version AS "version" FROM tasks t
       JOIN service_requests r ON r.id = t.request_id
       WHERE r.ticket_number = :ticketNumber AND t.office_id IS NOT NULL AND t.state = 'offered'`,
      { ticketNumber },
    );
    if (!row) throw new Error(`demo: on ${ticketNumber} nobody is asked`);
    return row;
  }

  private async ofOffice(
    officeId: string,
    may: (viewer: OfficeViewer) => boolean,
    preferredRole: string,
  ): Promise<OfficeViewer> {
    const offices = await this.offices();
    const fit = offices.filter((one) => one.officeIds.includes(officeId) && may(one));
    const chosen = fit.find((one) => one.roleCode === preferredRole) ?? fit[0];
    if (!chosen) throw new Error(`nobody in office ${officeId} can act in the demo`);
    return chosen;
  }

  private async offices(): Promise<OfficeViewer[]> {
    return (await this.all()).filter((one) => one.kind === 'office');
  }

  private all(): Promise<(OfficeViewer | PartnerViewer)[]> {
    this.everybody ??= this.load();
    return this.everybody;
  }

  /** In the order of the town's file: who is named first acts first. */
  private async load(): Promise<(OfficeViewer | PartnerViewer)[]> {
    const rows = await this.reads.rows<{ id: string }>('SELECT id FROM accounts ORDER BY id');
    const viewers = await Promise.all(rows.map(({ id }) => this.viewers.byAccountId(id)));
    return viewers.filter((viewer) => viewer !== null);
  }
}
