import type { Visitor } from './visitor.js';

/** Of everybody in the invented town, as `npm run demo` prints it. */
const EVERYBODYS_PASSWORD = 'onde lente sugli scogli';

export async function signIn(visitor: Visitor, username: string): Promise<void> {
  await visitor.open('/accedi');
  await visitor.fill({ 'Nome utente': username, Password: EVERYBODYS_PASSWORD });
  await visitor.press('Accedi');
  await visitor.page.getByRole('button', { name: 'Esci', exact: true }).waitFor();
}

export async function openRequest(visitor: Visitor, ticketNumber: string): Promise<void> {
  await visitor.open(`/ufficio/segnalazioni/${ticketNumber}`);
}

/** Opens the form of an action that the request's page offers; `fill` types what the form asks. */
export async function record(
  visitor: Visitor,
  action: string,
  fill: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  await visitor.follow(action);
  await visitor.page.getByRole('heading', { level: 1, name: action }).waitFor();
  await fill();
  await visitor.look();
  await visitor.press('Registra');
  await visitor.sees(/^Fase registrata/);
}

/** The day and the minute on the town's wall clock, as forms take them. */
export function wallClock(moment: Date): { day: string; time: string } {
  const [day = '', time = ''] = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Rome',
    dateStyle: 'short',
    timeStyle: 'short',
  })
    .format(moment)
    .split(' ');
  return { day, time };
}
