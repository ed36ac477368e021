import { Module, type Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { AccessModule } from '../../src/access/access.module.js';
import { ConfigModule } from '../../src/config/config.module.js';
import { Environment } from '../../src/config/environment.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { CitizensHomeModule } from '../../src/doors/citizens/home.module.js';
import { schema } from '../../src/schema.js';
import { SettingsModule } from '../../src/settings/settings.module.js';
import { WebModule } from '../../src/web/web.module.js';
import { APPLICATION_OPTIONS, configureApplication } from '../../src/web-application.js';
import { testEnvironment } from '../support/database.js';

/** The frame on a real database with a door of the test's own. `extra` overrides the environment. */
export async function startFrame(
  controllers: Type[] = [],
  extra: Record<string, string> = {},
): Promise<NestExpressApplication> {
  @Module({ controllers })
  class TestDoor {}

  const environment = await testEnvironment(extra);
  const testing = await Test.createTestingModule({
    imports: [
      ConfigModule,
      DatabaseModule.forRoot(schema),
      SettingsModule,
      WebModule,
      AccessModule,
      CitizensHomeModule,
      TestDoor,
    ],
  })
    .overrideProvider(Environment)
    .useValue(environment)
    .compile();
  const app = configureApplication(
    testing.createNestApplication<NestExpressApplication>({
      ...APPLICATION_OPTIONS,
      logger: ['fatal', 'error', 'warn'],
    }),
  );
  await app.init();
  return app;
}
