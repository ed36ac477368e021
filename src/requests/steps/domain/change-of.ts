/** Turns a decided and resolved action into the change that the write path writes. Pure. */
import type { Decision } from '../../../workflow/domain/decision.js';
import type { Rerouted } from '../../assignment/rerouted.js';
import type { Change } from '../../change.js';
import type { Consequences } from '../../domain/consequences.js';
import type { CitizenLetterKind } from '../../letters/citizen-letters.js';
import type { NotifyChoice } from '../../service-request.entity.js';
import type { StoredFile } from '../../attachments/stored-file.js';
import type { Task } from '../../tasks/task.entity.js';
import type { Actor, NamedValue, PerformedBy } from './step-draft.js';

export interface DecidedStep {
  readonly decision: Decision;
  readonly values: readonly NamedValue[];
  readonly consequences: Consequences;
  readonly tasksBefore: readonly Task[];
  readonly actor: Actor;
  readonly performedBy?: PerformedBy | undefined;
  readonly occurredAt: Date;
  readonly files: readonly StoredFile[];
  readonly notify: NotifyChoice;
  /** Where it goes from here, where its category has changed. */
  readonly rerouted?: Pick<Rerouted, 'involved' | 'executors' | 'released'>;
  /** What it refers to then, where that changes. */
  readonly becomes?: Change['becomes'];
}

export function changeOf(step: DecidedStep): Change {
  const { decision } = step;
  const letter = letterOf(step);
  return {
    draft: {
      action: decision.action.code,
      from: decision.from,
      to: decision.to,
      visibility: decision.action.visibility,
      occurredAt: step.occurredAt,
      actor: step.actor,
      values: step.values,
      ...(step.performedBy ? { performedBy: step.performedBy } : {}),
    },
    moves: decision.moves,
    patch: step.consequences.patch,
    tasks: step.consequences.tasks,
    tasksBefore: step.tasksBefore,
    files: step.files,
    letter: letter ? { kind: letter } : null,
    ...(step.rerouted && partnersOf(step.rerouted)),
    ...(step.becomes && { becomes: step.becomes }),
    notifiesOffice: decision.effects.some((effect) => effect.kind === 'notify-office'),
  };
}

function partnersOf({ involved, executors, released }: NonNullable<DecidedStep['rerouted']>) {
  return { involved, executors, released };
}

/** What the action itself writes comes always; any other public step only to who chose to hear of every step, and not their own. */
function letterOf({ decision, actor, notify }: DecidedStep): CitizenLetterKind | null {
  const written = decision.effects.find((effect) => effect.kind === 'write-citizen');
  if (written) return written.letter;
  if (decision.action.visibility !== 'public' || actor.kind === 'citizen') return null;
  return notify === 'every-step' ? 'step' : null;
}
