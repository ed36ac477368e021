import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AnyViewer, CurrentViewer } from '../../access/access-rule.js';
import type { Viewer } from '../../access/viewer.js';
import { FileStore } from '../../files/file-store.js';
import { Files } from '../../files/files.service.js';
import { serveFile } from '../../files/serve-file.js';
import { AttachmentShelf } from '../../requests/attachments/attachment-shelf.service.js';
import { StepDesk } from '../../requests/steps/step-desk.service.js';
import { isRefusal, Refusal } from '../../shared/refusal.js';
import { Refused } from '../../web/request/refused.js';
import { AcceptsFiles, uploadsOf } from '../../web/uploads.js';
import { idempotencyKey } from './json-body.js';

@Controller('api/v1/requests/:ticketNumber/attachments')
export class ApiAttachmentsController {
  constructor(
    private readonly shelf: AttachmentShelf,
    private readonly store: FileStore,
    private readonly files: Files,
    private readonly desk: StepDesk,
  ) {}

  /** A photo or PDF as a step of its own: the citizen's message, the office's photo. */
  @Post()
  @AnyViewer()
  @AcceptsFiles({ file: 1 })
  @HttpCode(201)
  async add(
    @Req() req: Request,
    @CurrentViewer() viewer: Viewer,
    @Param('ticketNumber') ticketNumber: string,
  ) {
    const key = idempotencyKey(req);
    const { files, errors } = uploadsOf(req);
    const [sent] = files['file'] ?? [];
    if (!sent)
      return Refusal.fields(errors.length > 0 ? errors : [{ field: 'file', code: 'required' }]);
    const stored = await this.files.accept(sent, { kind: 'any' });
    if (isRefusal(stored)) return stored;
    if (!stored.ok) return Refusal.fields([stored.error]);
    const action = viewer.kind === 'citizen' ? 'message' : 'photo';
    const note = viewer.kind === 'citizen' ? { note: stored.file.originalName } : {};
    const recorded = await this.desk.record(
      viewer,
      ticketNumber,
      { action, data: {}, files: [stored.file], ...note },
      key,
    );
    return isRefusal(recorded)
      ? recorded
      : { seq: recorded.seq, version: recorded.version, state: recorded.state };
  }

  @Get(':id')
  @AnyViewer()
  async read(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('ticketNumber') ticketNumber: string,
    @Param('id') id: string,
  ): Promise<void> {
    const found = await this.shelf.find(viewer, ticketNumber, id);
    if (isRefusal(found)) throw new Refused(found);
    if (!(await serveFile(res, this.store, found))) throw new Refused(new Refusal('not-found'));
  }
}
