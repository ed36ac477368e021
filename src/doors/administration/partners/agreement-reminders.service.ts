import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull, Not } from 'typeorm';
import { civilDate } from '../../../calendar/domain/civil-time.js';
import { Environment } from '../../../config/environment.js';
import { Reads } from '../../../database/reads.js';
import { Transactions } from '../../../database/transactions.js';
import type { MailLetter } from '../../../deliveries/letter.js';
import { Outbox } from '../../../deliveries/outbox.js';
import { endsSoon } from '../../../partners/domain/agreement.js';
import { Partner } from '../../../partners/partner.entity.js';
import { Typesetter } from '../../../requests/letters/typesetter.service.js';

const LANGUAGE = 'it'; // the council's own
const ADMINISTRATORS = `SELECT email AS "address", name AS "name" FROM accounts
  WHERE is_active = :yes AND email IS NOT NULL AND role_code = 'administrator' ORDER BY username LIMIT 50`;

interface Administrator {
  readonly address: string;
  readonly name: string;
}

/** Promises the administrators one mail, 30 days before an agreement with a partner runs out, and one more for each new end of it. */
@Injectable()
export class AgreementReminders {
  constructor(
    private readonly reads: Reads,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly typesetter: Typesetter,
    private readonly environment: Environment,
  ) {}

  /** Answers how many agreements were told of now. */
  async remind(now: Date): Promise<number> {
    const partners = await this.reads.of(Partner).find({
      where: { isActive: true },
      order: { code: 'ASC' },
      take: 2_000,
    });
    const today = civilDate(now);
    const due = partners.filter(
      ({ agreement, warnedFor }) => endsSoon(agreement, today) && warnedFor !== agreement.until,
    );
    if (due.length === 0) return 0;
    const readers = await this.reads.rows<Administrator>(ADMINISTRATORS, { yes: true });
    let told = 0;
    for (const partner of due) if (await this.tell(partner, readers)) told += 1;
    return told;
  }

  /** False where another process was faster. */
  private tell(partner: Partner, readers: readonly Administrator[]): Promise<boolean> {
    return this.transactions.run(async (em) => {
      if (!(await claim(em, partner))) return false;
      await this.outbox.post(
        em,
        readers.map((reader) => this.letter(partner, reader)),
      );
      return true;
    });
  }

  private letter(partner: Partner, { address, name }: Administrator): MailLetter {
    const { code, agreement } = partner;
    const words = this.typesetter.wording(LANGUAGE);
    const day = (agreement.until ?? '').split('-').reverse().join('/');
    const blanks = { partner: partner.name, day };
    const draft = {
      subject: words.text('enti:ending.subject', blanks),
      greeting: words.text('letters:greeting', { name }),
      paragraphs: [words.text('enti:ending.text', blanks)],
      facts: [],
      link: {
        label: words.text('enti:ending.link'),
        url: new URL(`/amministrazione/enti/${code}`, this.environment.publicUrl).href,
      },
      closing: [],
    };
    const content = this.typesetter.mail(draft, name, LANGUAGE);
    const stream = `agreement:${code}`;
    return { channel: 'email', destination: address, kind: 'agreement.ending', stream, content };
  }
}

async function claim(em: EntityManager, { id, agreement }: Partner): Promise<boolean> {
  const warnedFor = agreement.until ?? null;
  const open = [
    { id, warnedFor: IsNull() },
    { id, warnedFor: Not(warnedFor ?? '') },
  ];
  for (const where of open)
    if ((await em.update(Partner, where, { warnedFor })).affected === 1) return true;
  return false;
}
