import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Environment } from '../../../config/environment.js';
import { Reads } from '../../../database/reads.js';
import { EndpointSecrets } from '../../../deliveries/endpoint-secrets.js';
import { inventedTown, TownSeeding } from '../town/town-seeding.service.js';
import { DemoHistory } from './demo-history.service.js';
import { DemoRatings } from './demo-ratings.service.js';
import { demoStories } from './demo-story.js';
import { DemoTime } from './demo-time.service.js';

/** Of everybody in the invented town. */
export const DEMO_PASSWORD = 'onde lente sugli scogli';
export const DEMO_WEBHOOK_PARTNER = 'luce-strade';

const exampleTicket = z.object({ ticketNumber: z.string(), password: z.string() });
export type ExampleTicket = z.infer<typeof exampleTicket>;

/** Fills an empty data folder with the invented town and its past; one that is filled stays as it is. Refuses nothing. */
@Injectable()
export class Demo {
  constructor(
    private readonly environment: Environment,
    private readonly seeding: TownSeeding,
    private readonly history: DemoHistory,
    private readonly ratings: DemoRatings,
    private readonly time: DemoTime,
  ) {}

  /** `progress` hears how many stories have been told. */
  async fill(receiver: string, progress: (told: number, of: number) => void): Promise<void> {
    await this.seeding.seed(await inventedTown(), {
      password: DEMO_PASSWORD,
      webhooks: { [DEMO_WEBHOOK_PARTNER]: { address: receiver } },
    });
    if (existsSync(this.ticketFile)) return;
    await this.playPast(progress);
  }

  /** A ticket that anybody may follow in the demo. Its password is kept beside the data: this town is invented. */
  example(): ExampleTicket {
    return exampleTicket.parse(JSON.parse(readFileSync(this.ticketFile, 'utf8')));
  }

  private async playPast(progress: (told: number, of: number) => void): Promise<void> {
    const stories = await demoStories();
    let example: ExampleTicket | undefined;
    await this.time.travel(async (today) => {
      for (const [index, story] of stories.entries()) {
        const goTo = (moment: Date): Promise<void> => this.time.goTo(moment);
        const filed = await this.history.play(story, today, goTo);
        await this.ratings.give(story, filed.ticketNumber, { today, goTo });
        if (story.to === 'settled') example = filed; // the latest: it may still be reopened
        progress(index + 1, stories.length);
      }
    });
    const { ticketNumber, password } = exampleTicket.parse(example);
    writeFileSync(this.ticketFile, JSON.stringify({ ticketNumber, password }, null, 2));
  }

  private get ticketFile(): string {
    return join(this.environment.dataDir, 'demo-ticket.json');
  }
}

/** The secrets that the invented partner would have been told. */
@Injectable()
export class DemoSecrets {
  constructor(
    private readonly reads: Reads,
    private readonly secrets: EndpointSecrets,
  ) {}

  async now(): Promise<readonly string[]> {
    const rows = await this.reads.rows<{ sealed: string | null }>(
      `SELECT e.sealed_secret AS sealed FROM endpoints e JOIN partners p ON p.id = e.partner_id
       WHERE p.code = :code AND e.channel = 'webhook'`,
      { code: DEMO_WEBHOOK_PARTNER },
    );
    return rows.flatMap(({ sealed }) => this.secrets.valid(sealed));
  }
}
