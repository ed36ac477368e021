import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { TicketNumbers } from '../../../requests/ticket-numbers.service.js';
import { DeliveryLog } from '../../../deliveries/delivery-log.js';
import { LettersAgain } from '../../../requests/letters/letters-again.service.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { newId } from '../../../shared/ids.js';
import { statusOf } from '../../../web/answer.js';
import { type FormBody, parseForm } from '../../../web/forms.js';
import { Languages } from '../../../web/languages.js';
import { Pages } from '../../../web/pages.js';
import { letterKey } from '../letter-key.js';
import { visitOf } from '../../../web/request/visit.js';

const PAGE = 25;
const HOUR_MS = 3_600_000;
const sendAgain = z.strictObject({ submissionId: z.uuid('invalid') });

@Controller('amministrazione/invii')
export class DeliveriesController {
  constructor(
    private readonly pages: Pages,
    private readonly log: DeliveryLog,
    private readonly numbers: TicketNumbers,
    private readonly letters: LettersAgain,
    private readonly languages: Languages,
  ) {}

  @Get()
  @Allow('deliveries.see')
  async list(@Res() res: Response, @Query('da') typed?: unknown): Promise<void> {
    await this.show(res, typeof typed === 'string' ? typed : undefined);
  }

  /** The words were wiped when it died: they are written anew. */
  @Post(':id/reinvio')
  @Allow('deliveries.see')
  async again(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('id') id: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const form = parseForm(sendAgain, body);
    if (!form.ok) return Refusal.fields(form.errors);
    const sent = await this.letters.send(viewer, id, form.value.submissionId);
    if (isRefusal(sent) && sent.code === 'not-found') return sent;
    if (isRefusal(sent)) await this.show(res, undefined, sent);
    else this.pages.redirect(res, '/amministrazione/invii', 'administration:deliveries.sentAgain');
    return undefined;
  }

  /** At most a hundred at a time; those whose words are gone stay on the list. */
  @Post('reinvio')
  @Allow('deliveries.see')
  async allAgain(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const form = parseForm(sendAgain, body);
    if (!form.ok) return Refusal.fields(form.errors);
    const { sent, left } = await this.letters.sendAll(viewer, form.value.submissionId);
    const key = sent === 0 ? 'noneSentAgain' : left === 0 ? 'allSentAgain' : 'someSentAgain';
    this.pages.redirect(res, '/amministrazione/invii', `administration:deliveries.${key}`);
    return undefined;
  }

  private async show(
    res: Response,
    cursor: string | undefined,
    refusal: Refusal | null = null,
  ): Promise<void> {
    const [{ items, next }, counts, oldest] = await Promise.all([
      this.log.dead(cursor, PAGE),
      this.log.counts(),
      this.log.oldestWaiting(),
    ]);
    const numbers = await this.numbers.of(items.map(({ subject }) => subject));
    const model = {
      items: items.map(({ subject, ...line }) => ({
        ...line,
        ticketNumber: numbers.get(subject ?? '') ?? null,
        letter: this.letterName(res, line.kind),
        canResend: subject !== null,
        submissionId: newId(),
      })),
      next,
      submissionId: newId(),
      isFirst: cursor === undefined,
      counts,
      waiting: counts
        .filter(({ state }) => state !== 'dead')
        .reduce((sum, { count }) => sum + count, 0),
      oldestHours: oldest && Math.floor(oldest.waitedMs / HOUR_MS),
      refusal,
    };
    this.pages.render(res, 'administration/deliveries', model, refusal ? statusOf(refusal) : 200);
  }

  private letterName(res: Response, kind: string): string {
    const key = letterKey(kind);
    return this.languages.has(key) ? this.languages.translate(visitOf(res).language, key) : kind;
  }
}
