/** How a task looks to its partner's program (CONTRACT.md): the partner's own, the citizen only where the agreement says so. Pure. */
import type { RequestView, TaskView } from '../../../requests/queries/request-view.js';
import { presentStep } from '../present-request.js';

export function presentTask(
  view: RequestView,
  task: TaskView,
  instructions: string | null,
): Record<string, unknown> {
  const { request } = view;
  return {
    taskId: task.id,
    ticketNumber: request.ticketNumber,
    kind: task.kind,
    state: task.state,
    version: task.version,
    offeredAt: task.offeredAt.toISOString(),
    dueAt: task.dueAt?.toISOString() ?? null,
    plannedFor: task.plannedFor?.toISOString() ?? null,
    performedAt: task.performedAt?.toISOString() ?? null,
    operatorCode: task.operatorCode,
    externalReference: task.externalReference,
    category: view.category,
    title: view.title,
    location: {
      address: request.address,
      latitude: request.latitude,
      longitude: request.longitude,
      area: view.area?.code ?? null,
    },
    instructions,
    ...(view.citizen ? { citizen: { name: view.citizen.name, ...view.citizen.masked } } : {}),
    steps: view.steps.map(presentStep),
  };
}
