import 'express-session';
import type { HeldTaskLink } from '../viewer-source.js';

/** A ticket that this browser has proved. `fingerprint` is the one of the password that was given: a new password voids it. */
export interface HeldTicket {
  readonly requestId: string;
  readonly ticketNumber: string;
  readonly fingerprint: string;
}

declare module 'express-session' {
  interface SessionData {
    /** A person who has signed in. */
    accountId: string;
    /** Newest last; at most `TICKETS_HELD`. */
    tickets: readonly HeldTicket[];
    /** Newest last; at most `TASK_LINKS_HELD`. */
    taskLinks: readonly HeldTaskLink[];
    /** The filing that this browser is writing. */
    draftId: string;
    /** Kept by the store: when the session was first written, and last seen (ISO, at most a minute behind). */
    startedAt: string;
    seenAt: string;
  }
}
