import { SingleBar } from 'cli-progress';
import type { Audit } from '../../../proof/audit.service.js';
import type { Verifier } from '../../../requests/verifying/verifier.service.js';
import type { Print } from './with-app.js';

/** Checks every chain and the audit list, prints what is bad and the verdict; true where all is sound. */
export async function verifyAll(
  { verifier, audit }: { verifier: Verifier; audit: Audit },
  print: Print,
): Promise<boolean> {
  const bar = new SingleBar({
    stream: process.stderr,
    format: 'verifying {value} requests',
    clearOnComplete: true,
  });
  bar.start(0, 0);
  const verdict = await verifier.verify((requests) => bar.update(requests));
  bar.stop();
  const entries = await audit.verifyAudit();
  for (const { ticketNumber, seq, fault } of verdict.bad)
    print(`${ticketNumber} step ${seq}: ${fault}`);
  if (!entries.ok) print(`audit list entry ${entries.firstBad}: ${entries.reason}`);
  const isSound = verdict.bad.length === 0 && entries.ok;
  print(`${verdict.requests} requests, ${verdict.steps} steps: ${isSound ? 'sound' : 'NOT SOUND'}`);
  return isSound;
}
