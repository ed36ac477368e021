/**
 * Whom a filing is for. A partner files for itself (a school, at its building: it follows with its sign-in and needs no ticket password),
 * or as a help point for a resident, who then holds the ticket like anybody else. Pure.
 */
import type { Viewer } from '../../../access/viewer.js';
import type { FilingCommand } from '../filing-command.js';

export function isForPartnerItself(
  viewer: Viewer,
  { channel }: Pick<FilingCommand, 'channel'>,
): boolean {
  return viewer.kind === 'partner' && channel !== 'helper';
}
