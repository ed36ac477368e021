import type { Browser } from 'playwright-core';
import { openChromium } from './chromium.js';
import { signIn } from './desk.js';
import type { Town } from './town.js';
import { Visitor } from './visitor.js';

/** Everybody who comes into a test, each with a browser of their own; who has a sign-in uses it when they first appear. */
export class People {
  private readonly known = new Map<string, Promise<Visitor>>();
  private chromium: Promise<Browser> | undefined;

  constructor(private readonly town: Town) {}

  /** By the username of the invented town. */
  signedIn(username: string): Promise<Visitor> {
    return this.remember(username, async () => {
      const visitor = await this.enter();
      await signIn(visitor, username);
      return visitor;
    });
  }

  /** Without an account: a citizen, whoever opens a link. */
  visitor(name: string): Promise<Visitor> {
    return this.remember(name, () => this.enter());
  }

  /** Of whatever page anybody has seen. */
  async faults(): Promise<string[]> {
    return (await Promise.all(this.known.values())).flatMap(({ faults }) => faults);
  }

  async leave(): Promise<void> {
    await (await this.chromium)?.close();
  }

  private remember(name: string, come: () => Promise<Visitor>): Promise<Visitor> {
    const here = this.known.get(name) ?? come();
    this.known.set(name, here);
    return here;
  }

  private async enter(): Promise<Visitor> {
    this.chromium ??= openChromium();
    return Visitor.enter(await this.chromium, this.town);
  }
}
