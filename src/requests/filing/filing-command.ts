import type { GivenLocation } from '../../territory/domain/check-location.js';
import type { Language } from '../../shared/localized-text.js';
import type { StoredFile } from '../attachments/stored-file.js';
import type { Contacts } from '../contacts/contacts.js';
import type { Origin } from '../facts/request-facts.entity.js';
import type {
  IntakeChannel,
  NotifyChoice,
  ReachedBy,
  RequestKind,
} from '../service-request.entity.js';

/** What somebody wants to file, as a door has parsed it: shapes are right, the council's own rules are still to be checked. */
export interface FilingCommand {
  readonly kind: RequestKind;
  readonly category: string;
  readonly title: string;
  readonly description: string;
  readonly location: GivenLocation;
  readonly contacts: Contacts;
  /** Left out: by e-mail where there is one, else by phone, else by post. */
  readonly reachedBy?: ReachedBy;
  readonly notify: NotifyChoice;
  readonly language: Language;
  readonly origin: Origin | null;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly channel: IntakeChannel;
  readonly occurredAt?: Date;
  readonly files: readonly StoredFile[];
  /** The draft that this filing ends. */
  readonly draftId?: string;
}

/** The receipt: what the citizen must keep, and what the council promises. The password is readable here and in the first letter only. */
export interface Filed {
  readonly ticketNumber: string;
  readonly password: string;
  /** ISO 8601. */
  readonly filedAt: string;
  readonly dueAt: string;
  readonly office: { readonly code: string; readonly name: string };
  readonly sentTo: readonly string[];
  readonly reachedBy: ReachedBy;
}
