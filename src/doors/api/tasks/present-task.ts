/** How a task looks to its partner's program (CONTRACT.md): the partner's own, the citizen only where the agreement says so. Pure. */
import type { RequestView, TaskView } from '../../../requests/queries/request-view.js';
import type { StepView } from '../../../requests/queries/step-view.js';
import type { PartnerWords } from '../../../requests/queries/partner-words.service.js';
import { presentStep } from '../present-request.js';

export function presentTask(
  view: RequestView,
  task: TaskView,
  words: PartnerWords,
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
    instructions: words.instructions.get(task.id) ?? null,
    ...(view.citizen ? { citizen: { name: view.citizen.name, ...view.citizen.masked } } : {}),
    steps: view.steps.map((step) => presentOwnStep(step, words)),
  };
}

/** A step with what the partner itself wrote into it, which stays between it and the council. */
export function presentOwnStep(step: StepView, words: PartnerWords): Record<string, unknown> {
  return { ...presentStep(step), note: step.note ?? words.written.get(step.seq) ?? null };
}
