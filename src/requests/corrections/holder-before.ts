/** Who gets a request back when the step that gave it to somebody else is struck through, and which partners hear of it as before. */
import type { EntityManager } from 'typeorm';
import { selectRows } from '../../database/select-rows.js';
import type { NewInvolvement } from '../assignment/rerouted.js';
import type { Change } from '../change.js';
import { givenBack, readHolderChange } from '../domain/holder-change.js';
import { Involvement } from '../involvement.entity.js';
import { VALUE } from '../steps/domain/step-draft.js';
import type { Step } from '../steps/step.entity.js';
import { keptValues } from './kept-values.js';

type Given = Pick<Change, 'patch' | 'involved' | 'released'>;

/** Nothing where the step gave it to nobody else, or where another that still stands has done so since. */
export async function holderBefore(em: EntityManager, struck: Step): Promise<Given> {
  const kept = await keptValues(em, struck.requestId, VALUE.holder);
  const changes = kept.flatMap(({ seq, value, stands }) => {
    const change = stands ? readHolderChange(JSON.parse(value)) : null;
    return change ? [{ seq, change }] : [];
  });
  const own = changes.find(({ seq }) => seq === struck.seq);
  if (!own) return { patch: {} };
  const later = changes.filter(({ seq }) => seq > struck.seq).map(({ change }) => change);
  const patch = givenBack(own.change, later);
  return patch.categoryId ? { patch, ...(await partnersBefore(em, struck)) } : { patch };
}

/** A new category had its own partners: those whom its step told first hear no more, and those whose part it ended do again. */
async function partnersBefore(
  em: EntityManager,
  { requestId, seq, recordedAt }: Step,
): Promise<Pick<Given, 'involved' | 'released'>> {
  const all = await selectRows(em, Involvement, 'WHERE request_id = :requestId', { requestId });
  const informed = all.filter(({ role }) => role === 'informed');
  const ended = informed.filter(({ endedSeq }) => endedSeq === seq);
  const begun = informed.filter(
    ({ since, endedSeq }) => endedSeq === null && since.getTime() === recordedAt.getTime(),
  );
  return { involved: ended.map(asBefore), released: begun.map(({ partnerId }) => partnerId) };
}

function asBefore({ partnerId, role, rule, hears }: Involvement): NewInvolvement {
  return { partnerId, role, rule: rule ?? '', ...(hears && { hears }) };
}
