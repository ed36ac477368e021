/** The product's own sweep in a process of its own, with the environment that it is given: one round with what is due, one with nothing. Prints JSON. */
import { NestFactory } from '@nestjs/core';

const built = (path) => import(new URL(`../dist/src/${path}`, import.meta.url).href);
await import('reflect-metadata');
const { AppModule } = await built('app.module.js');
const { ClockSweep } = await built('requests/clock/clock-sweep.service.js');
const MIB = 1024 * 1024;

const app = await NestFactory.createApplicationContext(AppModule, { logger: ['error'] });
const sweep = app.get(ClockSweep);
const rss = () => Math.round(process.memoryUsage().rss / MIB);
const before = rss();
let most = before;
const watch = setInterval(() => (most = Math.max(most, rss())), 20);
const { answer: fired, ms: firedMs, cpuMs } = await timed(() => sweep.sweep());
const { ms: idleMs } = await timed(() => sweep.sweep());
clearInterval(watch);
process.stdout.write(`${JSON.stringify({ fired, firedMs, cpuMs, idleMs, before, most })}\n`);
await app.close();

async function timed(work) {
  const begun = performance.now();
  const cpu = process.cpuUsage();
  const answer = await work();
  const { user, system } = process.cpuUsage(cpu);
  const ms = Math.round(performance.now() - begun);
  return { answer, ms, cpuMs: Math.round((user + system) / 1000) };
}
