import { randomUUID } from 'node:crypto';
import type { Town } from './town.js';

export interface Report {
  readonly category: string;
  readonly title: string;
  readonly address?: string;
  readonly answers: Readonly<Record<string, string>>;
}

/** Files over the API, where the filing itself is not what the test looks at. Answers the ticket number. */
export async function fileReport(
  town: Town,
  { category, title, address = 'Via delle Reti 12', answers }: Report,
): Promise<string> {
  const answer = await fetch(`${town.address}/api/v1/requests`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
    body: JSON.stringify({
      ...{ category, title, answers, description: 'Dal principio alla fine.' },
      location: { address },
      citizen: { firstName: 'Marta', lastName: 'Olmi', email: 'marta.olmi@posta.example' },
    }),
  });
  const { ticketNumber } = (await answer.json()) as { ticketNumber?: string };
  if (!ticketNumber) throw new Error(`${category} was not filed: ${answer.status}`);
  return ticketNumber;
}
