import type { Browser, BrowserContext, Locator, Page, Response } from 'playwright-core';
import { inspect, SIZES } from './inspection.js';
import { picture } from './pictures.js';
import type { Town } from './town.js';

/** How long a page may take to show what it must; the machine may be busy. */
const PATIENCE_MS = 30_000;

export interface Manner {
  /** False: a browser with JavaScript off. */
  readonly isScripted?: boolean;
}

/**
 * Somebody with a browser of their own. Keeps account of whatever must never happen on any page: an error in the console, something that
 * the content security policy refused, a word to another host, an answer of 400 or more.
 */
export class Visitor {
  readonly faults: string[] = [];
  private allowed: number | undefined;

  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly town: Town,
    private readonly isScripted: boolean,
  ) {
    page.setDefaultTimeout(PATIENCE_MS);
    this.watch();
  }

  static async enter(browser: Browser, town: Town, manner: Manner = {}): Promise<Visitor> {
    const isScripted = manner.isScripted ?? true;
    const context = await browser.newContext({
      javaScriptEnabled: isScripted,
      locale: 'it-IT',
      timezoneId: 'Europe/Rome',
      viewport: SIZES.desk,
    });
    await context.addInitScript(TELL_REFUSALS);
    return new Visitor(await context.newPage(), context, town, isScripted);
  }

  async leave(): Promise<void> {
    await this.context.close();
  }

  /** Opens a page of the town. `status`: what it must answer, 200 where nothing is said. */
  async open(path: string, status = 200): Promise<void> {
    const answer = await this.allowing(status, () =>
      this.page.goto(new URL(path, this.town.address).toString()),
    );
    if (answer?.status() !== status)
      this.faults.push(`${path} answered ${answer?.status() ?? 'nothing'}, not ${status}`);
  }

  /** Asks for a page without showing it: it must answer 200. Answers where its links lead, whole. */
  async ask(path: string): Promise<string[]> {
    const url = new URL(path, this.town.address).toString();
    const answer = await this.page.request.get(url);
    if (answer.status() !== 200) this.faults.push(`${path} answered ${answer.status()}`);
    const html = await answer.text();
    return [...html.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)].map(([, href = '']) =>
      new URL(href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='), answer.url()).toString(),
    );
  }

  /** Does something that is to be refused with this status, which is then no fault. */
  async allowing<T>(status: number, act: () => Promise<T>): Promise<T> {
    this.allowed = status;
    try {
      return await act();
    } finally {
      this.allowed = undefined;
    }
  }

  get path(): string {
    const { pathname, search } = new URL(this.page.url());
    return `${pathname}${search}`;
  }

  /** Looks at the present page as it is, at both widths; `name` also takes its picture where pictures are asked for. */
  async look(name?: string): Promise<void> {
    for (const size of [SIZES.phone, SIZES.desk]) {
      await this.page.setViewportSize(size);
      if (name !== undefined) await picture(this.page, name, size);
      if (this.isScripted)
        for (const fault of await inspect(this.page))
          this.faults.push(`${this.path} at ${size.width} px: ${fault}`);
    }
  }

  /** A field by its label, as somebody reads it: without the asterisk of what is required. */
  field(label: string): Locator {
    return this.page.getByLabel(labelled(label));
  }

  /** Ticks a box or chooses a radio as a person does: by its label, which the look lays over the box. */
  async choose(label: string): Promise<void> {
    await this.page
      .locator('label')
      .filter({ hasText: labelled(label) })
      .click();
    if (!(await this.field(label).isChecked())) throw new Error(`${label} cannot be chosen`);
  }

  async fill(texts: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, text] of Object.entries(texts)) await this.field(label).fill(text);
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  async follow(name: string): Promise<void> {
    await this.page.getByRole('link', { name, exact: true }).first().click();
  }

  /** Waits until the page's own part shows a text. */
  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByRole('main').getByText(text).first().waitFor();
  }

  /** What stands beside a term in the list of facts. */
  async fact(term: string): Promise<string> {
    const name = this.page
      .locator('dt')
      .filter({ hasText: new RegExp(`^\\s*${escaped(term)}\\s*$`) });
    return (await name.first().locator('xpath=following-sibling::dd[1]').innerText()).trim();
  }

  private watch(): void {
    const { page, faults } = this;
    page.on('pageerror', (error) => faults.push(`${this.path} threw ${error.message}`));
    page.on('console', (message) => {
      // an answer of 400 or more is told below, with its status
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        faults.push(`${this.path} said ${message.text()}`);
    });
    page.on('response', (answer) => this.hear(answer));
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (/^(data|blob|about):$/.test(protocol) || origin === this.town.address) return;
      faults.push(`${this.path} asked another host: ${request.url()}`);
    });
    page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? '';
      if (/csp|blocked/i.test(reason)) faults.push(`${this.path}: ${request.url()} ${reason}`);
    });
  }

  private hear(answer: Response): void {
    if (answer.status() < 400 || answer.status() === this.allowed) return;
    this.faults.push(`${this.path}: ${answer.url()} answered ${answer.status()}`);
  }
}

/** In the page: what the policy refuses is said aloud. */
const TELL_REFUSALS = `addEventListener('securitypolicyviolation', (event) =>
  console.error('refused by policy: ' + event.violatedDirective + ' ' + event.blockedURI));`;

function labelled(label: string): RegExp {
  return new RegExp(`^\\s*${escaped(label)}\\s*\\*?\\s*$`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
