import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { type Size, SIZES } from './inspection.js';

/** The pictures that the guides show, by width. Taken into the folder that SCREENSHOTS names; without it, none. */
const WIDE = [
  'home',
  'filing',
  'confirmation',
  'tracking',
  'desk-list',
  'desk-request',
  'closing-preview',
  'partner-task',
  'statistics',
];
const NARROW = ['filing', 'tracking'];
/** Taller than a window, so that a form or a history can be read in it. */
const TALL: Readonly<Record<string, number>> = { filing: 1900, tracking: 1900 };

export async function picture(page: Page, name: string, size: Size): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  const isPhone = size === SIZES.phone;
  if (!folder || !(isPhone ? NARROW : WIDE).includes(name)) return;
  mkdirSync(folder, { recursive: true });
  await page.evaluate('scrollTo(0, 0)');
  await page.screenshot({
    path: join(folder, `${name}${isPhone ? '-phone' : ''}.png`),
    fullPage: true,
    clip: { x: 0, y: 0, width: size.width, height: TALL[name] ?? size.height },
  });
}

/** A photo of a pothole as a telephone sends it, drawn: an invented town has no real roads. */
export async function potholePhoto(path: string): Promise<string> {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1200">
    <rect width="1600" height="1200" fill="#6b6e70"/>
    <rect y="120" width="1600" height="26" fill="#d9d9d2"/>
    <path d="M430 640 Q620 480 900 540 T1240 700 Q1130 880 820 850 T430 640Z" fill="#2f3032"/>
    <path d="M520 660 Q690 560 900 600 T1130 710 Q1040 810 810 790 T520 660Z" fill="#1c1d1f"/>
  </svg>`;
  await sharp(Buffer.from(drawing)).jpeg().toFile(path);
  return path;
}
