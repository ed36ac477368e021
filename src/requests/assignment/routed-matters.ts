/** Requests as routing asks for them: the facts that rules may ask, and neither text nor contacts. */
import type { EntityManager } from 'typeorm';
import { toInstant } from '../../database/columns.js';
import { queryRows } from '../../database/query-rows.js';
import type { RoutedMatter, RoutingMoment } from '../../routing/domain/matter.js';

export interface MatterRow {
  readonly id: string;
  readonly ticketNumber: string;
  readonly categoryId: string;
  readonly categoryOfficeId: string;
  readonly areaId: string | null;
  readonly address: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly kind: string;
  readonly filedAt: unknown;
  readonly placeCode: string | null;
  readonly placeKind: string | null;
  readonly placePartnerId: string | null;
  /** JSON; null where nothing was answered. */
  readonly answers: string | null;
}

/** The rows that `rest` finds: conditions on `service_requests r`, order, limit. */
export function matterRows(
  em: EntityManager,
  rest: string,
  parameters: Record<string, unknown>,
): Promise<MatterRow[]> {
  return queryRows<MatterRow>(
    em,
    `SELECT r.id AS "id", r.ticket_number AS "ticketNumber", r.category_id AS "categoryId", c.office_id AS "categoryOfficeId",
       r.area_id AS "areaId", r.address AS "address", r.latitude AS "latitude", r.longitude AS "longitude", r.kind AS "kind",
       r.filed_at AS "filedAt", p.code AS "placeCode", p.kind AS "placeKind", p.partner_id AS "placePartnerId", v.value AS "answers"
     FROM service_requests r JOIN categories c ON c.id = r.category_id LEFT JOIN places p ON p.id = r.place_id
     LEFT JOIN step_values v ON v.request_id = r.id AND v.seq = 1 AND v.name = 'answers' ${rest}`,
    parameters,
  );
}

export function matterOf(row: MatterRow, at: RoutingMoment): RoutedMatter {
  const { categoryId, categoryOfficeId, areaId, address, kind, placePartnerId } = row;
  const { latitude, longitude, placeCode, placeKind } = row;
  return {
    categoryId,
    categoryOfficeId,
    areaId,
    address,
    kind,
    placePartnerId,
    at,
    point: latitude === null || longitude === null ? null : { latitude, longitude },
    place: placeCode && placeKind ? { code: placeCode, kind: placeKind } : null,
    answers: row.answers === null ? {} : givenAnswers(JSON.parse(row.answers)),
  };
}

export function filedAtOf(row: MatterRow): Date {
  return toInstant(row.filedAt);
}

/** By question code, as rules compare them. */
export function givenAnswers(answers: unknown): Record<string, string> {
  const given = answers as readonly { readonly code: string; readonly value: string | number }[]; // written at filing
  return Object.fromEntries(given.map(({ code, value }) => [code, String(value)]));
}
