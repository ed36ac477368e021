import type { FilingCommand } from '../../src/requests/filing/filing-command.js';
import { FilingDesk } from '../../src/requests/filing/filing-desk.service.js';
import type { Filed } from '../../src/requests/filing/filing-command.js';
import { isRefusal } from '../../src/shared/refusal.js';
import { newId } from '../../src/shared/ids.js';
import type { Viewer } from '../../src/access/viewer.js';
import { anna } from './people.js';
import type { House } from './house.js';

export const NOBODY: Viewer = { kind: 'nobody' };

/** What Anna files unless the test says otherwise: a pothole in a road of the town. */
export function annasFiling(change: Partial<FilingCommand> = {}): FilingCommand {
  return {
    kind: 'report',
    category: 'roads-signs',
    title: 'Buca profonda davanti al civico 12',
    description: 'Una buca larga mezzo metro, pericolosa per le biciclette.',
    location: { address: 'Via delle Reti 12' },
    contacts: {
      firstName: anna.firstName,
      lastName: anna.lastName,
      organisation: null,
      email: anna.email,
      phone: null,
      postalAddress: null,
    },
    notify: 'every-step',
    language: 'it',
    origin: 'resident',
    answers: { defect: 'pothole' },
    channel: 'web',
    files: [],
    ...change,
  };
}

/** Files and answers the receipt; a refusal fails the test with its reason. */
export async function file(
  house: House,
  change: Partial<FilingCommand> = {},
  viewer: Viewer = NOBODY,
): Promise<Filed> {
  return done(await house.get(FilingDesk).file(viewer, annasFiling(change), newId()));
}

/** The answer of a command that must not be refused. */
export function done<T>(answer: T): Exclude<T, { code: string; reason?: string; errors: unknown }> {
  if (isRefusal(answer)) throw new Error(`refused: ${JSON.stringify(answer)}`);
  return answer as Exclude<T, { code: string; reason?: string; errors: unknown }>; // refusals are gone
}
