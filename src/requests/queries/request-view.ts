import type { Language } from '../../shared/localized-text.js';
import type { ActionDefinition, StateKind } from '../../workflow/domain/document.js';
import type { Contacts } from '../contacts/contacts.js';
import type { ServiceRequest } from '../service-request.entity.js';
import type { TaskState } from '../tasks/domain/task-states.js';
import type { FollowersSeen } from '../followers/follower-book.js';
import type { InvolvedPartner } from '../involving/involved-partners.js';
import type { StepView } from './step-view.js';

/** A request as a viewer may read it, in the viewer's language. */
export interface RequestView {
  readonly request: ServiceRequest;
  readonly language: Language;
  readonly category: { readonly code: string; readonly name: string };
  readonly office: {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly email: string | null;
    readonly phone: string | null;
  };
  readonly area: { readonly code: string; readonly name: string } | null;
  /** Null where it was erased. */
  readonly title: string | null;
  readonly description: string | null;
  readonly answers: readonly { readonly label: string; readonly valueLabel: string }[];
  readonly state: {
    readonly code: string;
    readonly label: string;
    readonly kind: StateKind;
    readonly next: string;
  };
  readonly outcome: { readonly code: string; readonly label: string } | null;
  readonly isOverdue: boolean;
  readonly assignee: { readonly id: string; readonly name: string } | null;
  readonly duplicateOf: string | null;
  /** Who filed, name in full and contacts masked; null where the viewer may not see it. */
  readonly citizen: {
    readonly name: string | null;
    readonly masked: Contacts;
    /** Whether this viewer may open them: each opening is a step that the person reads. */
    readonly mayOpen: boolean;
  } | null;
  readonly tasks: readonly TaskView[];
  /** For offices alone: who is informed, whose building it is. */
  readonly involved: readonly InvolvedPartner[];
  readonly followers: FollowersSeen;
  /** The viewer sees it for no other reason than that their office was asked to help. */
  readonly isOnlyAsked: boolean;
  readonly steps: readonly StepView[];
  /** Exactly what this viewer may do now. */
  readonly actions: readonly ActionDefinition[];
}

export interface TaskView {
  readonly id: string;
  readonly kind: string;
  readonly state: TaskState;
  readonly version: number;
  readonly isOpen: boolean;
  readonly executor: string;
  readonly partnerId: string | null;
  readonly officeId: string | null;
  readonly rule: string | null;
  readonly offeredAt: Date;
  readonly dueAt: Date | null;
  readonly plannedFor: Date | null;
  readonly performedAt: Date | null;
  readonly externalReference: string | null;
  readonly operatorCode: string | null;
}
