import type { Command } from 'commander';
import { SingleBar } from 'cli-progress';
import { Audit } from '../../../proof/audit.service.js';
import { Verifier } from '../../../requests/verifying/verifier.service.js';
import { CommandFault, type WithApp } from './with-app.js';

export function register(program: Command, withApp: WithApp): void {
  program
    .command('verify')
    .description(
      'Checks every chain of steps and the audit list; names the first bad step of each request',
    )
    .action(() =>
      withApp(async (app, print) => {
        const bar = new SingleBar({
          stream: process.stderr,
          format: 'verifying {value} requests',
          clearOnComplete: true,
        });
        bar.start(0, 0);
        const verdict = await app
          .get(Verifier, { strict: false })
          .verify((requests) => bar.update(requests));
        bar.stop();
        const audit = await app.get(Audit, { strict: false }).verifyAudit();
        for (const { ticketNumber, seq, fault } of verdict.bad)
          print(`${ticketNumber} step ${seq}: ${fault}`);
        if (!audit.ok) print(`audit list entry ${audit.firstBad}: ${audit.reason}`);
        print(
          `${verdict.requests} requests, ${verdict.steps} steps: ${verdict.bad.length === 0 && audit.ok ? 'sound' : 'NOT SOUND'}`,
        );
        if (verdict.bad.length > 0 || !audit.ok) throw new CommandFault('a chain is broken');
      }),
    );
}
