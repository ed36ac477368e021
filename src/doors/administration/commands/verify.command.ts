import type { Command } from 'commander';
import { Audit } from '../../../proof/audit.service.js';
import { Verifier } from '../../../requests/verifying/verifier.service.js';
import { verifyAll } from './verify-all.js';
import { CommandFault, type WithApp } from './with-app.js';

export function register(program: Command, withApp: WithApp): void {
  program
    .command('verify')
    .description(
      'Checks every chain of steps and the audit list; names the first bad step of each request',
    )
    .action(() =>
      withApp(async (app, print) => {
        const verifier = app.get(Verifier, { strict: false });
        const audit = app.get(Audit, { strict: false });
        if (!(await verifyAll({ verifier, audit }, print)))
          throw new CommandFault('a chain is broken');
      }),
    );
}
