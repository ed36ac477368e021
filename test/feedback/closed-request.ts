/** Requests that are closed, by the shortest way that the default iter knows. */
import type { Viewer } from '../../src/access/viewer.js';
import { Vault } from '../../src/config/vault.js';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import type { Filed } from '../../src/requests/filing/filing-command.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { file } from '../support/filings.js';
import type { House } from '../support/house.js';
import { recorderOf, type Words } from '../support/steps.js';

const words = 'La buca è stata chiusa con asfalto a caldo dalla squadra comunale.';

export async function requestOf(house: House, ticketNumber: string): Promise<ServiceRequest> {
  return house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
}

/** Carla records an action, or whoever is given. */
export async function record(
  house: House,
  ticketNumber: string,
  action: string,
  { by = house.town.carla, ...more }: Words & { by?: Viewer } = {},
) {
  return recorderOf(() => house).record(by, ticketNumber, action, more);
}

/** Closes what was taken in charge; answers the number of the closing step. */
export async function close(
  house: House,
  ticketNumber: string,
  data: Record<string, unknown> = {},
) {
  // prettier-ignore
  const told = { outcome: 'answered', whatWasDone: words, doneBy: 'Ufficio strade', citizenCan: words }; // prettier-ignore
  return record(house, ticketNumber, 'close-without-work', { data: { ...told, ...data } });
}

/** Anna's request, closed by Carla. */
export async function closed(
  house: House,
  ...given: Parameters<typeof file> extends [House, ...infer Rest] ? Rest : never
): Promise<Filed> {
  // prettier-ignore
  const filed = await file(house, ...given);
  await record(house, filed.ticketNumber, 'take-in-charge');
  await close(house, filed.ticketNumber);
  return filed;
}

/** The plain words of the last mail of a kind about a request; empty where none was written. */
export async function mailOf(house: House, ticketNumber: string, kind: string): Promise<string> {
  const subject = (await requestOf(house, ticketNumber)).id;
  const [mail] = await house.reads.of(Delivery).find({
    where: { subject, kind },
    order: { createdAt: 'DESC', id: 'DESC' },
  });
  if (!mail) return '';
  return (JSON.parse(house.get(Vault).open(mail.sealedContent ?? '')) as { text: string }).text;
}
