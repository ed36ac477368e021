import { Module, type OnModuleInit } from '@nestjs/common';
import { RequestsModule } from '../../requests/requests.module.js';
import { RoutingModule } from '../../routing/routing.module.js';
import { RuleWatch } from '../../routing/rule-watch.service.js';
import { Rounds } from '../../shared/rounds.js';
import { StatisticsModule } from '../../statistics/statistics.module.js';
import { ClockLoop } from './clock-loop.service.js';
import { MonthTurn } from './month-turn.service.js';

const QUARTER_MS = 15 * 60_000;

/** Time comes in by this door. A faulty rule is told, and a month that is over is published and posted, within a quarter of an hour. */
@Module({
  imports: [RequestsModule, RoutingModule, StatisticsModule],
  providers: [ClockLoop, MonthTurn],
})
export class ClockModule implements OnModuleInit {
  constructor(
    private readonly rounds: Rounds,
    private readonly rules: RuleWatch,
    private readonly months: MonthTurn,
  ) {}

  onModuleInit(): void {
    this.rounds.add({ name: 'rules', everyMs: QUARTER_MS, run: () => this.rules.look() });
    this.rounds.add({ name: 'months', everyMs: QUARTER_MS, run: () => this.months.take() });
  }
}
