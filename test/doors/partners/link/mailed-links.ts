import { Vault } from '../../../../src/config/vault.js';
import { Delivery } from '../../../../src/deliveries/delivery.entity.js';
import { ServiceRequest } from '../../../../src/requests/service-request.entity.js';
import { Task } from '../../../../src/requests/tasks/task.entity.js';
import { file } from '../../../support/filings.js';
import type { House } from '../../../support/house.js';
import { type Browser, openBrowser } from '../../../web/browser.js';

const WATER = {
  category: 'water-flooding',
  title: 'Perdita d’acqua in strada',
  location: { address: 'Via delle Reti 3' },
  answers: { 'burst-main': 'no' },
} as const;

/** A task given to the water company, which has e-mail alone, and the link that it got. */
export async function filedForWater(house: House): Promise<{ ticketNumber: string; link: string }> {
  const { ticketNumber } = await file(house, WATER);
  const [offer] = await mailsAbout(house, ticketNumber, 'task.offered');
  return { ticketNumber, link: linkIn(offer) };
}

/** The texts of the mails of one kind about a request, oldest first. */
export async function mailsAbout(
  house: House,
  ticketNumber: string,
  kind: string,
): Promise<string[]> {
  const { id } = await requestOf(house, ticketNumber);
  const sent = await house.reads.of(Delivery).find({
    where: { subject: id, kind },
    order: { createdAt: 'ASC', sequence: 'ASC' },
  });
  return sent.map(({ sealedContent }) => {
    const mail = JSON.parse(house.get(Vault).open(sealedContent ?? '')) as { text: string };
    return mail.text;
  });
}

export function linkIn(text: string | undefined): string {
  return /\/incarico\/[A-Za-z0-9_-]+/.exec(text ?? '')?.[0] ?? 'no link';
}

export function codeIn(text: string | undefined): string {
  return /Codice: (\d{6})/.exec(text ?? '')?.[1] ?? '';
}

/** A browser whose person came by the link and proved the mailbox. */
export async function admitted(
  house: House,
  { ticketNumber, link }: { ticketNumber: string; link: string },
  name: string,
): Promise<Browser> {
  const browser = openBrowser(house.app);
  await browser.get(link);
  await browser.post(link);
  const code = codeIn((await mailsAbout(house, ticketNumber, 'task.code')).at(-1));
  const answer = await browser.post(`${link}/codice`, { code, name });
  if (answer.status !== 303) throw new Error(browser.page);
  await browser.follow(answer);
  return browser;
}

export function requestOf(house: House, ticketNumber: string): Promise<ServiceRequest> {
  return house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
}

export async function taskOf(house: House, ticketNumber: string): Promise<Task> {
  const { id } = await requestOf(house, ticketNumber);
  return house.reads.of(Task).findOneByOrFail({ requestId: id });
}
