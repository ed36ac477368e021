/** A notice as a page tells it. Pure. */
import type { NoticeLine } from './notice-book.service.js';

const FAILED = ['email', 'pec', 'webhook', 'endpoint'];

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
    rule: data['rule'] ?? null,
    went: data['vacant'] ? { vacant: data['vacant'].split(' '), role: data['told'] } : null,
    by: data['by'] ?? null,
    fault: kind === 'rule-fault' ? faultOf(data) : null,
    failed: failed
      ? { key: `notices:delivery-failed.${failed}`, reason: data['reason'] ?? '' }
      : null,
  };
}

function faultOf(data: NoticeLine['data']) {
  const { ruleCode = '', ruleName = '', fault = '', about = '' } = data;
  return { ruleCode, ruleName, key: `smistamento:faults.${fault}`, about };
}

type NoticeModel = ReturnType<typeof noticeModel>;

/** What is to be told, one group for each request: one call tells it all. In the order of what has waited longest. */
export function byRequest(lines: readonly NoticeModel[]) {
  const groups = new Map<string, NoticeModel[]>();
  for (const line of lines) {
    if (!line.isToTell || !line.ticketNumber) continue;
    groups.set(line.ticketNumber, [...(groups.get(line.ticketNumber) ?? []), line]);
  }
  return [...groups].map(([ticketNumber, items]) => ({
    ticketNumber,
    by: items[0]?.by ?? null,
    items,
  }));
}
