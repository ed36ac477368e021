import type { OfficeViewer, PartnerViewer, Viewer } from '../access/viewer.js';
import { assertNever } from '../shared/assert-never.js';

/** A condition on `service_requests r` with its parameters. */
export interface Condition {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * Which requests this viewer may see, as a condition for the query that finds them: what may not be seen is not loaded, so absent and
 * forbidden look the same.
 */
export function seenBy(viewer: Viewer): Condition {
  switch (viewer.kind) {
    case 'nobody':
      return NOTHING;
    case 'citizen':
      return { sql: 'r.id = :viewerRequest', parameters: { viewerRequest: viewer.requestId } };
    case 'partner':
      return byInvolvement(viewer);
    case 'office':
      return byScope(viewer);
    default:
      return assertNever(viewer);
  }
}

/** The same, and requests for which an office of theirs has been asked to do something. */
export function seenOrAsked(viewer: Viewer): Condition {
  const own = seenBy(viewer);
  if (viewer.kind !== 'office' || !isBound(viewer) || viewer.officeIds.length === 0) return own;
  return {
    sql: `(${own.sql}) OR EXISTS (SELECT 1 FROM tasks t WHERE t.request_id = r.id AND t.office_id IN (:...askedOffices)
      AND t.state NOT IN ('cancelled', 'expired'))`,
    parameters: { ...own.parameters, askedOffices: viewer.officeIds },
  };
}

/** Whether the viewer sees the request for no other reason than that an office of theirs was asked. */
export function isOnlyAsked(viewer: Viewer, request: { readonly officeId: string }): boolean {
  return (
    viewer.kind === 'office' && isBound(viewer) && !viewer.officeIds.includes(request.officeId)
  );
}

/** Who was asked reads the request, without contacts, and has no right on it but the answer to the task. */
export function withinRights<V extends Viewer>(viewer: V, request: { officeId: string }): V {
  return isOnlyAsked(viewer, request) ? { ...viewer, permissions: ['requests.see'] } : viewer;
}

/**
 * The same in parts that do not overlap, so that each can be read in the order of an index of its own: a list of several offices is the
 * merged lists of each.
 */
export function seenInParts(viewer: Viewer): readonly [Condition, ...Condition[]] {
  const whole = seenBy(viewer);
  const offices = whole.parameters['viewerOffices'] as readonly string[] | undefined; // set by `byScope`
  const [first, ...others] = offices ?? [];
  return first === undefined
    ? [whole]
    : [ofOffice(first, 0), ...others.map((id, i) => ofOffice(id, i + 1))];
}

function ofOffice(id: string, i: number): Condition {
  return { sql: `r.office_id = :viewerOffice${i}`, parameters: { [`viewerOffice${i}`]: id } };
}

/** Their offices' requests are what they see, and they work on them. */
function isBound({ scope, permissions }: OfficeViewer): boolean {
  return ['own-office', 'own-offices'].includes(scope) && permissions.includes('requests.work');
}

const NOTHING: Condition = { sql: '1 = 0', parameters: {} };

/** What it has to do with; a district council also what lies in its areas. */
function byInvolvement({ partnerId, link, areaIds = [] }: PartnerViewer): Condition {
  const involved =
    'EXISTS (SELECT 1 FROM involvements i WHERE i.request_id = r.id AND i.partner_id = :viewerPartner AND i.ended_seq IS NULL)';
  return link
    ? {
        sql: `r.id = :viewerRequest AND ${involved}`,
        parameters: { viewerPartner: partnerId, viewerRequest: link.requestId },
      }
    : areaIds.length > 0
      ? {
          sql: `(${involved} OR r.area_id IN (:...viewerAreas))`,
          parameters: { viewerPartner: partnerId, viewerAreas: areaIds },
        }
      : { sql: involved, parameters: { viewerPartner: partnerId } };
}

function byScope(viewer: Extract<Viewer, { kind: 'office' }>): Condition {
  switch (viewer.scope) {
    case 'all':
      return { sql: '1 = 1', parameters: {} };
    case 'own-office':
    case 'own-offices':
    case 'portfolio':
      return viewer.officeIds.length === 0
        ? NOTHING
        : {
            sql: 'r.office_id IN (:...viewerOffices)',
            parameters: { viewerOffices: viewer.officeIds },
          };
    case 'filed-by-me':
      return {
        sql: 'r.filed_by_account_id = :viewerAccount AND r.receipt_printed_at IS NULL',
        parameters: { viewerAccount: viewer.accountId },
      };
    case 'own-tasks':
    case 'none':
      return NOTHING;
    default:
      return assertNever(viewer.scope);
  }
}
