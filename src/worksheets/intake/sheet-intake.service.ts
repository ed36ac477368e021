import { Injectable } from '@nestjs/common';
import { addCivilDays, civilDate } from '../../calendar/domain/civil-time.js';
import { ReplyAddresses } from '../../deliveries/inbound/reply-addresses.js';
import { Clock } from '../../shared/clock.js';
import type { HeaderWords } from '../domain/header.js';
import { KeptWords } from '../kept-words.service.js';

export interface IntakeFacts {
  /** The month that a sheet of today is about: the last whole one, `YYYY-MM`. */
  readonly month: string;
  readonly words: HeaderWords;
  /** Where this partner may mail its sheets; null where the installation reads no mail. */
  readonly mailbox: string | null;
}

/** What a page says about sending a partner's next sheet. */
@Injectable()
export class SheetIntake {
  constructor(
    private readonly words: KeptWords,
    private readonly addresses: ReplyAddresses,
    private readonly clock: Clock,
  ) {}

  async facts(partnerId: string): Promise<IntakeFacts> {
    const words = await this.words.of(partnerId);
    return { month: this.lastMonth(), words, mailbox: this.addresses.of('sheet', partnerId) };
  }

  lastMonth(): string {
    const firstDay = `${civilDate(this.clock.now()).slice(0, 7)}-01`;
    return addCivilDays(firstDay, -1).slice(0, 7);
  }
}
