import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { SessionData } from 'express-session';
import type { HeldTaskLink } from '../viewer-source.js';
import type { HeldTicket } from './session-data.js';
import './session-data.js';

const TICKETS_HELD = 10;
const TASK_LINKS_HELD = 30;

/**
 * Promises a new session id whenever somebody gains or gives up a right (no fixation), and that what was proved before for other
 * tickets, and a filing that is being written, is kept. Signing out ends the whole session; refuses nothing.
 */
@Injectable()
export class SessionKeeper {
  async signIn(req: Request, accountId: string): Promise<void> {
    const held = heldBy(req);
    await regenerate(req);
    Object.assign(req.session, held, { accountId });
    await save(req);
  }

  async signOut(req: Request): Promise<void> {
    await regenerate(req);
  }

  /** Holds one more ticket, the newest of at most ten; a signed-in person stays signed in. */
  async holdTicket(req: Request, ticket: HeldTicket): Promise<void> {
    const held = heldBy(req);
    const others = ticketsOf(req).filter((one) => one.requestId !== ticket.requestId);
    await regenerate(req);
    Object.assign(req.session, held);
    req.session.tickets = [...others, ticket].slice(-TICKETS_HELD);
    await save(req);
  }

  /** Holds one more task's link, the newest of at most thirty. */
  async holdTaskLink(req: Request, link: HeldTaskLink): Promise<void> {
    const held = heldBy(req);
    const others = (held.taskLinks ?? []).filter((one) => one.ticketNumber !== link.ticketNumber);
    await regenerate(req);
    Object.assign(req.session, held);
    req.session.taskLinks = [...others, link].slice(-TASK_LINKS_HELD);
    await save(req);
  }

  async releaseTicket(req: Request, requestId: string): Promise<void> {
    req.session.tickets = ticketsOf(req).filter((held) => held.requestId !== requestId);
    await save(req);
  }
}

function ticketsOf(req: Request): readonly HeldTicket[] {
  return req.session.tickets ?? [];
}

/** What this browser has proved so far, and what is being written in it. */
function heldBy({ session }: Request): Partial<SessionData> {
  const { accountId, tickets, taskLinks, draftId } = session;
  return {
    ...(accountId ? { accountId } : {}),
    ...(tickets ? { tickets } : {}),
    ...(taskLinks ? { taskLinks } : {}),
    ...(draftId ? { draftId } : {}),
  };
}

function regenerate(req: Request): Promise<void> {
  return promised((done) => req.session.regenerate(done));
}

/** Saved before the answer goes out, so that the page behind a redirect finds it. */
function save(req: Request): Promise<void> {
  return promised((done) => req.session.save(done));
}

function promised(call: (done: (error: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    call((error) => (error ? reject(error) : resolve()));
  });
}
