import { Injectable } from '@nestjs/common';
import { inLanguage, type Language } from '../../../shared/localized-text.js';
import { differences } from '../../../workflow/domain/drafting/differences.js';
import {
  type Running,
  WorkflowLibrary,
} from '../../../workflow/drafts/workflow-library.service.js';
import { WorkflowDrawings } from '../../../workflow/drawing/workflow-drawings.service.js';
import type { WorkflowVersion } from '../../../workflow/workflow-version.entity.js';
import { actionRows, changedStates, differenceLines, stateRows } from './iter-tables.js';

/** Promises the administrator's pages of iters as plain data: the list, one version, two versions side by side. Shows no request. */
@Injectable()
export class IterPage {
  constructor(
    private readonly library: WorkflowLibrary,
    private readonly drawings: WorkflowDrawings,
  ) {}

  async list(language: Language) {
    const [versions, running, categories] = await Promise.all([
      this.library.all(),
      this.library.running(),
      this.library.categories(),
    ]);
    const codes = [...new Set(versions.map(({ code }) => code))];
    const iters = await Promise.all(
      codes.map(async (code) => {
        const own = versions.filter((version) => version.code === code);
        const inForce = own.find(({ status }) => status === 'published') ?? null;
        const [newest] = own;
        return {
          code,
          label: newest ? inLanguage((inForce ?? newest).document.label, language) : code,
          inForce,
          draft: own.find(({ status }) => status === 'draft') ?? null,
          running: runningOn(own, running).filter(({ count }) => count > 0),
          faults: await this.faultCount([...(inForce ? [inForce] : []), ...used(own, running)]),
          categories: categories.filter(({ workflow }) => workflow === code).length,
        };
      }),
    );
    return { iters, missing: categories.filter(({ workflow }) => !isInForce(versions, workflow)) };
  }

  async one(code: string, number: number | null, language: Language) {
    const versions = await this.library.of(code);
    const inForce = versions.find(({ status }) => status === 'published');
    const chosen =
      number === null ? (inForce ?? versions[0]) : versions.find((v) => v.number === number);
    if (!chosen) return null;
    const running = runningOn(versions, await this.library.running());
    const draft = versions.find(({ status }) => status === 'draft') ?? null;
    return {
      ...this.shown(chosen, language),
      code,
      version: chosen,
      inForce: inForce ?? null,
      draft,
      newlyShipped: (await this.library.newlyShipped(code)) !== null,
      faults: await this.library.faults(chosen.document),
      versions: versions.map((version) => ({
        ...version,
        statusKey: `iters:statuses.${version.status}`,
        running: running.find((one) => one.number === version.number)?.count ?? 0,
        isShown: version === chosen,
        canMove: version.status === 'retired' && inForce !== undefined,
      })),
    };
  }

  /** Diagram, words and tables of one document. */
  shown({ document }: Pick<WorkflowVersion, 'document'>, language: Language) {
    return {
      label: inLanguage(document.label, language),
      drawing: this.drawings.draw(document, language),
      lines: this.drawings.lines(document, language),
      states: stateRows(document, language),
      actions: actionRows(document, language, this.drawings),
    };
  }

  async comparison(code: string, numbers: readonly [number, number], language: Language) {
    const [before, after] = await Promise.all(
      numbers.map((number) => this.library.version(code, number)),
    );
    if (!before || !after) return null;
    const found = differences(before.document, after.document);
    const marks = changedStates(found);
    const sides = [before, after].map((version, at) => ({
      number: version.number,
      statusKey: `iters:statuses.${version.status}`,
      drawing: this.drawings.draw(version.document, language, {
        id: `v${version.number}-${at}`,
        marks,
      }),
      lines: this.drawings.lines(version.document, language, marks),
    }));
    const drawings = this.drawings;
    const context = { before: before.document, after: after.document, language, drawings };
    return {
      code,
      label: inLanguage(after.document.label, language),
      versions: (await this.library.of(code)).map(({ number }) => ({
        value: String(number),
        label: String(number),
      })),
      sides,
      differences: differenceLines(found, context),
    };
  }

  private async faultCount(versions: readonly WorkflowVersion[]): Promise<number> {
    const unique = [...new Set(versions)];
    const found = await Promise.all(unique.map(({ document }) => this.library.faults(document)));
    return found.flat().length;
  }
}

function isInForce(versions: readonly WorkflowVersion[], code: string): boolean {
  return versions.some((version) => version.code === code && version.status === 'published');
}

function runningOn(versions: readonly WorkflowVersion[], running: readonly Running[]) {
  return versions.map(({ id, number }) => ({
    number,
    count: running
      .filter(({ versionId }) => versionId === id)
      .reduce((sum, { count }) => sum + count, 0),
  }));
}

function used(
  versions: readonly WorkflowVersion[],
  running: readonly Running[],
): WorkflowVersion[] {
  return versions.filter(({ id }) => running.some(({ versionId }) => versionId === id));
}
