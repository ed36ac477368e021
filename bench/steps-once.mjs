/**
 * Steps through the product's write path, without HTTP, in a process of its own: the first requests of the list warm it up, the others are taken
 * in charge, so many at once. Reads `{token, numbers, warmUp, atOnce}` as JSON from its first argument; prints JSON.
 */
import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';

const built = (path) => import(new URL(`../dist/src/${path}`, import.meta.url).href);
await import('reflect-metadata');
const { AppModule } = await built('app.module.js');
const { StepDesk } = await built('requests/steps/step-desk.service.js');
const { ViewerSources } = await built('access/viewer-source.js');

const { token, numbers, warmUp, atOnce } = JSON.parse(process.argv[2]);
const app = await NestFactory.createApplicationContext(AppModule, { logger: ['error'] });
const desk = app.get(StepDesk);
const viewer = await app.get(ViewerSources).accounts.byToken(token);

await record(numbers.slice(0, warmUp));
const timed = numbers.slice(warmUp);
const cpu = process.cpuUsage();
const begun = performance.now();
await record(timed);
const ms = performance.now() - begun;
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(
  `${JSON.stringify({ perSecond: (timed.length * 1_000) / ms, cpuMs: (user + system) / 1_000 / timed.length })}\n`,
);
await app.close();

async function record(those) {
  const queue = [...those];
  const workOff = async () => {
    for (let number = queue.shift(); number; number = queue.shift()) {
      const command = { action: 'take-in-charge', version: 1, data: {}, files: [] };
      const answer = await desk.record(viewer, number, command, randomUUID());
      if (!answer.hash) throw new Error(`${number}: ${JSON.stringify(answer)}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, workOff));
}
