import { Injectable } from '@nestjs/common';
import { Reads } from '../../database/reads.js';
import { fieldValueName } from '../../workflow/domain/decision.js';
import { VALUE } from '../steps/domain/step-draft.js';
import { QUOTE_GIVEN, recordedLimits } from '../../workflow/domain/recorded-numbers.js';
import type { ActionDefinition, WorkflowDocument } from '../../workflow/domain/document.js';

interface Row {
  readonly requestId: string;
  readonly action: string;
  readonly name: string;
  readonly value: string;
}

/** What is to be authorised, and under which version. */
export interface Unauthorised {
  readonly requestId: string;
  readonly document: WorkflowDocument;
  readonly leads: readonly ActionDefinition[];
}

/** Promises what was last recorded of the amounts that limits count, by request: one reading for all of them. What was struck through, or recorded before a reopening, counts no more. */
@Injectable()
export class LevelAmounts {
  constructor(private readonly reads: Reads) {}

  async of(asked: readonly Unauthorised[]): Promise<ReadonlyMap<string, number>> {
    const wanted = asked.map((one) => ({ ...one, places: placesOf(one) }));
    const names = [...new Set(wanted.flatMap(({ places }) => places.map(({ name }) => name)))];
    if (names.length === 0) return new Map();
    const rows = await this.reads.rows<Row>(
      `SELECT v.request_id AS "requestId", s.action AS "action", v.name AS "name", v.value AS "value"
       FROM step_values v JOIN steps s ON s.id = v.step_id
       WHERE v.request_id IN (:...requests) AND v.name IN (:...names) AND v.value IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM request_reopenings o WHERE o.request_id = v.request_id AND o.seq > v.seq)
         AND NOT EXISTS (SELECT 1 FROM step_values k WHERE k.request_id = v.request_id AND k.name = 'corrects'
           AND k.value = CAST(v.seq AS varchar(12)))
       ORDER BY v.request_id, v.seq`,
      { requests: asked.map(({ requestId }) => requestId), names },
    );
    return new Map(
      wanted.flatMap(({ requestId, places }) => {
        const last = rows.findLast(
          (row) =>
            row.requestId === requestId &&
            places.some(({ action, name }) => action === row.action && name === row.name),
        );
        return last ? [[requestId, Number(JSON.parse(last.value))] as const] : [];
      }),
    );
  }
}

/** Where the amount stands that a limit counts. Versions from before limits said so: wherever else the same number is asked. */
function placesOf({ document, leads }: Unauthorised): { action: string; name: string }[] {
  return leads.flatMap((lead) =>
    lead.guards.flatMap((guard) => {
      if (guard.kind !== 'at-most') return [];
      const others = document.actions.filter(
        ({ code, fields }) => code !== lead.code && fields.some((one) => one.code === guard.field && one.type === 'number'), // prettier-ignore
      );
      const recording = guard.recorded ?? others.map(({ code }) => code);
      const given = recordedLimits(lead).some(({ field }) => field === guard.field);
      return [
        ...recording.map((action) => ({ action, name: fieldValueName(guard.field) })),
        ...(given ? [{ action: QUOTE_GIVEN, name: VALUE.amount }] : []),
      ];
    }),
  );
}
