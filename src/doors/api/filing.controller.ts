import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { CurrentViewer, Public } from '../../access/access-rule.js';
import { countedClient, FilingLimits } from '../../access/limits/filing-limits.service.js';
import type { Viewer } from '../../access/viewer.js';
import { Environment } from '../../config/environment.js';
import { FilingDesk } from '../../requests/filing/filing-desk.service.js';
import { isRefusal } from '../../shared/refusal.js';
import { filingBody, filingCommand } from './filing-body.js';
import { FilingChannel } from './filing-channel.service.js';
import { idempotencyKey, parseJson } from './json-body.js';

@Controller('api/v1/requests')
export class ApiFilingController {
  constructor(
    private readonly channel: FilingChannel,
    private readonly filing: FilingDesk,
    private readonly limits: FilingLimits,
    private readonly environment: Environment,
  ) {}

  @Post()
  @Public()
  @HttpCode(201)
  async file(@Req() req: Request, @CurrentViewer() viewer: Viewer, @Body() body: unknown) {
    const key = idempotencyKey(req);
    const asked = parseJson(filingBody, body);
    const channel = await this.channel.of(viewer, asked);
    if (isRefusal(channel)) return channel;
    const admit = () => this.limits.admit(countedClient(req));
    const filed = await this.filing.file(viewer, filingCommand(asked, channel), key, admit);
    if (isRefusal(filed)) return filed;
    const { ticketNumber, password, filedAt, dueAt, office } = filed;
    const trackUrl = `${this.environment.publicUrl}/servizi/segnalazioni/${ticketNumber}`;
    return { ticketNumber, password, trackUrl, filedAt, dueAt, office };
  }
}
