import { Injectable } from '@nestjs/common';
import { Reads } from '../../database/reads.js';
import { Partners } from '../../partners/partners.service.js';
import { isRefusal, Refusal } from '../../shared/refusal.js';
import { monthNamed } from '../../worksheets/domain/month-named.js';
import { SheetIntake } from '../../worksheets/intake/sheet-intake.service.js';
import { SheetUploads } from '../../worksheets/intake/sheet-uploads.service.js';
import type { ReadMail } from './read-mail.js';

const NAME_MAX = 120;

/**
 * Takes a partner's monthly sheet out of a mail to its signed address: the month that subject, file or text name, else the last whole one. Who
 * wrote it is told what became of it. Refuses a sender whom the partner's addresses and people do not name, and a mail without a file.
 */
@Injectable()
export class MailedSheets {
  constructor(
    private readonly reads: Reads,
    private readonly partners: Partners,
    private readonly uploads: SheetUploads,
    private readonly intake: SheetIntake,
  ) {}

  async take(partnerId: string, mail: ReadMail): Promise<Refusal | undefined> {
    const partner = await this.partners.byId(partnerId);
    if (!partner?.isActive) return new Refusal('not-found');
    const { name, address } = mail.from;
    if (!(await this.isKnown(partnerId, address)))
      return new Refusal('not-allowed', 'sheet-unknown-sender');
    const [file] = mail.files;
    if (!file) return new Refusal('invalid', 'sheet-none');
    const month = monthNamed([mail.subject, file.name, mail.text]) ?? this.intake.lastMonth();
    const by = Array.from(name.trim() || address)
      .slice(0, NAME_MAX)
      .join('');
    const upload = { partnerId, month, file, channel: 'mail', by, answerTo: address } as const;
    const taken = await this.uploads.take(upload);
    return isRefusal(taken) ? taken : undefined;
  }

  /** An e-mail address of the partner, or of one of its people with a sign-in. */
  private async isKnown(partnerId: string, address: string): Promise<boolean> {
    const [known] = await this.reads.rows(
      `SELECT e.id FROM endpoints e WHERE e.partner_id = :partnerId AND e.channel = 'email' AND lower(e.address) = :address
       UNION ALL
       SELECT a.id FROM accounts a WHERE a.partner_id = :partnerId AND a.is_active = :isActive AND lower(a.email) = :address
       LIMIT 1`,
      { partnerId, address: address.toLowerCase(), isActive: true },
    );
    return known !== undefined;
  }
}
