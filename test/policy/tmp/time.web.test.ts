import { test } from '@jest/globals';
test('time', async () => {
  const c = () => { const u = process.cpuUsage(); return (u.user + u.system) / 1000; };
  const out: string[] = [];
  let t = c();
  const lap = (n: string) => { const now = c(); out.push(`${n} ${Math.round(now - t)} ms cpu`); t = now; };
  await import('typeorm'); lap('typeorm');
  await import('@nestjs/common'); await import('@nestjs/core'); await import('@nestjs/testing'); await import('@nestjs/platform-express'); lap('nest');
  await import('zod'); lap('zod');
  await import('date-holidays'); lap('holidays');
  await import('handlebars'); await import('i18next'); await import('luxon'); lap('hbs i18n luxon');
  await import('bullmq'); await import('ioredis'); lap('bullmq ioredis');
  await import('nodemailer'); await import('sharp'); await import('yaml'); lap('rest');
  const m = await import('../../support/house.js'); lap('house modules');
  const h = await m.openHouse(); lap('openHouse 1');
  const h2 = await m.openHouse(); lap('openHouse 2');
  await h.close(); await h2.close(); lap('close');
  process.stderr.write(out.join('\n') + '\n');
});
