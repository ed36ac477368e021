import { Controller, Get, Param } from '@nestjs/common';
import { AnyViewer, CurrentViewer } from '../../access/access-rule.js';
import type { Viewer } from '../../access/viewer.js';
import { Proofs } from '../../requests/verifying/proofs.service.js';

@Controller('api/v1/requests/:ticketNumber/proof')
export class ApiProofController {
  constructor(private readonly proofs: Proofs) {}

  @Get()
  @AnyViewer()
  show(@CurrentViewer() viewer: Viewer, @Param('ticketNumber') ticketNumber: string) {
    return this.proofs.of(viewer, ticketNumber);
  }
}
