import type { Response } from 'express';

/**
 * Leads the browser on with a 303 that has no body. Before a body the session's middleware sends the head at once and only the last byte when
 * the session is stored; a browser follows at the head, and would come with a session that does not know yet what was just done.
 */
export function seeOther(res: Response, path: string): void {
  res.status(303).location(path).set('Content-Length', '0').end();
}
