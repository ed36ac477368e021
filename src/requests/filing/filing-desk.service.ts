import { Injectable } from '@nestjs/common';
import { may, type Viewer } from '../../access/viewer.js';
import { Idempotency } from '../../database/idempotency.service.js';
import { FreeSpace } from '../../files/free-space.js';
import { Clock } from '../../shared/clock.js';
import { isRefusal, type Refusal } from '../../shared/refusal.js';
import { callerOf } from '../steps/caller.js';
import { type Accepted, Intake } from './intake.service.js';
import type { Filed, FilingCommand } from './filing-command.js';
import { Registry } from './registry.service.js';

/**
 * Files requests: one number, one password, one first step, its letters and its first task, all or nothing. The same key again gives the
 * same receipt for 48 hours and files nothing, also where the filing would be refused by now; with another body it is refused
 * (`key-reused`). Refuses as `Intake` does.
 */
@Injectable()
export class FilingDesk {
  constructor(
    private readonly freeSpace: FreeSpace,
    private readonly idempotency: Idempotency,
    private readonly intake: Intake,
    private readonly registry: Registry,
    private readonly clock: Clock,
  ) {}

  /** `admit` may refuse what is right in itself: a door's limits. */
  async file(
    viewer: Viewer,
    command: FilingCommand,
    key: string,
    admit: () => Promise<Refusal | null> = () => Promise.resolve(null),
  ): Promise<Filed | Refusal> {
    const once = { caller: callerOf(viewer), key, body: bodyOf(command) };
    const accepted = await this.accept(viewer, command, admit);
    if (isRefusal(accepted)) return (await this.idempotency.answered<Filed>(once)) ?? accepted;
    const prepared = await this.registry.prepare(viewer, accepted);
    return this.idempotency.run(once, (em) => this.registry.enter(em, prepared));
  }

  private async accept(
    viewer: Viewer,
    command: FilingCommand,
    admit: () => Promise<Refusal | null>,
  ): Promise<Accepted | Refusal> {
    const noRoom = await this.freeSpace.refusal('filing');
    if (noRoom) return noRoom;
    const forOthers = may(viewer, 'requests.file-for-others');
    const accepted = await this.intake.accept(command, { now: this.clock.now(), forOthers });
    return isRefusal(accepted) ? accepted : ((await admit()) ?? accepted);
  }
}

/** What makes two filings under one key the same: files by their digest. */
function bodyOf({ files, occurredAt, draftId: _draft, ...rest }: FilingCommand): unknown {
  return {
    ...rest,
    occurredAt: occurredAt?.toISOString() ?? null,
    files: files.map((file) => file.digest),
  };
}
