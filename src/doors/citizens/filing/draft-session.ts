import type { Request } from 'express';
import '../../../access/sessions/session-data.js';

/** The draft that this browser is writing, by its session. */
export function draftIdOf(req: Request): string | undefined {
  return req.session.draftId;
}

export function holdDraft(req: Request, draftId: string): void {
  if (req.session.draftId !== draftId) req.session.draftId = draftId;
}

export function dropDraft(req: Request): void {
  if (req.session.draftId !== undefined) delete req.session.draftId;
}
