/** A process that sends and is killed at the named checkpoint: argv = settings as JSON (see crash-points.db.test.ts). */
import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { databaseKind } from '../../../src/config/database-kind.js';
import { Environment } from '../../../src/config/environment.js';
import { readerOptions, writerOptions } from '../../../src/database/data-source.js';
import { Reads } from '../../../src/database/reads.js';
import { Transactions } from '../../../src/database/transactions.js';
import { type Checkpoint, Checkpoints } from '../../../src/deliveries/sending/checkpoints.js';
import { Delivery } from '../../../src/deliveries/delivery.entity.js';
import { DeliveryAttempt } from '../../../src/deliveries/delivery-attempt.entity.js';
import { Endpoint } from '../../../src/deliveries/endpoint.entity.js';
import { Partner } from '../../../src/partners/partner.entity.js';
import { mailLetter, openPostOffice } from '../post-office.js';

export interface DyingSettings {
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly keyId: string;
  readonly key: string;
  readonly smtpUrl: string;
  /** `after-commit`: it posts one mail, and dies before anybody could be told. */
  readonly checkpoint: Checkpoint | 'after-commit';
  readonly webhookAllow: string[];
}

function dieNow(): void {
  process.kill(process.pid, 'SIGKILL');
}

class Killing extends Checkpoints {
  constructor(private readonly at: DyingSettings['checkpoint']) {
    super();
  }

  override async reach(checkpoint: Checkpoint): Promise<void> {
    if (checkpoint !== this.at) return;
    dieNow();
    await new Promise(() => undefined); // the signal takes a moment; nothing more may happen
  }
}

const settings = JSON.parse(process.argv[2] ?? '{}') as DyingSettings; // written by the test
const environment = new Environment({
  ...{ mode: 'development', port: 0, host: undefined, dataDir: settings.dataDir },
  ...{ databaseUrl: settings.databaseUrl, redisUrl: undefined, smtpUrl: settings.smtpUrl },
  ...{ replyTo: undefined, imapUrl: undefined, smtpListen: undefined },
  ...{ mailFrom: 'iter@localhost.invalid', dkim: undefined, pec: undefined },
  ...{ publicUrl: 'http://iter.test', trustProxy: [], clockSeconds: 30 },
  ...{ webhookAllow: [], sessionSecret: 'x', passwordPepper: 'x' },
  encryptionKeys: [{ id: settings.keyId, key: Buffer.from(settings.key, 'base64') }],
});
const schema = { entities: [Delivery, DeliveryAttempt, Endpoint, Partner], migrations: [] };
const writer = await new DataSource(writerOptions(environment, schema)).initialize();
const reader =
  databaseKind === 'sqlite'
    ? await new DataSource(readerOptions(environment, schema)).initialize()
    : writer;
const store = { environment, transactions: new Transactions(writer), reads: new Reads(reader) };
const { dispatcher, outbox } = openPostOffice(store, {
  smtpUrl: settings.smtpUrl,
  webhookAllow: settings.webhookAllow,
  checkpoints: new Killing(settings.checkpoint),
});
if (settings.checkpoint !== 'after-commit') dispatcher.start();
else
  await store.transactions.run(async (em) => {
    store.transactions.afterCommit(em, dieNow); // before the bell, which the outbox rings after it
    await outbox.post(em, [mailLetter()]);
  });
