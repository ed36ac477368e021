import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Category } from '../../src/catalogue/category.entity.js';
import { Catalogue } from '../../src/catalogue/catalogue.service.js';
import { insertRows } from '../../src/database/insert-rows.js';
import { Notice } from '../../src/notices/notice.entity.js';
import { RequestViews } from '../../src/requests/queries/request-views.service.js';
import { Routing } from '../../src/routing/routing.service.js';
import { RuleWatch } from '../../src/routing/rule-watch.service.js';
import { RoutingRule } from '../../src/routing/routing-rule.entity.js';
import { canonicalSha256 } from '../../src/shared/canonical-json.js';
import { newId } from '../../src/shared/ids.js';
import type { ActionDefinition, WorkflowDocument } from '../../src/workflow/domain/document.js';
import { readShippedWorkflows } from '../../src/workflow/shipped-workflows.js';
import { nextNumber, Workflows } from '../../src/workflow/workflow.service.js';
import { WorkflowVersion } from '../../src/workflow/workflow-version.entity.js';
import { rule } from '../routing/rules.js';
import { done, file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';

const CATEGORY = 'roads-signs';
const shipped = readShippedWorkflows();
const fault = shipped.find(({ code }) => code === 'fault')!;

/** The iter with this part of one of its actions another one; null takes the action out. */
function faultWith(code: string, parts: Partial<ActionDefinition> | null): WorkflowDocument {
  const actions = fault.actions.flatMap((action) => {
    if (action.code !== code) return [action];
    return parts ? [{ ...action, ...parts }] : [];
  });
  return { ...fault, actions };
}

const reason = { code: 'reason', type: 'text', required: true, label: { it: 'Perché' }, visibility: 'public' } as const; // prettier-ignore
const asking = (code: string) => [...fault.actions.find((one) => one.code === code)!.fields, reason]; // prettier-ignore

const broken: readonly [string, WorkflowDocument, readonly string[]][] = [
  ['has no such action', faultWith('send-to-partner', null), []],
  ['asks for more', faultWith('send-to-partner', { fields: asking('send-to-partner') }), []],
  ['wants a note', faultWith('send-to-partner', { note: 'required' }), []],
  ['leaves it to operators', faultWith('send-to-partner', { by: ['operator'] }), []],
  ['sends only later', faultWith('send-to-partner', { from: ['taken-in-charge'] }), []],
  [
    'waits for an outcome',
    faultWith('send-to-partner', { guards: [{ kind: 'outcome-chosen' }] }),
    [],
  ],
  ['asks nobody', faultWith('send-to-partner', { effects: [] }), []],
  ['asks more of a second one', faultWith('assign-partner', { fields: asking('assign-partner') }), ['luce-strade']], // prettier-ignore
  ['has no way for a second one', faultWith('assign-partner', null), ['luce-strade']],
];

describe('no rule and no iter loses a report', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    const { town } = house;
    const executors = ['luce-strade', 'acque-costiere'].map((partner, i) => ({
      ...rule(`to-${partner}`, { categoryId: town.categoryId(CATEGORY), partnerId: town.partnerId(partner), involvement: 'executor' }), // prettier-ignore
      ...{ position: 500 + i, id: newId(), isActive: true, version: 1 },
    }));
    await house.transactions.run((em) => insertRows(em, RoutingRule, executors));
    house.get(Routing).forget();
    await running('fault');
  });
  afterAll(() => house.close());

  const running = async (workflowCode: string) => {
    const change = { workflowCode, needsAuthorisation: false };
    await house.transactions.run((em) => em.update(Category, { code: CATEGORY }, change));
    house.get(Catalogue).forget();
  };
  /** As it may lie in a database: no linter has seen it. */
  const inForce = async (document: WorkflowDocument) => {
    const { code } = document;
    await house.transactions.run(async (em) => {
      await em.update(WorkflowVersion, { code, status: 'published' }, { status: 'retired' });
      const number = await nextNumber(em, code);
      const sha256 = canonicalSha256({ document, number });
      const version = { id: newId(), code, number, status: 'published' as const, document: document as object, sha256, publishedAt: house.clock.now(), publishedBy: 'Ivo Greco' }; // prettier-ignore
      await insertRows(em, WorkflowVersion, [version]);
    });
    house.get(Workflows).forget(code);
  };
  const filed = async () => {
    const receipt = await file(house);
    const view = done(await house.get(RequestViews).view(house.town.dario, receipt.ticketNumber, 'it')); // prettier-ignore
    return { receipt, ...view };
  };

  test.each(broken)(
    'where the iter %s, it is filed, stays with its office, and the timeline says so',
    async (_what, document, sent) => {
      await inForce(document);
      const { receipt, steps, tasks, ...view } = await filed();
      await inForce(fault);
      expect(receipt.sentTo).toHaveLength(sent.length);
      expect(tasks).toHaveLength(sent.length);
      expect(view.office.code).toBe('roads-works');
      const told = steps.filter(({ action }) => action === 'not-sent');
      expect(told).toHaveLength(2 - sent.length);
      expect(told.at(-1)).toMatchObject({
        visibility: 'internal',
        label: 'Non inviata a chi indica una regola: decide l’ufficio',
        actor: { kind: 'system' },
        data: { notSent: { rule: 'Regola to-acque-costiere' } },
      });
    },
  );

  test('the administrators hear of rules that their iter leaves without effect', async () => {
    await inForce(faultWith('send-to-partner', null));
    await house.get(RuleWatch).look();
    const told = await house.reads.of(Notice).findBy({ kind: 'rule-fault', roleCode: 'administrator' }); // prettier-ignore
    await inForce(fault);
    expect(told.map(({ data }) => [data['ruleCode'], data['fault'], data['about']])).toContainEqual(
      ['to-luce-strade', 'iter-cannot-send', 'Guasto o disservizio'],
    ); // prettier-ignore
  });

  test('an iter that would leave a rule without effect is not published, and the refusal names the rule', async () => {
    const { town, transactions, clock } = house;
    const broken = faultWith('send-to-partner', null);
    const answer = await transactions.run((em) => house.get(Workflows).publish(em, broken, town.dario.name, clock.now())); // prettier-ignore
    expect(answer).toMatchObject({
      errors: [
        {
          ...{ field: 'actions', code: 'workflow-rule-cannot-send' },
          data: {
            names: expect.stringContaining('Regola to-luce-strade, Regola to-acque-costiere'),
          },
        },
      ],
    });
  });

  test.each(shipped.map(({ code }) => [code]))(
    'under the shipped iter %s every executor gets a task, or the timeline says that it gets none',
    async (code) => {
      await running(code);
      const { receipt, steps, tasks } = await filed();
      const notSent = steps.filter(({ action }) => action === 'not-sent');
      expect(tasks.length + notSent.length).toBe(2);
      expect(receipt.sentTo).toHaveLength(tasks.length);
    },
  );
});
