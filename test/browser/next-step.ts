import { openRequest, wallClock } from './desk.js';
import type { Visitor } from './visitor.js';

const TEXT =
  'Il lavoro è stato eseguito per intero e il posto è di nuovo in ordine e sicuro per tutti.';
const TOMORROW = wallClock(new Date(Date.now() + 86_400_000)).day;

/** In the page: whatever the form asks gets an answer; an outcome that says it is solved, else that it was answered. */
const ANSWER_ALL = `(() => {
  for (const field of document.querySelectorAll('main form [required]')) {
    if (field.value) continue;
    if (field.tagName === 'SELECT') {
      const values = [...field.options].map((option) => option.value).filter(Boolean);
      field.value = ['repaired', 'answered'].find((value) => values.includes(value)) ?? values[0];
    } else if (field.type === 'date') field.value = '${TOMORROW}';
    else if (field.inputMode === 'decimal' || field.inputMode === 'numeric' || field.type === 'number') field.value = '1000';
    else field.value = ${JSON.stringify(TEXT)};
  }
  for (const field of document.querySelectorAll('main form textarea[required]')) field.value = ${JSON.stringify(TEXT)};
})()`;

/** Records what the request's page offers as the next step, whatever its form asks. */
export async function recordNext(visitor: Visitor, ticket: string, action: string): Promise<void> {
  const { page } = visitor;
  await openRequest(visitor, ticket);
  await page.locator(`.desk-actions.is-next a[href$="/azioni/${action}"]`).click();
  await page.locator('button[name="vai"]').first().waitFor();
  await page.evaluate(ANSWER_ALL);
  await page.locator('button[name="vai"]').first().click();
  const confirm = page.getByRole('button', { name: 'Confermare e inviare', exact: true });
  const recorded = page.getByText(/^Fase registrata/);
  await confirm.or(recorded).first().waitFor();
  if (await confirm.isVisible()) await confirm.click();
  await recorded.waitFor();
}

/** The codes of what the request's page offers as the next step. */
export async function nextSteps(visitor: Visitor, ticket: string): Promise<string[]> {
  await openRequest(visitor, ticket);
  const links = visitor.page.locator('.desk-actions.is-next a');
  const addresses = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  return addresses.map((address) => address?.split('/').at(-1) ?? '');
}

/** In which state the request's page says that it is. */
export function stateShown(visitor: Visitor): Promise<string> {
  return visitor.page.locator('.desk-badges .desk-state').first().innerText();
}
