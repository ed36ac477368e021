import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../access/viewer.js';
import { Idempotency } from '../../database/idempotency.service.js';
import { FreeSpace } from '../../files/free-space.js';
import { Clock } from '../../shared/clock.js';
import { isRefusal, type Refusal } from '../../shared/refusal.js';
import { callerOf } from '../steps/caller.js';
import { Intake } from './intake.service.js';
import type { Filed, FilingCommand } from './filing-command.js';
import { Registry } from './registry.service.js';

/**
 * Files requests: one number, one password, one first step, its letters and its first task, all or nothing. The same key again gives the
 * same receipt for 48 hours and files nothing; with another body it is refused (`key-reused`). Refuses as `Intake` does.
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

  async file(viewer: Viewer, command: FilingCommand, key: string): Promise<Filed | Refusal> {
    const noRoom = await this.freeSpace.refusal('filing');
    if (noRoom) return noRoom;
    const accepted = await this.intake.accept(command, this.clock.now());
    if (isRefusal(accepted)) return accepted;
    const once = { caller: callerOf(viewer), key, body: bodyOf(command) };
    const prepared = await this.registry.prepare(viewer, accepted);
    return this.idempotency.run(once, (em) => this.registry.enter(em, prepared));
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
