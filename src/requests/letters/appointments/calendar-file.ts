import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { DateTime } from 'luxon';
import type { MailAttachment } from '../../../deliveries/letter.js';
import type { PartnerLetterFacts } from '../partner-letters.js';
import type { Wording } from '../citizen-letters.js';
import type { Appointment } from './appointment.js';

const HOUR_MS = 3_600_000;

/** The calendar file (RFC 5545, published or cancelled after RFC 5546) that goes with the mail. A job without an end is shown as one hour. */
export function calendarFile(
  appointment: Appointment,
  { council, ticketNumber, title, location, url }: PartnerLetterFacts,
  words: Wording,
  sender: string,
): MailAttachment {
  const { kind, uid, sequence, isCancelled, stampedAt } = appointment;
  const blanks = { number: ticketNumber, title };
  const calendar = ical({
    prodId: { company: 'iter', product: 'iter' },
    method: isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    ...spanOf(appointment),
    id: `${uid}@${sender.split('@').at(-1) ?? 'iter'}`,
    sequence,
    stamp: stampedAt,
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    summary: words.text(`letters:appointment.${kind}`, blanks),
    location: location.text,
    organizer: { name: council, email: sender },
    ...(url !== null && { url }),
  });
  return {
    name: `${ticketNumber}.ics`,
    type: `text/calendar; charset=utf-8; method=${isCancelled ? 'CANCEL' : 'PUBLISH'}`,
    base64: Buffer.from(calendar.toString()).toString('base64'),
  };
}

function spanOf({ at }: Appointment) {
  if (at instanceof Date) return { start: at, end: new Date(at.getTime() + HOUR_MS) };
  const start = DateTime.fromISO(at, { zone: 'utc' }); // a civil day is no instant: no zone moves it
  return { start, end: start.plus({ days: 1 }), allDay: true };
}
