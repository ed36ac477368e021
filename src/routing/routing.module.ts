import { Module } from '@nestjs/common';
import { Routing } from './routing.service.js';

@Module({ providers: [Routing], exports: [Routing] })
export class RoutingModule {}
