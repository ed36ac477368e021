/** A notice as a page tells it. Pure. */
import type { NoticeLine } from './notice-book.service.js';

const FAILED = ['email', 'webhook', 'endpoint'];

export function noticeModel({ id, kind, data, hasText, createdAt, ticketNumber }: NoticeLine) {
  const failed =
    kind === 'delivery-failed' && FAILED.includes(data['what'] ?? '') ? data['what'] : null;
  return {
    id,
    kind,
    createdAt,
    ticketNumber,
    isToTell: kind === 'tell-citizen' && hasText,
    subject: data['subject'] ?? null,
    by: data['by'] ?? null,
    failed: failed
      ? { key: `notices:delivery-failed.${failed}`, reason: data['reason'] ?? '' }
      : null,
  };
}
