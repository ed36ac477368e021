import { Module } from '@nestjs/common';
import { RequestsModule } from '../../requests/requests.module.js';
import { RoutingModule } from '../../routing/routing.module.js';
import { ClockLoop } from './clock-loop.service.js';
import { RuleClock } from './rule-clock.service.js';

/** Time comes in by this door. */
@Module({ imports: [RequestsModule, RoutingModule], providers: [ClockLoop, RuleClock] })
export class ClockModule {}
