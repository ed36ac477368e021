/**
 * Random commands of random people on a real database, through the very services that the doors call. The model knows the published iter
 * and reads what was written: whoever did what, the rows must tell one story. The same walks every time, so that a red run is a change's own; for
 * others, and thousands of commands: `MODEL_WALKS=150 MODEL_SEED=7 npm test -- test/requests/model`.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CategoryBook } from '../../../src/catalogue/category-book.service.js';
import { StepDesk } from '../../../src/requests/steps/step-desk.service.js';
import { Verifier } from '../../../src/requests/verifying/verifier.service.js';
import { SEEDED_ROLES } from '../../../src/accounts/seeded-roles.js';
import { newId } from '../../../src/shared/ids.js';
import { ROLE_CODES } from '../../../src/workflow/domain/lint/fault.js';
import { awaitsAuthorisation } from '../../../src/workflow/domain/lint/authorisation.js';
import type { WorkflowDocument } from '../../../src/workflow/domain/document.js';
import { standingOnes } from '../../../src/workflow/shipped-workflows.js';
import { WorkflowDrafts } from '../../../src/workflow/drafts/workflow-drafts.service.js';
import { Workflows } from '../../../src/workflow/workflow.service.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { anyDocument } from '../../workflow/any/document.js';
import { commands } from './commands.js';
import { Townspeople } from './townspeople.js';
import { Walker } from './walker.js';

const WALKS = Number(process.env['MODEL_WALKS'] ?? 12);
const SEED = Number(process.env['MODEL_SEED'] ?? 20_261_121);
const LONG = 20_000 + WALKS * 20_000;
const WALKED = {
  numRuns: WALKS,
  seed: SEED,
  endOnFailure: true, // each run files a request of its own: shrinking would take minutes
};
const OF_EACH_ITER: readonly (readonly [string, Record<string, string>])[] = [
  ['roads-signs', { defect: 'pothole' }],
  ['street-furniture', { object: 'bench' }],
  ['buildings-schools', { 'gas-smell': 'no' }],
  ['waste-cleaning', { kind: 'dumped' }],
  ['council-services', {}],
  ['pests-animals', { animal: 'stray' }],
];

/** Of the town: what its linter is told. */
const KNOWN = {
  ...{ roles: ROLE_CODES, standing: standingOnes() },
  offices: ['roads-works', 'environment', 'green'],
  working: ['operator', 'supervisor', 'director'],
  seeing: Object.values(SEEDED_ROLES).flatMap(({ permissions }) => permissions),
};
const TERMS = [{ days: 30 }, { workingDays: 5 }, { hours: 24 }] as const;

describe('requests under random commands', () => {
  let house: House;
  let walker: Walker;
  let filed = 1;
  beforeAll(async () => {
    house = await openHouse();
    const { ticketNumber } = await file(house);
    walker = new Walker(house, await Townspeople.of(house), ticketNumber);
  });
  afterAll(() => house.close());

  test(
    'rows tell one story on every shipped iter: no step outside it, one winner, sound chains, honest facts',
    async () => {
      const walk = fc.record({ iter: fc.noBias(fc.nat({ max: OF_EACH_ITER.length - 1 })), commands }); // prettier-ignore
      const run = async ({
        iter,
        commands,
      }: typeof walk extends fc.Arbitrary<infer W> ? W : never) => {
        // prettier-ignore
        const [category, answers] = OF_EACH_ITER[iter]!;
        const { ticketNumber } = await file(house, { category, answers });
        filed += 1;
        await walker.walk(ticketNumber, commands);
      };
      await fc.assert(fc.asyncProperty(walk, run), WALKED);
      expect(walker.taken.size).toBeGreaterThan(15);
      expect(await house.get(Verifier).verify()).toMatchObject({ requests: filed, bad: [] });
    },
    LONG,
  );

  test(
    'and on iters that nobody has thought of, whatever the linter accepts',
    async () => {
      const roll = fc.noBias(fc.nat({ max: 9_999 }));
      const walk = fc.record({ document: anyDocument(KNOWN), roll, commands });
      const run = async ({
        document,
        roll,
        commands,
      }: typeof walk extends fc.Arbitrary<infer W> ? W : never) => {
        // prettier-ignore
        const category = await inUse(document, roll);
        const { ticketNumber } = await file(house, { category, answers: {} });
        filed += 1;
        await walker.walk(ticketNumber, commands);
      };
      const numRuns = Math.ceil((WALKS * 2) / 3);
      await fc.assert(fc.asyncProperty(walk, run), { ...WALKED, numRuns });
      expect(await house.get(Verifier).verify()).toMatchObject({ requests: filed, bad: [] });
    },
    LONG,
  );

  test('a step that asks for a photo is not made by saying that one was sent', async () => {
    const { ticketNumber } = await file(house);
    const claim = { action: 'photo', data: { photos: 2 }, files: [] };
    const answer = await house.get(StepDesk).record(house.town.bruno, ticketNumber, claim, newId());
    expect(answer).toMatchObject({ errors: [{ field: 'data.photos', code: 'required' }] });
  });

  /** Published as an administrator does it, and given to a category of its own, whose code is answered. */
  async function inUse(given: WorkflowDocument, roll: number): Promise<string> {
    const code = `any-${filed}`;
    const { accountId, name } = house.town.ivo;
    const drafts = house.get(WorkflowDrafts);
    const author = { accountId, name };
    const from = await house.get(Workflows).current('fault');
    expect(await drafts.start(from, { code, label: given.label }, author)).toBeUndefined();
    const seen = async () => ({ code, sha256: (await drafts.of(code))?.sha256 ?? '' });
    expect(await drafts.save(await seen(), { ...given, code })).toBeUndefined();
    expect(await drafts.publish(await seen(), author)).toBeUndefined();
    const fields = {
      ...{ name: { it: code }, description: null, office: 'roads-works', workflow: code },
      term: TERMS[roll % TERMS.length]!,
      needsAuthorisation: awaitsAuthorisation(given) && roll % 2 === 0,
      ...{ isActive: true, notice: null, stop: null },
    };
    done(await house.get(CategoryBook).create(code, fields, accountId));
    return code;
  }
});
