import { type Browser, chromium } from 'playwright-core';

/** Debian's Chromium; CHROMIUM names another one. No sandbox: tests run as root in a container, and visit our own pages alone. */
export function openChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });
}
