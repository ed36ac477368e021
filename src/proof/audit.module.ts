import { Global, Module } from '@nestjs/common';
import { Audit } from './audit.service.js';

/** Gives the administration's audit list to every module. */
@Global()
@Module({ providers: [Audit], exports: [Audit] })
export class AuditModule {}
