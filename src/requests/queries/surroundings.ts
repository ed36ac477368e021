import type { Viewer } from '../../access/viewer.js';
import { toInstant, toInstantOrNull } from '../../database/columns.js';
import type { Reads } from '../../database/reads.js';
import { inLanguage, type Language, type LocalizedText } from '../../shared/localized-text.js';
import { followersSeen } from '../followers/follower-book.js';
import { involvedPartners } from '../involving/involved-partners.js';
import type { ServiceRequest } from '../service-request.entity.js';
import { isOpenTask, type TaskState } from '../tasks/domain/task-states.js';
import type { RequestView, TaskView } from './request-view.js';

type Surroundings = Pick<
  RequestView,
  'area' | 'assignee' | 'duplicateOf' | 'tasks' | 'involved' | 'followers'
>;

/** What stands around a request: its area, its assignee, the request it repeats, the tasks and the partners that the viewer may see. */
export async function loadSurroundings(
  reads: Reads,
  viewer: Viewer,
  request: ServiceRequest,
): Promise<(language: Language) => Surroundings> {
  const [row] = await reads.rows<Row>(
    `SELECT a.code AS "areaCode", a.name AS "areaName", p.id AS "personId", p.name AS "personName", d.ticket_number AS "duplicateOf"
     FROM service_requests r LEFT JOIN areas a ON a.id = r.area_id LEFT JOIN accounts p ON p.id = r.assignee_id
     LEFT JOIN service_requests d ON d.id = r.duplicate_of_id WHERE r.id = :requestId`,
    { requestId: request.id },
  );
  const tasks = await loadTasks(reads, viewer, request.id);
  const involved = viewer.kind === 'office' ? await involvedPartners(reads, request.id) : [];
  const followers = await followersSeen(reads.em, viewer, request.id);
  return (language) => ({
    area:
      row?.areaCode && row.areaName
        ? {
            code: row.areaCode,
            name: inLanguage(JSON.parse(row.areaName) as LocalizedText, language),
          }
        : null, // a JSON column
    assignee:
      row?.personId && row.personName && viewer.kind === 'office'
        ? { id: row.personId, name: row.personName }
        : null,
    duplicateOf: row?.duplicateOf ?? null,
    tasks: tasks(language),
    involved,
    followers,
  });
}

interface Row {
  readonly areaCode: string | null;
  readonly areaName: string | null;
  readonly personId: string | null;
  readonly personName: string | null;
  readonly duplicateOf: string | null;
}

interface TaskRow extends Omit<TaskView, 'isOpen' | 'executor'> {
  readonly partnerName: string | null;
  readonly officeName: string | null;
}

async function loadTasks(
  reads: Reads,
  viewer: Viewer,
  requestId: string,
): Promise<(language: Language) => TaskView[]> {
  const own =
    viewer.kind === 'partner'
      ? {
          sql: ` AND t.partner_id = :partnerId${viewer.link ? ' AND t.id = :taskId' : ''}`,
          parameters: { partnerId: viewer.partnerId, taskId: viewer.link?.taskId },
        }
      : { sql: '', parameters: {} };
  const rows = await reads.rows<TaskRow>(
    `SELECT t.id AS "id", t.kind AS "kind", t.state AS "state", t.version AS "version", t.partner_id AS "partnerId", t.office_id AS "officeId", t.rule AS "rule",
       t.offered_at AS "offeredAt", t.due_at AS "dueAt", t.planned_for AS "plannedFor", t.performed_at AS "performedAt",
       t.external_reference AS "externalReference", t.operator_code AS "operatorCode", p.name AS "partnerName", o.name AS "officeName"
     FROM tasks t LEFT JOIN partners p ON p.id = t.partner_id LEFT JOIN offices o ON o.id = t.office_id
     WHERE t.request_id = :requestId${own.sql} ORDER BY t.offered_at, t.id LIMIT 100`,
    { requestId, ...own.parameters },
  );
  return (language) =>
    rows.map(({ partnerName, officeName, ...task }) => ({
      ...task,
      state: task.state satisfies TaskState,
      isOpen: isOpenTask(task.state),
      executor:
        partnerName ??
        (officeName ? inLanguage(JSON.parse(officeName) as LocalizedText, language) : ''), // a JSON column
      offeredAt: toInstant(task.offeredAt),
      dueAt: toInstantOrNull(task.dueAt),
      plannedFor: toInstantOrNull(task.plannedFor),
      performedAt: toInstantOrNull(task.performedAt),
    }));
}
