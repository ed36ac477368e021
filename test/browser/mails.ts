import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';

/** Asks again until there is an answer; the time limit of the test is the limit. */
export async function until<T>(ask: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

export async function mailTo(dataDir: string, to: string, text: string) {
  const folder = join(dataDir, 'mail');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.eml')) continue;
    const mail = await PostalMime.parse(readFileSync(join(folder, name)));
    const words = mail.text?.replace(/\s+/g, ' ') ?? '';
    if (mail.to?.some(({ address }) => address === to) && words.includes(text))
      return { text: words };
  }
  return null;
}
