import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Viewer } from '../../access/viewer.js';
import { Reads } from '../../database/reads.js';
import { selectRows } from '../../database/select-rows.js';
import type { Language } from '../../shared/localized-text.js';
import type { WorkflowVersion } from '../../workflow/workflow-version.entity.js';
import { Workflows } from '../../workflow/workflow.service.js';
import { Attachment } from '../attachments/attachment.entity.js';
import { readHolderChange } from '../domain/holder-change.js';
import { Names } from '../names.service.js';
import { VALUE } from '../steps/domain/step-draft.js';
import { StepValue } from '../steps/step-value.entity.js';
import { StepWords } from '../steps/step-words.service.js';
import { Step } from '../steps/step.entity.js';
import { visibleSteps, visibleValues } from './sight.js';
import { assembleStep, type StepParts, type StepReading } from './assemble-step.js';
import type { StepView } from './step-view.js';

/** The whole history of a request, oldest first, as this viewer may read it: three queries whatever its length (at most 500 steps). */
@Injectable()
export class Timeline {
  constructor(
    private readonly reads: Reads,
    private readonly names: Names,
    private readonly words: StepWords,
    private readonly workflows: Workflows,
  ) {}

  async of(viewer: Viewer, requestId: string, context: TimelineContext): Promise<StepView[]> {
    const sight = visibleSteps(viewer);
    const { em } = this.reads;
    const steps = await selectRows(
      em,
      Step,
      `s WHERE s.request_id = :requestId AND (${sight.sql}) ORDER BY s.seq LIMIT 500`,
      { requestId, ...sight.parameters },
    );
    const seen = new Set(steps.map((step) => step.seq));
    const readable = await selectRows(
      em,
      StepValue,
      'WHERE request_id = :requestId AND visibility IN (:...visibility)',
      { requestId, visibility: visibleValues(viewer) },
    );
    const values = readable.filter(({ seq }) => seen.has(seq));
    const attachments = await this.attachments(viewer, requestId);
    const struckBy = strikes(values);
    return Promise.all(
      steps.map((step) =>
        this.assemble(
          {
            step,
            values: values.filter((value) => value.seq === step.seq),
            attachments: attachments.filter((one) => one.seq === step.seq),
            correctedBy: struckBy.get(step.seq) ?? null,
          },
          context,
        ),
      ),
    );
  }

  private attachments(viewer: Viewer, requestId: string): Promise<Attachment[]> {
    return selectRows(
      this.reads.em,
      Attachment,
      `WHERE request_id = :requestId AND visibility IN (:...visibility) AND erased_at IS NULL
       ORDER BY id LIMIT 200`,
      { requestId, visibility: viewer.kind === 'office' ? ['public', 'internal'] : ['public'] },
    );
  }

  /** Where somebody acts for the council: their office, or the organisation that a helper comes from. */
  private async place(step: Step, language: Language): Promise<string | null> {
    const office = await this.names.office(step.actorOffice, language);
    return office ?? (step.actorKind === 'office' ? this.names.partner(step.actorPartner) : null);
  }

  private async told(read: StepReading['values'], language: Language): Promise<StepView['told']> {
    const found = read.find(({ name }) => name === VALUE.told);
    if (!found) return null;
    const { role, vacant } = toldRole.parse(found.value);
    return { role: await this.names.role(role, language), vacant };
  }

  /** A step is told in the words of the version that it was recorded on: the request may have moved to another one since. */
  private async versionOf(step: Step, workflow: WorkflowVersion): Promise<WorkflowVersion> {
    const { workflowVersionId: id } = step;
    return id === workflow.id ? workflow : this.workflows.byId(id);
  }

  private async assemble(
    parts: StepParts,
    { language, workflow }: TimelineContext,
  ): Promise<StepView> {
    const { step, values } = parts;
    const version = await this.versionOf(step, workflow);
    const { document } = version;
    const read = values
      .filter((value) => value.value !== null)
      .map(({ name, value }) => ({ name, value: JSON.parse(value ?? 'null') as unknown }));
    return assembleStep(parts, {
      values: read,
      label: this.words.label(document, step.action, language),
      details: this.words.details(document, { action: step.action, values: read }, language),
      role: await this.names.role(step.actorRole, language),
      office: await this.place(step, language),
      partner: await this.names.partner(step.actorPartner),
      stateLabel: this.words.stateLabel(document, step.toState, language),
      told: await this.told(read, language),
      toOffice: await this.names.office(officeAfter(read), language),
      underRule: this.words.underRule(version, step.action, language),
    });
  }
}

/** As `ClockChanges` writes it. */
const toldRole = z.object({
  role: z.string().nullable(),
  vacant: z.array(z.string()).default([]),
});

/** As the filing names it, or as any later step has changed it: its code or its id. */
function officeAfter(read: StepReading['values']): string | null {
  const value = (name: string) => read.find((one) => one.name === name)?.value;
  const named = filedOffice.safeParse(value('office'));
  return readHolderChange(value(VALUE.holder))?.after.officeId ?? named.data?.code ?? null;
}
const filedOffice = z.object({ code: z.string() });

export interface TimelineContext {
  readonly language: Language;
  readonly workflow: WorkflowVersion;
}

/** Struck step → the step that struck it. */
function strikes(values: readonly StepValue[]): Map<number, number> {
  const corrections = values.filter(
    (value) => value.name === VALUE.corrects && value.value !== null,
  );
  return new Map(corrections.map(({ value, seq }) => [Number(value), seq]));
}
