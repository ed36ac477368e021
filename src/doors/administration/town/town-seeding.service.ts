import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { Roles } from '../../../accounts/roles.service.js';
import { Reads } from '../../../database/reads.js';
import { awaitsAuthorisation } from '../../../workflow/domain/lint/authorisation.js';
import { WorkflowVersion } from '../../../workflow/workflow-version.entity.js';
import { Workflows } from '../../../workflow/workflow.service.js';
import { readTown } from './read-town.js';
import { type NewSignIn, TownAccounts } from './town-accounts.service.js';
import type { GivenWebhooks, NewSecret } from './town-endpoints.service.js';
import { TownLoader } from './town-loader.service.js';
import type { TownFile } from './town-schema.js';

export interface SeedOptions {
  /** For every new account; where left out the machine makes one for each. */
  readonly password?: string;
  /** By partner code: where its webhook really is. */
  readonly webhooks?: GivenWebhooks;
}

export interface Seeded {
  /** How many rows of each kind were missing and are there now. */
  readonly added: Readonly<Record<string, number>>;
  readonly signIns: readonly NewSignIn[];
  /** Webhook secrets made now: shown once. */
  readonly secrets: readonly NewSecret[];
}

const SEEDED_BY = 'Iter';

/** YAML of the invented town. */
export function inventedTown(): Promise<string> {
  return readFile(new URL('./rocca-a-mare.yaml', import.meta.url), 'utf8');
}

/**
 * Brings a town's file into the database: configuration first, then people. Running it twice changes nothing.
 * Throws a `TownFault` with every fault of the file, before anything is written.
 */
@Injectable()
export class TownSeeding {
  constructor(
    private readonly reads: Reads,
    private readonly roles: Roles,
    private readonly workflows: Workflows,
    private readonly loader: TownLoader,
    private readonly accounts: TownAccounts,
  ) {}

  async seed(yaml: string, { password, webhooks = {} }: SeedOptions = {}): Promise<Seeded> {
    const town = await this.read(yaml);
    const { added, secrets } = await this.loader.load(town, { webhooks, by: SEEDED_BY });
    const signIns = await this.accounts.add(town, password);
    return { added: { ...added, accounts: signIns.length }, signIns, secrets };
  }

  /** Checks the file against the roles and workflows that are there; writes nothing. */
  async read(yaml: string): Promise<TownFile> {
    const [roles, published] = await Promise.all([
      this.roles.list(),
      this.reads.of(WorkflowVersion).findBy({ status: 'published' }),
    ]);
    const documents = new Map(this.workflows.shipped().map((one) => [one.code, one]));
    for (const { code, document } of published) documents.set(code, document);
    const authorising = [...documents.values()].filter(awaitsAuthorisation);
    return readTown(yaml, {
      roles: roles.map(({ code }) => code),
      workflows: [...documents.keys()],
      authorising: authorising.map(({ code }) => code),
    });
  }
}
