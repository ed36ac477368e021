import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { type Environment, lookAtEnvironment } from '../../../config/environment.js';
import { codeOf } from '../../../files/disk-faults.js';
import { Clock } from '../../../shared/clock.js';
import { noteBackup } from '../backup/last-backup.js';
import { type MadeBackup, makeBackup, type MakingProgress } from '../backup/making.js';
import { newFolder } from '../backup/new-folder.js';
import { CommandFault, type House, type Print, type WithApp } from './with-app.js';

interface Options {
  readonly withSecrets?: true;
}

export function register(program: Command, _withApp: WithApp, { print, tell }: House): void {
  program
    .command('backup <folder>')
    .description('Copies database and stored files into a new folder while the town is at work')
    .option('--with-secrets', 'puts the secrets into it too: then it opens everything')
    .addHelpText(
      'after',
      '\nWhere the folder is there already, a new one is made in it that bears the time (UTC).',
    )
    .action(
      async (target: string, { withSecrets = false }: Partial<Record<keyof Options, boolean>>) => {
        const environment = lookAtEnvironment();
        const now = new Clock().now();
        const folder = await newFolder(target, now);
        const making = { folder, withSecrets, now, progress: progressBar() };
        const made = await makeBackup(environment, making).catch((error: unknown) =>
          explain(error, folder),
        );
        await noteBackup(environment.dataDir, { madeAt: now.toISOString(), folder }).catch(() =>
          tell(`${environment.dataDir} cannot be written: doctor will not know of this backup`),
        );
        printResult(print, folder, made);
        advise(tell, environment, withSecrets);
      },
    );
}

function progressBar(): MakingProgress {
  const bar = new SingleBar({
    stream: process.stderr,
    format: '{what} {bar} {percentage}%',
    clearOnComplete: true,
  });
  return {
    database: (share) => {
      if (!bar.isActive) bar.start(100, 0, { what: 'database' });
      bar.update(Math.round(share * 100));
    },
    files: (done, of) => {
      bar.setTotal(Math.max(of, 1));
      bar.update(done, { what: 'files' });
      if (done === of) bar.stop();
    },
  };
}

function printResult(print: Print, folder: string, made: MadeBackup): void {
  const { counts, files, sizeBytes, absent, damaged } = made;
  print(folder);
  print(
    `${counts.requests} requests, ${counts.steps} steps, ${files} files, ${(sizeBytes / 1e6).toFixed(1)} MB`,
  );
  for (const name of absent) print(`stored file ${name} is missing: the backup is without it`);
  for (const name of damaged) print(`stored file ${name} is damaged: it is in the backup as it is`);
}

function advise(tell: Print, { isProduction, dataDir }: Environment, withSecrets: boolean): void {
  const place = isProduction ? 'the settings of this installation' : `${dataDir}/secrets.json`;
  tell(
    withSecrets
      ? 'It holds the secrets too: whoever has it opens everything. Keep it as you keep them.'
      : `Keep apart from it, for nobody restores it without them: ITER_PASSWORD_PEPPER and ITER_ENCRYPTION_KEYS (${place}).`,
  );
  tell('Not in it: the settings (.env), the DKIM key, mail that was written to files, exports.');
  tell('It holds personal data in clear: encrypt it before it leaves this machine.');
}

function explain(cause: unknown, folder: string): never {
  const why = reasonFor(codeOf(cause), folder);
  if (why === null) throw cause;
  throw new CommandFault(why, { cause });
}

function reasonFor(code: string, folder: string): string | null {
  switch (code) {
    case 'EEXIST':
      return `${folder}.partial is there: another backup is being written, or one was cut off. If none is, remove it`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `the disk of ${folder} is full: nothing was kept`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${folder} cannot be written by this user`;
    case 'ENOENT':
    case 'SQLITE_CANTOPEN':
      return 'there is no database yet: nothing to back up';
    case 'ECONNREFUSED':
      return 'the database does not answer';
    default:
      return null;
  }
}
