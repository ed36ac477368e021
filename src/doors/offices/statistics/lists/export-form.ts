/** What the form for a list of requests asks. Pure. */
import type { FieldError } from '../../../../shared/refusal.js';
import { readRange } from '../../../../statistics/domain/civil-range.js';
import { EXPORT_FORMATS } from '../../../../statistics/exports/export-job.entity.js';
import type { AskedExport } from '../../../../statistics/exports/exports.service.js';
import { PERSONAL_COLUMNS } from '../../../../statistics/exports/personal-columns.js';
import { askedColumns, columnFaults } from '../../../../statistics/lists/list-columns.js';
import { text } from '../../../../web/fields.js';
import type { TypedValues } from '../../../../web/forms.js';

const REASON_MIN = 5;
const reasonOfAll = text(300, { min: REASON_MIN });
const SHORT: FieldError = { field: 'motivo', code: 'too-short', data: { min: REASON_MIN } };

/** Or each field's error, with what was typed. */
export function readExportForm(
  values: TypedValues,
): { asked: AskedExport } | { errors: readonly FieldError[]; values: TypedValues } {
  const one = (name: string): string => [values[name] ?? ''].flat()[0] ?? '';
  const all = (name: string): string[] => [values[name] ?? []].flat();
  const range = readRange(one('dal'), one('al'));
  const personal = PERSONAL_COLUMNS.filter((code) => all('personali').includes(code));
  const reason = reasonOfAll.safeParse(one('motivo'));
  const errors: FieldError[] = [];
  if ('code' in range)
    errors.push({ field: range.field === 'from' ? 'dal' : 'al', code: range.code });
  errors.push(...columnFaults('colonne', all('colonne')));
  errors.push(...columnFaults('personali', all('personali'), PERSONAL_COLUMNS));
  if (!EXPORT_FORMATS.some((format) => format === (one('formato') || 'csv')))
    errors.push({ field: 'formato', code: 'not-a-choice' });
  if (personal.length > 0 && !reason.success)
    errors.push(one('motivo').trim() ? SHORT : { field: 'motivo', code: 'required' });
  if (errors.length > 0 || 'code' in range) return { errors, values };
  const format = one('formato') === 'xlsx' ? 'xlsx' : 'csv';
  const columns = askedColumns(all('colonne'));
  return { asked: { range, format, columns, personal, reason: reason.data ?? '' } };
}
