import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Offices } from '../../../offices/offices.service.js';
import { inLanguage } from '../../../shared/localized-text.js';
import type { Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import type { TypedValues } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { readDocument } from '../../../workflow/domain/document/read.js';
import { type LineFault, readText, writeText } from '../../../workflow/domain/document/written.js';
import type { WorkflowDocument } from '../../../workflow/domain/document.js';
import { WorkflowLibrary } from '../../../workflow/drafts/workflow-library.service.js';
import type { WorkflowVersion } from '../../../workflow/workflow-version.entity.js';
import { IterPage } from './iter-page.service.js';

/** A text that was checked: its document where it has the shape of one, and everything wrong with it, line by line. */
export interface CheckedText {
  readonly document: WorkflowDocument | null;
  readonly faults: readonly LineFault[];
}

/** Promises the pages of a draft: what it says, what is wrong with it and where, and its text as YAML. */
@Injectable()
export class DraftPage {
  constructor(
    private readonly pages: Pages,
    private readonly page: IterPage,
    private readonly library: WorkflowLibrary,
    private readonly offices: Offices,
  ) {}

  async show(res: Response, draft: WorkflowVersion, refused?: Refusal): Promise<void> {
    const { language } = visitOf(res);
    const inForce = (await this.library.of(draft.code)).find((one) => one.status === 'published');
    const model = {
      ...this.page.shown(draft, language),
      draft,
      inForce: inForce ?? null,
      faults: await this.library.faults(draft.document),
      errors: [],
      refusal: refused && refused.errors.length === 0 ? refused : null,
      ...(inForce ? await this.compared(draft, inForce, language) : { differences: [] }),
    };
    this.pages.render(res, 'administration/iter-draft', model, refused ? statusOf(refused) : 200);
  }

  /** The text as typed, or as the draft is. */
  text(
    res: Response,
    draft: WorkflowVersion,
    given: {
      typed?: string;
      faults?: readonly LineFault[];
      refusal?: Refusal | null;
      isChecked?: boolean;
    } = {},
  ): void {
    const {
      typed = writeText(draft.document),
      faults = [],
      refusal = null,
      isChecked = false,
    } = given;
    const { language } = visitOf(res);
    const model = {
      ...{ draft, faults, refusal, isChecked },
      label: inLanguage(draft.document.label, language),
      values: { testo: typed },
      errors: [],
    };
    const status = refusal ? statusOf(refusal) : faults.length > 0 && !isChecked ? 422 : 200;
    this.pages.render(res, 'administration/iter-text', model, status);
  }

  async check(typed: string): Promise<CheckedText> {
    const text = readText(typed);
    if (text.unreadable.length > 0) return { document: null, faults: text.unreadable };
    const read = readDocument(text.given);
    if ('faults' in read) return { document: null, faults: read.faults.map(text.withLine) };
    const faults = await this.library.faults(read.document);
    return { document: read.document, faults: faults.map(text.withLine) };
  }

  /** A form of one part of the draft. */
  async part(
    res: Response,
    view: 'administration/iter-state' | 'administration/iter-action',
    model: { readonly values: TypedValues } & Record<string, unknown>,
    refused?: Refusal,
  ): Promise<void> {
    const { language } = visitOf(res);
    const offices = (await this.offices.list()).map(({ code, name }) => ({
      value: code,
      label: inLanguage(name, language),
    }));
    const errors = refused?.errors ?? [];
    const shown = {
      ...model,
      offices,
      errors,
      refusal: refused && errors.length === 0 ? refused : null,
    };
    this.pages.render(res, view, shown, refused ? statusOf(refused) : 200);
  }

  private async compared(
    draft: WorkflowVersion,
    inForce: WorkflowVersion,
    language: ReturnType<typeof visitOf>['language'],
  ) {
    const numbers = [inForce.number, draft.number] as const;
    const found = await this.page.comparison(draft.code, numbers, language);
    return { differences: found?.differences ?? [] };
  }
}
