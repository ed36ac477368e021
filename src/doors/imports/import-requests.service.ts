import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Catalogue } from '../../catalogue/catalogue.service.js';
import { ImportDesk } from '../../requests/importing/import-desk.service.js';
import type { ImportedRequest } from '../../requests/importing/imported-request.js';
import { Clock } from '../../shared/clock.js';
import { Workflows } from '../../workflow/workflow.service.js';
import { ImportFault, type Mapping } from './mapping.js';
import { readRows } from './read-rows.js';
import { RowRefused, stateOf } from './read-request.js';

/** What became of a table: every row after its heading is in one of the three. */
export interface ImportSummary {
  readonly imported: number;
  /** Already there, by source and id. */
  readonly known: number;
  readonly refused: readonly { readonly line: number; readonly why: RowRefused }[];
}

const BATCH_ROWS = 200;

/**
 * Takes a table of another system in, batch by batch, each stored whole or not at all: stopped and started again it goes on where it was,
 * and doubles nothing. Refuses (throws {@link ImportFault}) a mapping that names a category or state which this council does not have.
 */
@Injectable()
export class ImportRequests {
  constructor(
    private readonly desk: ImportDesk,
    private readonly catalogue: Catalogue,
    private readonly workflows: Workflows,
    private readonly clock: Clock,
  ) {}

  /** `onBatch` hears after each batch how many rows are done. */
  async run(
    table: Readable,
    mapping: Mapping,
    onBatch: (rows: number) => void = () => undefined,
  ): Promise<ImportSummary> {
    await this.check(mapping);
    const summary = { imported: 0, known: 0, refused: [] as { line: number; why: RowRefused }[] };
    let batch: ImportedRequest[] = [];
    let rows = 0;
    const store = async (): Promise<void> => {
      const { imported, known } = await this.desk.importRequests(batch, mapping.name);
      summary.imported += imported;
      summary.known += known;
      batch = [];
      onBatch(rows);
    };
    for await (const { line, read } of readRows(table, mapping, this.clock.now())) {
      rows += 1;
      if (read instanceof RowRefused) summary.refused.push({ line, why: read });
      else batch.push(read);
      if (batch.length === BATCH_ROWS) await store();
    }
    if (batch.length > 0) await store();
    return summary;
  }

  private async check(mapping: Mapping): Promise<void> {
    const named = [...Object.values(mapping.categories), mapping.blankCategory];
    const codes = new Set(named.filter((code) => code !== undefined));
    const faults: string[] = [];
    for (const code of codes) {
      const category = await this.catalogue.byCode(code);
      if (!category) faults.push(`categories: this council has no category "${code}"`);
      else faults.push(...(await this.unknownStates(category.workflowCode, mapping)));
    }
    if (faults.length > 0)
      throw new ImportFault('the mapping cannot be used', [...new Set(faults)]);
  }

  private async unknownStates(workflowCode: string, mapping: Mapping): Promise<string[]> {
    const { document } = await this.workflows.current(workflowCode);
    const states = new Map(document.states.map(({ code, kind }) => [code, kind]));
    return Object.entries(mapping.states).flatMap(([word, meaning]) => {
      const code = stateOf(meaning);
      const kind = states.get(code);
      if (!kind) return [`states.${word}: the iter "${workflowCode}" has no state "${code}"`];
      const isOver = meaning.becomes === 'closed' || meaning.becomes === 'withdrawn';
      return isOver === (kind === 'closed')
        ? []
        : [`states.${word}: "${code}" is ${kind} in the iter "${workflowCode}"`];
    });
  }
}
