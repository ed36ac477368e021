import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { viewerOf } from '../../access/access-rule.js';
import type { PartnerViewer } from '../../access/viewer.js';
import { Refusal } from '../../shared/refusal.js';
import { Refused } from '../../web/request/refused.js';

/** The partner's person who asks; a council role that was given a partner's permission by mistake is refused here. */
export const CurrentPartner = createParamDecorator(
  (_: unknown, context: ExecutionContext): PartnerViewer => {
    const viewer = viewerOf(context.switchToHttp().getRequest<Request>());
    if (viewer.kind !== 'partner') throw new Refused(new Refusal('not-allowed'));
    return viewer;
  },
);
