import { Injectable } from '@nestjs/common';
import { CHANNELS } from '../../../deliveries/channels/channel.js';
import { DeliveryLog } from '../../../deliveries/delivery-log.js';
import { DispatchService } from '../../../deliveries/sending/dispatch.service.js';
import { Workload } from '../../../requests/queries/workload.service.js';
import type { Metric, Sample } from './exposition.js';

const DELIVERY_STATES = ['pending', 'held', 'leased', 'dead'] as const;

/** What a council's monitoring draws and alarms on: counts and ages only, no name, no address, no text. */
@Injectable()
export class Metrics {
  constructor(
    private readonly deliveries: DeliveryLog,
    private readonly workload: Workload,
    private readonly dispatch: DispatchService,
  ) {}

  async read(): Promise<Metric[]> {
    return [
      ...(await this.ofDeliveries()),
      ...(await this.ofRequests()),
      ...this.ofRedis(),
      ...ofProcess(),
    ];
  }

  private async ofDeliveries(): Promise<Metric[]> {
    const counts = await this.deliveries.counts();
    const count = (channel: string, state: string): number =>
      counts.find((row) => row.channel === channel && row.state === state)?.count ?? 0;
    const oldest = await this.deliveries.oldestWaiting();
    return [
      gauge(
        'iter_deliveries',
        'Deliveries that have not ended, and those that died, by channel and state.',
        CHANNELS.flatMap((channel) =>
          DELIVERY_STATES.map((state) => ({
            labels: { channel, state },
            value: count(channel, state),
          })),
        ),
      ),
      gauge(
        'iter_oldest_delivery_seconds',
        'How long the oldest delivery that has not ended has waited.',
        [{ value: oldest ? Math.round(oldest.waitedMs / 1000) : 0 }],
      ),
    ];
  }

  private async ofRequests(): Promise<Metric[]> {
    const { open, waiting } = await this.workload.requests();
    const { running, due, failing } = await this.workload.clocks();
    return [
      gauge('iter_requests', 'Requests that are not closed, by kind of state.', [
        { labels: { kind: 'open' }, value: open },
        { labels: { kind: 'waiting' }, value: waiting },
      ]),
      gauge('iter_clocks', 'Clocks of requests that have not fired.', [{ value: running }]),
      gauge('iter_clocks_due', 'Those whose time has come.', [{ value: due }]),
      gauge('iter_clocks_failing', 'Those that could not be fired.', [{ value: failing }]),
    ];
  }

  private ofRedis(): Metric[] {
    const isThere = this.dispatch.isRedisReachable;
    if (isThere === null) return [];
    return [gauge('iter_redis_up', 'Whether Redis answers.', [{ value: Number(isThere) }])];
  }
}

/** Under the names that Prometheus gives them. */
function ofProcess(): Metric[] {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return [
    gauge('process_resident_memory_bytes', 'Memory that the process holds.', [{ value: rss }]),
    gauge('nodejs_heap_size_used_bytes', 'Of it, what its objects take.', [{ value: heapUsed }]),
    {
      name: 'process_cpu_seconds_total',
      help: 'Processor time, user and system.',
      type: 'counter',
      samples: [{ value: (user + system) / 1e6 }],
    },
    gauge('process_uptime_seconds', 'Since the process began.', [
      { value: Math.round(process.uptime()) },
    ]),
  ];
}

function gauge(name: string, help: string, samples: readonly Sample[]): Metric {
  return { name, help, type: 'gauge', samples };
}
