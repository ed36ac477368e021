import { Injectable } from '@nestjs/common';
import type { PartnerViewer } from '../../../access/viewer.js';
import { Partners } from '../../../partners/partners.service.js';
import type { StoredFile } from '../../../requests/attachments/stored-file.js';
import type { Filed } from '../../../requests/filing/filing-command.js';
import { FilingDesk } from '../../../requests/filing/filing-desk.service.js';
import type { Building } from '../../../requests/queries/partner-requests.service.js';
import type { Language } from '../../../shared/localized-text.js';
import type { Refusal } from '../../../shared/refusal.js';
import { filingCommand, type SchoolFiling } from './filing-form.js';

/** Files a request at one of the partner's own buildings, in the name of who is signed in. Refuses as `FilingDesk` does. */
@Injectable()
export class SchoolFilings {
  constructor(
    private readonly desk: FilingDesk,
    private readonly partners: Partners,
  ) {}

  async file(
    viewer: PartnerViewer,
    filing: SchoolFiling,
    rest: { building: Building; language: Language; files: readonly StoredFile[] },
  ): Promise<Filed | Refusal> {
    const partner = await this.partners.byId(viewer.partnerId);
    const command = filingCommand(filing, { ...rest, viewer, partnerName: partner?.name ?? '' });
    return this.desk.file(viewer, command, filing.submissionId);
  }
}
