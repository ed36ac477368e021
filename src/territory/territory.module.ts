import { Module } from '@nestjs/common';
import { Territory } from './territory.service.js';

@Module({ providers: [Territory], exports: [Territory] })
export class TerritoryModule {}
