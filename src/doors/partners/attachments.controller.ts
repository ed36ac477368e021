import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow } from '../../access/access-rule.js';
import type { PartnerViewer } from '../../access/viewer.js';
import { FileStore } from '../../files/file-store.js';
import { serveFile } from '../../files/serve-file.js';
import { AttachmentShelf } from '../../requests/attachments/attachment-shelf.service.js';
import { isRefusal, Refusal } from '../../shared/refusal.js';
import { CurrentPartner } from './current-partner.js';

@Controller('ente/segnalazioni/:ticketNumber/allegati')
export class PartnerAttachmentsController {
  constructor(
    private readonly shelf: AttachmentShelf,
    private readonly store: FileStore,
  ) {}

  @Get(':id')
  @Allow('tasks.answer', 'partner.requests')
  async read(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Param('ticketNumber') ticketNumber: string,
    @Param('id') id: string,
  ): Promise<Refusal | undefined> {
    const found = await this.shelf.find(viewer, ticketNumber, id);
    if (isRefusal(found)) return found;
    return (await serveFile(res, this.store, found)) ? undefined : new Refusal('not-found');
  }
}
