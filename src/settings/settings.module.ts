import { Global, Module } from '@nestjs/common';
import { AuditModule } from '../proof/audit.module.js';
import { Settings } from './settings.service.js';

/** Gives the council's settings to every module. */
@Global()
@Module({ imports: [AuditModule], providers: [Settings], exports: [Settings] })
export class SettingsModule {}
