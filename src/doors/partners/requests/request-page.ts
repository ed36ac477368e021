/** The page of a request as a partner reads it: plain data for the view. Pure. */
import type { RequestView, TaskView } from '../../../requests/queries/request-view.js';
import type { PartnerWords } from '../../../requests/queries/partner-words.service.js';
import type { AttachmentView, StepView } from '../../../requests/queries/step-view.js';
import { possibleAnswers } from '../../../requests/tasks/domain/answer.js';
import { answerSlug, answerWord, inPageOrder } from '../../shared/answer-words.js';

export interface PageFacts {
  readonly words: PartnerWords;
  readonly partnerName: string;
  readonly now: Date;
  readonly newSubmissionId: () => string;
}

const FILING = 1;

export function requestPage(view: RequestView, facts: PageFacts) {
  const { request } = view;
  const path = `/ente/segnalazioni/${request.ticketNumber}`;
  const attachments = view.steps.filter(isInForce).flatMap((step) => filesOf(step, path));
  return {
    ticketNumber: request.ticketNumber,
    path,
    title: view.title,
    description: view.description,
    category: view.category.name,
    state: view.state,
    isClosed: view.state.kind === 'closed',
    isOverdue: view.isOverdue,
    outcome: view.outcome?.label ?? null,
    filedAt: request.filedAt,
    dueAt: request.dueAt,
    closedAt: request.closedAt,
    address: request.address,
    area: view.area?.name ?? null,
    mapUrl: mapUrl(request.latitude, request.longitude),
    answers: view.answers.map(({ label, valueLabel }) => ({ label, valueLabel })),
    citizen: citizenOf(view, path, facts),
    office: { ...view.office },
    photos: attachments.filter((file) => file.isPhoto && file.seq === FILING),
    documents: attachments.filter((file) => !file.isPhoto && file.seq === FILING),
    tasks: view.tasks.map((task) => taskModel(task, path, facts)),
    actions: view.actions.map(({ code, label }) => ({ href: `${path}/azioni/${code}`, label })),
    steps: view.steps.map((step) => stepModel(step, path, facts)).reverse(),
  };
}

function taskModel(task: TaskView, path: string, { words, now, newSubmissionId }: PageFacts) {
  const possible = inPageOrder(possibleAnswers(task.state));
  const taskPath = `${path}/incarichi/${task.id}`;
  return {
    ...task,
    isOverdue: task.isOpen && task.dueAt !== null && task.dueAt < now,
    instructions: words.instructions.get(task.id) ?? null,
    accept: possible.includes('accept')
      ? { path: `${taskPath}/${answerSlug('accept')}`, submissionId: newSubmissionId() }
      : null,
    handOver: task.isOpen ? `${path}/collegamento/${task.id}` : null,
    answers: possible
      .filter((action) => action !== 'accept')
      .map((action) => ({
        ...{ action, word: answerWord(action, task.kind) },
        href: `${taskPath}/${answerSlug(action)}`,
      })),
  };
}

function stepModel(step: StepView, path: string, { words, partnerName }: PageFacts) {
  const { actor } = step;
  return {
    ...{
      seq: step.seq,
      label: step.label,
      at: step.at,
      occurredAt: step.occurredAt,
      isLater: step.isLater,
    },
    isFiling: step.seq === FILING,
    movedTo: step.movedTo,
    actor: {
      kind: actor.kind,
      name: actor.name,
      role: actor.role,
      office: actor.office,
      partner: actor.partner,
    },
    performedBy: step.performedBy && { firm: '', operatorCode: '', name: '', ...step.performedBy },
    note: step.note,
    ownWords: words.written.get(step.seq) ?? null,
    isOwn: actor.kind === 'partner' && actor.partner === partnerName,
    isInternal: step.visibility === 'internal',
    isCorrected: step.correctedBy !== null,
    isErased: step.isErased,
    details: step.details.map(({ label, value }) => ({ label, value })),
    plannedFor: textOf(step.data['plannedFor']),
    reference: textOf(step.data['externalReference']),
    files: step.seq === FILING ? [] : filesOf(step, path),
  };
}

function filesOf({ attachments }: StepView, path: string) {
  return attachments.map((file) => ({
    seq: file.seq,
    href: `${path}/allegati/${file.id}`,
    name: file.name ?? '',
    isPhoto: file.kind === 'photo',
    kilobytes: kilobytes(file),
  }));
}

function kilobytes({ sizeBytes }: AttachmentView): number {
  return Math.max(1, Math.round(sizeBytes / 1024));
}

/** Name in full, contacts masked, with the way to open them while there is work to do; null where the agreement shows none. */
function citizenOf({ citizen }: RequestView, path: string, { newSubmissionId }: PageFacts) {
  if (!citizen) return null;
  const { email, phone, postalAddress } = citizen.masked;
  const hasContacts = [email, phone, postalAddress].some((one) => one !== null);
  const opening = citizen.mayOpen && hasContacts;
  return {
    ...{ name: citizen.name, email, phone, hasContacts },
    open: opening ? { path: `${path}/contatti`, submissionId: newSubmissionId() } : null,
  };
}

function isInForce({ correctedBy }: StepView): boolean {
  return correctedBy === null;
}

/** A link to follow, never something that the page loads. */
function mapUrl(latitude: number | null, longitude: number | null): string | null {
  if (latitude === null || longitude === null) return null;
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=18/${latitude}/${longitude}`;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
