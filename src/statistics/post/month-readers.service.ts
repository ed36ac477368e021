import { Injectable } from '@nestjs/common';
import { Calendar } from '../../calendar/calendar.service.js';
import { Reads } from '../../database/reads.js';
import { Settings } from '../../settings/settings.service.js';
import { isPageDue } from '../domain/mailing-days.js';
import type { Recipient } from './month-letters.service.js';

const READERS = `SELECT email AS "address", name FROM accounts WHERE is_active = :yes AND email IS NOT NULL AND role_code IN (:...roles) ORDER BY username LIMIT 500`;

/** Says who reads a month, in which formats and from which day on: settings, roles and the calendar of the council. */
@Injectable()
export class MonthReaders {
  constructor(
    private readonly settings: Settings,
    private readonly calendar: Calendar,
    private readonly reads: Reads,
  ) {}

  async ofFiles() {
    const { monthAddresses, monthFormats } = await this.settings.all();
    const recipients = monthAddresses.map((address): Recipient => ({ address, name: null }));
    return { recipients, formats: monthFormats };
  }

  async isPageDue(today: string): Promise<boolean> {
    const calendar = await this.calendar.current();
    return isPageDue(today, (date) => calendar.isWorkingDay(date));
  }

  async ofPage(): Promise<Recipient[]> {
    const roles = await this.settings.get('monthPageRoles');
    if (roles.length === 0) return [];
    return this.reads.rows<Recipient>(READERS, { yes: true, roles });
  }
}
