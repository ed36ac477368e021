/** How a monthly sheet looks to its partner's program. Pure. */
import type { LineKind } from '../../../worksheets/domain/sheet-row.js';
import type { SheetSummary } from '../../../worksheets/worksheets.service.js';

export function presentSheet(
  sheet: SheetSummary,
  counts: readonly { kind: LineKind; count: number; open: number }[],
): Record<string, unknown> {
  const { id, month, state, medium, fileName, fileSha256, linesDone, linesTotal, fault } = sheet;
  const ofKind = (kind: LineKind): number => counts.find((one) => one.kind === kind)?.count ?? 0;
  return {
    ...{ worksheetId: id, month, state, medium, fileName, fileSha256 },
    uploadedAt: sheet.uploadedAt.toISOString(),
    closedAt: sheet.closedAt?.toISOString() ?? null,
    progress: { done: linesDone, total: linesTotal },
    lines: {
      matched: ofKind('matched'),
      different: ofKind('different'),
      missing: ofKind('missing'),
      unknown: ofKind('unknown'),
      twice: ofKind('twice'),
      undecided: counts.reduce((sum, { open }) => sum + open, 0),
    },
    fault:
      fault?.kind === 'file'
        ? { code: fault.error.code, line: fault.error.data?.['line'] ?? null }
        : fault && { code: fault.reason, line: null },
  };
}
