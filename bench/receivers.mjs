/** Starts and hears `deliveries-receivers.mjs`. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

export class Receivers {
  /** When each message came, and how often. */
  received = new Map();
  copies = 0;

  async start(count) {
    this.child = fork(new URL('deliveries-receivers.mjs', import.meta.url), [String(count)]);
    this.child.on('message', ({ received = [] }) => {
      for (const [id, at] of received)
        if (this.received.has(id)) this.copies += 1;
        else this.received.set(id, at);
    });
    const [{ ports }] = await once(this.child, 'message');
    this.addresses = ports.map((port) => `http://127.0.0.1:${port}/hook`);
    return this;
  }

  /** From now on the first takes what comes and never answers; or does again. */
  async silenceFirst(dead) {
    this.child.send({ dead });
    while (true) {
      const [answer] = await once(this.child, 'message');
      if (answer.dead === dead) return;
    }
  }

  async all(ids) {
    while (!ids.every((id) => this.received.has(id))) await sleep(20);
    return ids.map((id) => this.received.get(id)).sort((a, b) => a - b);
  }

  stop() {
    this.child.disconnect();
  }
}
