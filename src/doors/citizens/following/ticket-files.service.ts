import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { CitizenViewer } from '../../../access/viewer.js';
import { Reads } from '../../../database/reads.js';
import { Attachment } from '../../../requests/attachments/attachment.entity.js';

/** Finds the files that a ticket holder may open: public ones of that very request. Null for every other, absent or not theirs. */
@Injectable()
export class TicketFiles {
  constructor(private readonly reads: Reads) {}

  async find({ requestId }: CitizenViewer, id: string): Promise<Attachment | null> {
    return this.reads
      .of(Attachment)
      .findOneBy({ id, requestId, visibility: 'public', erasedAt: IsNull() });
  }
}
