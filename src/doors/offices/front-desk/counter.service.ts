import { Injectable } from '@nestjs/common';
import type { OfficeViewer } from '../../../access/viewer.js';
import type { Filed } from '../../../requests/filing/filing-command.js';
import { FilingDesk } from '../../../requests/filing/filing-desk.service.js';
import { Intake } from '../../../requests/filing/intake.service.js';
import { Catalogue } from '../../../catalogue/catalogue.service.js';
import { Clock } from '../../../shared/clock.js';
import { type FieldError, isRefusal, Refusal } from '../../../shared/refusal.js';
import type { Kept } from '../../shared/kept-files.service.js';
import type { FilingForm } from './filing-form.js';

/**
 * Files for somebody at the counter, on the phone or beside a helper. Refuses with every fault of the form at once, or with `stopped` where
 * it is an emergency; filing the same form twice gives the same receipt.
 */
@Injectable()
export class Counter {
  constructor(
    private readonly desk: FilingDesk,
    private readonly intake: Intake,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
  ) {}

  async file(viewer: OfficeViewer, form: FilingForm, kept: Kept): Promise<Filed | Refusal> {
    if (!form.command || kept.errors.length > 0) return this.faults(form, kept);
    const draft = kept.draftId ? { draftId: kept.draftId } : {};
    const answers = await this.asked(form, form.command.answers);
    const command = { ...form.command, answers, files: kept.files, ...draft };
    return this.desk.file(viewer, command, form.key);
  }

  /** What is wrong so far; an emergency is found before the form is complete. Null: nothing. */
  async emergency(form: FilingForm): Promise<Refusal | null> {
    const answer = await this.check(form);
    return isRefusal(answer) && answer.code === 'stopped' ? answer : null;
  }

  private async faults(form: FilingForm, kept: Kept): Promise<Refusal> {
    const found = await this.check(form);
    if (isRefusal(found) && found.code === 'stopped') return found;
    const more: readonly FieldError[] = isRefusal(found) ? found.errors : [];
    const errors = [...form.errors, ...kept.errors];
    const known = new Set(errors.map(({ field }) => field));
    return Refusal.fields([...errors, ...more.filter(({ field }) => !known.has(field))]);
  }

  private async check(form: FilingForm) {
    const answers = await this.asked(form, form.loose.answers);
    const by = { now: this.clock.now(), forOthers: true };
    return this.intake.accept({ ...form.loose, answers, files: [] }, by);
  }

  /** Answers to another category's questions are left over from a choice that was changed. */
  private async asked(form: FilingForm, answers: Readonly<Record<string, unknown>>) {
    const category = await this.catalogue.openByCode(form.loose.category);
    const codes = category?.questions.map(({ code }) => code) ?? [];
    return Object.fromEntries(Object.entries(answers).filter(([code]) => codes.includes(code)));
  }
}
