import { Module } from '@nestjs/common';
import { Offices } from './offices.service.js';

/** The parts of the council. */
@Module({ providers: [Offices], exports: [Offices] })
export class OfficesModule {}
