/**
 * The words in which the pure engine is asked and answers. Everything is data: the caller loads it, the engine decides, the caller saves.
 * `now` is handed in; nothing here reads a clock, a database or a language file.
 */
import type { Permission } from '../../access/permissions.js';
import type { ActionDefinition, Effect, StateKind } from './document.js';

/** Who wants to act, as far as the engine cares. Whether the person may SEE the request was settled by the finder. */
export interface Performer {
  readonly kind: 'citizen' | 'office' | 'partner' | 'system';
  readonly roleCode?: string;
  readonly permissions: readonly Permission[];
  readonly accountId?: string;
  readonly name?: string;
  readonly partnerId?: string;
  /** Codes of the offices that the person belongs to. */
  readonly officeCodes?: readonly string[];
}

export interface TaskSnapshot {
  readonly id: string;
  /** One of `TASK_KINDS`. */
  readonly kind: string;
  readonly state: string;
  readonly isOpen: boolean;
  readonly partnerId: string | null;
  readonly offeredAt: Date;
  /** When it was done, declined or withdrawn; null while it is open. */
  readonly settledAt: Date | null;
}

/** An action that was done, and by whose account. */
export interface DoneAction {
  readonly action: string;
  readonly accountId: string | null;
  /** Who recorded it, and who did it where that is somebody else; known where four eyes ask for it, and gone where it was erased. */
  readonly recordedBy?: string;
  readonly performedBy?: string;
  /** It was done about an amount in whose place another one was recorded since. */
  readonly isOutdated?: boolean;
  /** It was done before the request came to another category. */
  readonly isBeforeCategory?: boolean;
}

/** A number that a step keeps and that a limit counts. */
export interface RecordedNumber {
  readonly action: string;
  readonly field: string;
  readonly value: number;
}

/** A request as the engine sees it. */
export interface RequestSnapshot {
  readonly version: number;
  readonly stateCode: string;
  readonly stateKind: StateKind;
  /** Where `@previous` leads. */
  readonly returnState: string | null;
  readonly needsAuthorisation: boolean;
  readonly filedAt: Date;
  readonly closedAt: Date | null;
  readonly suspensionUsed: boolean;
  /** The legal clock stands still. */
  readonly isSuspended: boolean;
  /** Account of the person who has it. */
  readonly assigneeId: string | null;
  /** What came of it, where somebody has said so. */
  readonly outcome: string | null;
  readonly tasks: readonly TaskSnapshot[];
  /** Parts that it was split into, waits for, and that are not over. */
  readonly openChildren: number;
  /** Actions done since filing or the last reopening, struck-out ones left out, oldest first. */
  readonly done: readonly DoneAction[];
  /** The same for four eyes, with whoever did what was struck out: the last of an action counts. As `done` where nothing was. */
  readonly did?: readonly DoneAction[];
  /** What those done have recorded of the numbers that a limit counts, oldest first. */
  readonly recorded: readonly RecordedNumber[];
}

/** Days after the closing within which the citizen may reopen; shortest text (code points) that may close a request. */
export const REOPEN_DAYS = 'reopenDays';
export const CLOSING_TEXT_MIN_LENGTH = 'closingTextMinLength';
export const WORKFLOW_SETTINGS = [REOPEN_DAYS, CLOSING_TEXT_MIN_LENGTH] as const;

/** Settings of the council that guards and field checks ask for, by key of `WORKFLOW_SETTINGS`. */
export type WorkflowSettings = Readonly<Record<string, number>>;

export interface Command {
  readonly action: string;
  /** The version of the request that the person saw; compulsory where the action moves state, owner, category or term. */
  readonly version?: number;
  readonly note?: string;
  /** Seen by offices only; refused from a citizen. */
  readonly internalNote?: string;
  /** Who did it with their own hands, where that is not who records it. */
  readonly performedBy?: { readonly name?: string };
  /** When it happened, where that is not now. */
  readonly occurredAt?: Date;
  /** By field code, as typed: text is enough for dates and numbers. `photo` and `document` fields carry how many files came. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Names of a step's values: the two notes, and `data.<code>` for a field. */
export const NOTE_VALUE = 'note';
export const INTERNAL_NOTE_VALUE = 'internalNote';
export function fieldValueName(fieldCode: string): string {
  return `data.${fieldCode}`;
}

/** Who decides under which settings, and when. */
export interface Circumstances {
  readonly performer: Performer;
  readonly settings: WorkflowSettings;
  readonly now: Date;
}

/** What is to be written. `values` are checked against the action's fields and tidied, under the names that the step keeps. */
export interface Decision {
  readonly action: ActionDefinition;
  readonly from: string;
  readonly to: string;
  readonly toKind: StateKind;
  /** True where state, owner, category or term moves: the version rises and letters of a step may go. */
  readonly moves: boolean;
  readonly returnState: string | null;
  readonly values: readonly {
    readonly name: string;
    readonly value: unknown;
    readonly visibility: 'public' | 'internal';
  }[];
  readonly effects: readonly Effect[];
}
