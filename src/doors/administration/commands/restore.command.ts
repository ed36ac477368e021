import { SingleBar } from 'cli-progress';
import { type Command, InvalidArgumentError } from 'commander';
import { DataSource } from 'typeorm';
import { type Environment, lookAtEnvironment } from '../../../config/environment.js';
import type { Schema } from '../../../database/data-source.js';
import { Reads } from '../../../database/reads.js';
import { Transactions } from '../../../database/transactions.js';
import { Audit } from '../../../proof/audit.service.js';
import { Verifier } from '../../../requests/verifying/verifier.service.js';
import { Clock } from '../../../shared/clock.js';
import { type Restore, restoreBackup, type Restored } from '../backup/restoring.js';
import { verifyAll } from './verify-all.js';
import { CommandFault, type House, type Print, type WithApp } from './with-app.js';

interface Options {
  readonly replace?: true;
  readonly moved?: true;
  readonly otherSecrets?: true;
  readonly skipNumbers: number;
}

const SKIPPED_NUMBERS = 1_000;

export function register(program: Command, _withApp: WithApp, house: House): void {
  program
    .command('restore <backup>')
    .description(
      'Makes a town from a backup, in an empty data folder and database; then verifies it',
    )
    .option('--replace', 'sets aside the database that is here, and restores all the same')
    .option(
      '--moved',
      'the town was stopped before the backup, nothing happened since: letters leave, numbers and sign-ins go on',
    )
    .option(
      '--skip-numbers <count>',
      'ticket numbers left out, because the town that was lost may have given them',
      countOf,
      SKIPPED_NUMBERS,
    )
    .option('--other-secrets', 'goes on although the secrets are not those of the backup')
    .action(async (folder: string, options: Options) => {
      const environment = lookAtEnvironment();
      const schema = await house.loadSchema();
      await run({ environment, schema, folder, options }, house.print);
    });
}

async function run(
  given: { environment: Environment; schema: Schema; folder: string; options: Options },
  print: Print,
): Promise<void> {
  const { environment, schema, folder, options } = given;
  const clock = new Clock();
  let isSound = false;
  const progress = progressBar();
  const restored = await restoreBackup(environment, {
    ...{ folder, schema, now: clock.now(), look: lookAtEnvironment },
    options: {
      isReplacing: options.replace === true,
      isMoved: options.moved === true,
      skippedNumbers: options.skipNumbers,
      allowsOtherSecrets: options.otherSecrets === true,
    },
    progress: progress.update,
    finish: async (writer, restored) => {
      progress.stop();
      isSound = await prove(writer, { restored, clock, print });
    },
  }).finally(() => progress.stop());
  tellWhatFollows(restored, options, print);
  if (!isSound)
    throw new CommandFault(
      'the town is restored, but a chain was broken already when the backup was made',
    );
}

/** Verifies first: what the audit list then says is part of it. */
async function prove(
  writer: DataSource,
  { restored, clock, print }: { restored: Restored; clock: Clock; print: Print },
): Promise<boolean> {
  const reads = new Reads(writer);
  const audit = new Audit(reads, clock);
  const { madeAt, counts } = restored.manifest;
  print(
    `restored as of ${madeAt}: ${counts.requests} requests, ${counts.steps} steps, ${restored.files} files`,
  );
  const isSound = await verifyAll({ verifier: new Verifier(reads), audit }, print);
  const { held, lastSkipped } = restored;
  await new Transactions(writer).run((em) =>
    audit.append(em, {
      event: 'restored',
      accountId: null,
      data: { madeAt, isSound, held, lastSkipped },
    }),
  );
  return isSound;
}

function tellWhatFollows(
  { held, lastSkipped, asideAs, manifest }: Restored,
  { moved }: Options,
  print: Print,
): void {
  if (asideAs !== null) print(`what was here is kept as ${asideAs}`);
  for (const name of manifest.absent)
    print(`stored file ${name} was missing already when the backup was made`);
  if (moved) return;
  if (held > 0)
    print(
      `${held} letters that had not left when the backup was made are held: they may have left since. iter held list, then iter held send or iter held drop`,
    );
  for (const number of lastSkipped) print(`ticket numbers up to ${number} are left out`);
  print('everybody signs in again');
  print(
    `what was done after the backup is not here: passwords, tokens and accounts closed since then are open, texts erased since then are back, and reminders sent since then are sent again`,
  );
}

function progressBar(): { update: Restore['progress']; stop: () => void } {
  const bar = new SingleBar({
    stream: process.stderr,
    format: '{what} {value}/{total}',
    clearOnComplete: true,
  });
  return {
    update: (what, done, of) => {
      if (!bar.isActive) bar.start(of ?? done, done, { what });
      bar.setTotal(of ?? done);
      bar.update(done, { what });
    },
    stop: () => bar.stop(),
  };
}

function countOf(typed: string): number {
  const count = Number(typed);
  if (!Number.isInteger(count) || count < 0 || count > 500_000)
    throw new InvalidArgumentError('a number from 0 to 500000.');
  return count;
}
