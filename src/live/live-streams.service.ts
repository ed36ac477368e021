import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Request, Response } from 'express';
import { LiveChanges } from './live-changes.js';

export const STREAMS_OF_ONE_SESSION = 4;
const NOT_ACCEPTABLE = 406;
const HEARTBEAT_MS = 25_000;
/** After this the browser comes again by itself, and is asked again who it is. */
const LONGEST_MS = 600_000;

/**
 * Server-sent events (WHATWG HTML §9.2) that say "look again" and nothing else. Whoever opens one was let in by the handler. Promises a
 * heartbeat, an end after ten minutes or with the process, and at most four a session: a fifth ends the oldest.
 */
@Injectable()
export class LiveStreams implements OnModuleDestroy {
  private readonly open = new Map<string, Set<() => void>>();

  constructor(private readonly changes: LiveChanges) {}

  onModuleDestroy(): void {
    for (const ends of [...this.open.values()]) for (const end of [...ends]) end();
  }

  async serve(req: Request, res: Response, topic: string): Promise<void> {
    if (!req.accepts('text/event-stream') || req.accepts('text/html')) {
      res.status(NOT_ACCEPTABLE).end(); // opened as a page
      return;
    }
    const unfollow = await this.changes.follow(topic, () => res.write('event: changed\ndata:\n\n'));
    const heartbeat = setInterval(() => res.write(':\n\n'), HEARTBEAT_MS).unref();
    const end = (): void => {
      unfollow();
      clearInterval(heartbeat);
      clearTimeout(longest);
      this.forget(req.sessionID, end);
      res.end();
    };
    const longest = setTimeout(end, LONGEST_MS).unref();
    this.remember(req.sessionID, end);
    if (req.destroyed || res.destroyed) return end();
    res.on('close', end);
    res.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
    res.setHeader('X-Accel-Buffering', 'no'); // nginx passes each event on at once
    res.write('retry: 5000\n\n');
  }

  private remember(session: string, end: () => void): void {
    const ends = this.open.get(session) ?? new Set();
    this.open.set(session, ends);
    if (ends.size >= STREAMS_OF_ONE_SESSION) for (const oldest of [...ends].slice(0, 1)) oldest();
    this.open.set(session, ends.add(end));
  }

  private forget(session: string, end: () => void): void {
    const ends = this.open.get(session);
    ends?.delete(end);
    if (ends?.size === 0) this.open.delete(session);
  }
}
