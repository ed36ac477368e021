/** How the fields of an action are named in an answer: `data.` and the field's code, as they are sent. Pure. */
import { Refusal } from '../../../shared/refusal.js';

interface Named {
  readonly code: string;
}

/** `data.plannedOn` */
export function dataField({ code }: Named): string {
  return `data.${code}`;
}

/** The engine's refusal, whose errors name fields by their bare codes, as whoever sent the command knows them. */
export function atDataFields(refusal: Refusal, fields: readonly Named[]): Refusal {
  const { code, reason, errors, data } = refusal;
  const named = errors.map((error) => {
    const field = fields.find((one) => one.code === error.field);
    return field ? { ...error, field: dataField(field) } : error;
  });
  return new Refusal(code, reason, named, data);
}
