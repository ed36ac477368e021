import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { canonicalSha256 } from '../../../../src/shared/canonical-json.js';
import type { WorkflowDocument } from '../../../../src/workflow/domain/document.js';
import { readShippedWorkflows } from '../../../../src/workflow/shipped-workflows.js';
import { WorkflowVersion } from '../../../../src/workflow/workflow-version.entity.js';
import { type House, openHouse } from '../../../support/house.js';
import type { Browser } from '../../../web/browser.js';
import { sentForm } from '../../../web/sent-form.js';
import { signedIn } from '../../partners/signed-in.js';

const DRAFT = '/amministrazione/iter/fault/bozza';
const CHECK = `${DRAFT}/azioni/verify`;

describe('the page of an action', () => {
  let house: House;
  let ivo: Browser;
  beforeAll(async () => {
    house = await openHouse();
    ivo = await signedIn(house, 'ivo');
    await ivo.post(DRAFT, { da: '1' });
  });
  afterAll(() => house.close());

  const draftOf = (code: string) =>
    house.reads.of(WorkflowVersion).findOneByOrFail({ code, status: 'draft' });
  const action = async (code: string) =>
    (await draftOf('fault')).document.actions.find((one) => one.code === code);
  const opened = async (address: string) => {
    await ivo.get(address);
    return sentForm(ivo.page, address);
  };
  const text = () => ivo.page.replace(/\s+/g, ' ');

  test.each(readShippedWorkflows().map((document) => [document.code, document] as const))(
    'opened and saved, each action of %s leaves the draft byte for byte as it was',
    async (code, { actions }: WorkflowDocument) => {
      const draft = `/amministrazione/iter/${code}/bozza`;
      await ivo.post(draft, { da: '1' });
      const before = await draftOf(code);
      for (const one of actions) {
        const address = `${draft}/azioni/${one.code}`;
        const sent = await opened(address);
        expect((await ivo.post(address, sent)).status).toBe(303);
        expect((await draftOf(code)).sha256).toBe(before.sha256);
      }
      expect(canonicalSha256((await draftOf(code)).document)).toBe(before.sha256);
    },
  );

  test('what was asked to be added is there to be filled in, with all that was typed, and nothing is saved', async () => {
    const before = await draftOf('fault');
    const sent = await opened(CHECK);
    const typed = { ...sent, 'label.it': 'Verificare bene', 'add.fields': 'choice', vai: 'fields' };
    expect((await ivo.post(CHECK, typed)).status).toBe(200);
    expect(text()).toContain('id="aggiunto"');
    expect(text()).toContain('Verificare bene');
    const [group = ''] = /fields\.\d+(?=\.type" value="choice")/.exec(text()) ?? [];
    const grown = sentForm(ivo.page, CHECK);
    expect(Object.keys(grown).filter((name) => name.startsWith(`${group}.choices.`))).toHaveLength(
      9,
    );
    const entry = { ...grown, vai: group };
    await ivo.post(CHECK, entry);
    expect(sentForm(ivo.page, CHECK)[`${group}.choices.4.newCode`]).toEqual(['']);
    expect((await draftOf('fault')).sha256).toBe(before.sha256);
    expect((await ivo.post(CHECK, { ...sent, vai: 'guards' })).status).toBe(422);
    expect(text()).toContain('id="fault-add.guards"');
  });

  test('a choice with entries, a limit on a number and a task are added, each by what is there to choose', async () => {
    const sent = await opened(CHECK);
    const typed = {
      ...sent,
      'fields.7.type': 'choice',
      'fields.7.label.it': 'Qualità',
      'fields.7.choices.1.label.it': 'Buona',
      'fields.7.choices.2.label.it': 'Discreta',
      'fields.7.choices.3.label.it': 'Da rifare',
      'fields.8.type': 'number',
      'fields.8.label.it': 'Costo finale',
      'fields.8.required': 'on',
      'fields.9.type': 'partner',
      'fields.9.label.it': 'Ditta',
      'add.guards': 'at-most',
      'add.effects': 'open-task',
    };
    // chosen and not yet filled in: saving says what is missing, at its field, and takes nothing away
    expect((await ivo.post(CHECK, typed)).status).toBe(422);
    const again = sentForm(ivo.page, CHECK);
    const [limit = ''] = /guards\.\d+(?=\.limit")/.exec(text()) ?? [];
    const [task = ''] = /effects\.\d+(?=\.executor")/.exec(text()) ?? [];
    for (const name of [`${limit}.limit`, `${limit}.field`, `${task}.executor`, `${task}.task`])
      expect(text()).toContain(`id="fault-${name}"`);
    expect(text()).toContain('<option value="costoFinale">Costo finale</option>');
    expect(text()).toContain('<option value="ditta">Ditta</option>');
    const whole = {
      ...again,
      [`${limit}.field`]: 'costoFinale',
      [`${limit}.limit`]: '12.500,00',
      [`${limit}.unless`]: ['director'],
      [`${task}.executor`]: 'ditta',
      [`${task}.task`]: 'quote',
      [`${task}.days`]: '10',
    };
    expect((await ivo.post(CHECK, { ...whole, [`${task}.days`]: 'dieci' })).status).toBe(422);
    expect(text()).toContain(`id="fault-${task}.days"`);
    expect((await ivo.post(CHECK, whole)).status).toBe(303);
    const saved = await action('verify');
    expect(saved?.fields.slice(-3)).toMatchObject([
      {
        code: 'qualita',
        choices: [{ code: 'buona' }, { code: 'discreta' }, { code: 'da-rifare' }],
      },
      { code: 'costoFinale', required: true },
      { code: 'ditta', type: 'partner' },
    ]);
    expect(saved?.guards.at(-1)).toEqual({
      ...{ kind: 'at-most', field: 'costoFinale', limit: 12_500, unless: ['director'] },
    });
    expect(saved?.effects.at(-1)).toEqual({
      ...{ kind: 'open-task', executor: 'ditta', task: 'quote', days: 10 },
    });
  });

  test('the summary of what is wrong names the rule, the field and the entry', async () => {
    const typed = { ...(await opened(CHECK)), 'add.effects': 'open-task' };
    await ivo.post(CHECK, { ...typed, 'fields.90.type': 'text', 'fields.90.required': 'on' });
    expect(text()).toContain('Apre un incarico, A chi, secondo il campo: ');
    expect(text()).toContain('Nuovo campo, Nome in italiano: ');
  });

  test('a list of two hundred entries is saved like a short one', async () => {
    const sent: Record<string, string | string[]> = await opened(CHECK);
    const [field = ''] = /fields\.\d+(?=\.type" value="choice")/.exec(text()) ?? [];
    for (let n = 11; n <= 210; n += 1) {
      sent[`${field}.choices.${n}.label.it`] = `Via Roma ${n}`;
      sent[`${field}.choices.${n}.label.en`] = '';
      sent[`${field}.choices.${n}.newCode`] = '';
    }
    expect((await ivo.post(CHECK, sent)).status).toBe(303);
    const long = await opened(CHECK);
    const listed = async () => (await action('verify'))?.fields.find((one) => one.choices)?.choices;
    expect(await listed()).toHaveLength(203);
    for (let n = 4; n <= 203; n += 1) long[`${field}.choices.${n}.remove`] = ['on'];
    expect((await ivo.post(CHECK, long)).status).toBe(303);
    expect(await listed()).toHaveLength(3);
  });

  test('an entry without a name and a code that is none are told at their fields, once each', async () => {
    const sent = await opened(CHECK);
    const [field = ''] = /fields\.\d+(?=\.type" value="choice")/.exec(text()) ?? [];
    const typed = {
      ...sent,
      [`${field}.choices.1.label.it`]: '',
      [`${field}.choices.8.label.en`]: 'Only English',
      [`${field}.choices.9.newCode`]: 'Not. a code',
      [`${field}.choices.9.label.it`]: 'Altro',
      ...{ 'fields.91.type': 'text', 'fields.91.newCode': '2x', 'fields.91.label.it': 'Altro' },
    };
    expect((await ivo.post(CHECK, typed)).status).toBe(422);
    for (const name of ['choices.1.label.it', 'choices.8.label.it', 'choices.9.newCode'])
      expect(text()).toContain(`id="fault-${field}.${name}"`);
    expect(text()).toContain('id="fault-fields.91.newCode"');
    expect(text()).not.toContain(`id="fault-${field}.choices.8.newCode"`);
    expect(text()).toContain('value="Not. a code"');
  });

  test('what a rule names and is not there any more stays chosen, until somebody changes it', async () => {
    const { document, sha256 } = await draftOf('fault');
    const strange = document.actions.map((one) =>
      one.code === 'verify'
        ? {
            ...one,
            by: [...one.by, 'office:gone'],
            ...{ from: [...one.from, 'no-state'], to: 'nowhere-state' },
            guards: [{ kind: 'not-who-did', actions: ['vanished', 'close'] }],
            effects: [{ kind: 'move-term', field: 'nowhere' }],
          }
        : one,
    );
    const testo = JSON.stringify({ ...document, actions: strange });
    expect((await ivo.post(`${DRAFT}/testo`, { impronta: sha256, testo })).status).toBe(303);
    const before = await draftOf('fault');
    const sent = await opened(CHECK);
    expect((await ivo.post(CHECK, sent)).status).toBe(303);
    expect((await draftOf('fault')).sha256).toBe(before.sha256);
  });

  test('whoever adds a group to a page that is older than the draft is told so when they save', async () => {
    const sent = await opened(CHECK);
    const other = { ...(await opened(CHECK)), 'label.it': 'Verificare sul posto' };
    expect((await ivo.post(CHECK, other)).status).toBe(303);
    await ivo.post(CHECK, { ...sent, 'add.guards': 'tasks-open', vai: 'guards' });
    expect((await ivo.post(CHECK, sentForm(ivo.page, CHECK))).status).toBe(409);
    expect(text()).toContain('name="guards.2.kind" value="tasks-open"');
    expect((await action('verify'))?.label.it).toBe('Verificare sul posto');
  });
});
