import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { Council, CouncilSource } from './council.js';
import { ErrorPageFilter } from './error-page.filter.js';
import { Languages } from './languages.js';
import { Navigation } from './navigation.js';
import { Pages } from './pages.js';
import { Csrf } from './request/csrf.js';
import { FormGuard } from './request/form.guard.js';
import { FormInterceptor } from './request/form.interceptor.js';
import { Frame } from './request/frame.js';
import { SettingsCouncil } from './settings-council.js';
import { StaticFiles } from './static-files.js';

/** The frame of every page: languages, views, forms, errors, static files. */
@Global()
@Module({
  providers: [
    Languages,
    Navigation,
    StaticFiles,
    Pages,
    Csrf,
    Frame,
    { provide: CouncilSource, useClass: SettingsCouncil },
    Council,
    { provide: APP_GUARD, useClass: FormGuard },
    { provide: APP_INTERCEPTOR, useClass: FormInterceptor },
    { provide: APP_FILTER, useClass: ErrorPageFilter },
  ],
  exports: [Languages, Navigation, StaticFiles, Pages, Csrf, Frame, Council],
})
export class WebModule {}
