/**
 * Random commands of random people on a real database, through the very services that the doors call. The model knows the published iter
 * and reads what was written: whoever did what, the rows must tell one story. The same walks every time, so that a red run is a change's own; for
 * others, and thousands of commands: `MODEL_WALKS=150 MODEL_SEED=7 npm test -- test/requests/model`.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  may,
  type OfficeViewer,
  type PartnerViewer,
  type Viewer,
} from '../../src/access/viewer.js';
import { ClockSweep } from '../../src/requests/clock/clock-sweep.service.js';
import { CorrectionDesk } from '../../src/requests/corrections/correction-desk.service.js';
import { RequestViews } from '../../src/requests/queries/request-views.service.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import { StepDesk } from '../../src/requests/steps/step-desk.service.js';
import { TASK_ACTIONS } from '../../src/requests/tasks/domain/answer.js';
import { TaskDesk } from '../../src/requests/tasks/task-desk.service.js';
import { Task } from '../../src/requests/tasks/task.entity.js';
import { Verifier } from '../../src/requests/verifying/verifier.service.js';
import { newId } from '../../src/shared/ids.js';
import { isRefusal, type Refusal } from '../../src/shared/refusal.js';
import { civilDate } from '../../src/calendar/domain/civil-time.js';
import { actionMoves } from '../../src/workflow/domain/effects.js';
import type { ActionDefinition } from '../../src/workflow/domain/document.js';
import { file } from '../support/filings.js';
import { type House, openHouse } from '../support/house.js';
import { rightAnswer } from '../workflow/right-answer.js';
import { findBreach } from './told-story.js';

const DAY_MS = 86_400_000;
const WALKS = Number(process.env['MODEL_WALKS'] ?? 12);
const SEED = Number(process.env['MODEL_SEED'] ?? 20_261_121);
const LONG = 20_000 + WALKS * 20_000;
const OF_EACH_ITER: readonly (readonly [string, Record<string, string>])[] = [
  ['roads-signs', { defect: 'pothole' }],
  ['street-furniture', { object: 'bench' }],
  ['buildings-schools', { 'gas-smell': 'no' }],
  ['waste-cleaning', { kind: 'dumped' }],
  ['council-services', {}],
  ['pests-animals', { animal: 'stray' }],
];
const PEOPLE = [
  ...['bruno', 'beatrice', 'carla', 'dario', 'nadia', 'irene', 'teresa', 'paolo', 'sara'],
  ...['quinto', 'olga', 'gina', 'elena', 'fabio', 'hugo', 'ivo', 'walter', 'lia', 'tommaso'],
];

const command = fc.record({
  does: fc.noBias(
    fc.constantFrom('step', 'step', 'step', 'step', 'race', 'task', 'task', 'time', 'correct'),
  ),
  who: fc.noBias(fc.nat({ max: 9_999 })),
  other: fc.noBias(fc.nat({ max: 9_999 })),
  pick: fc.noBias(fc.nat({ max: 9_999 })),
  isOffered: fc.constantFrom(true, true, true, true, false),
  version: fc.constantFrom('right', 'right', 'right', 'right', 'old', 'none'),
  daysLater: fc.constantFrom(1, 4, 31),
});
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;
const walk = fc.record({
  iter: fc.noBias(fc.nat({ max: OF_EACH_ITER.length - 1 })),
  commands: fc.array(command, { minLength: 20, maxLength: 40, size: 'max' }),
});

/** Of one request: who may come, and what stands in its row. */
interface Walk {
  readonly ticketNumber: string;
  readonly people: readonly Viewer[];
}

describe('requests of every iter under random commands', () => {
  let house: House;
  let staff: (OfficeViewer | PartnerViewer)[];
  let earlier: string;
  const taken = new Map<string, number>();
  beforeAll(async () => {
    house = await openHouse();
    staff = await Promise.all(PEOPLE.map((name) => house.town.viewer(name)));
    earlier = (await file(house)).ticketNumber;
  });
  afterAll(() => house.close());

  const row = (ticketNumber: string) =>
    house.reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });

  test(
    'rows tell one story, whoever did what: no step outside the iter, one winner, sound chains, honest facts',
    async () => {
      const run = async ({ iter, commands }: { iter: number; commands: readonly Command[] }) => {
        const [category, answers] = OF_EACH_ITER[iter]!;
        const { ticketNumber } = await file(house, { category, answers });
        const { id } = await row(ticketNumber);
        const citizen: Viewer = { kind: 'citizen', requestId: id, ticketNumber };
        const on: Walk = { ticketNumber, people: [...staff, citizen, citizen, citizen] };
        for (const one of commands) {
          await doIt(on, one);
          expect(await findBreach(house, ticketNumber)).toBeNull();
        }
        expect(await house.get(Verifier).verifyOne(id)).toBeNull();
      };
      await fc.assert(fc.asyncProperty(walk, run), {
        numRuns: WALKS,
        seed: SEED,
        endOnFailure: true, // each run files a request of its own: shrinking would take minutes
      });
      expect(taken.size).toBeGreaterThan(15);
      expect(await house.get(Verifier).verify()).toMatchObject({ requests: WALKS + 1, bad: [] });
    },
    LONG,
  );

  test('a step that asks for a photo is not made by saying that one was sent', async () => {
    const { ticketNumber } = await file(house);
    const claim = { action: 'photo', data: { photos: 2 }, files: [] };
    const answer = await house.get(StepDesk).record(house.town.bruno, ticketNumber, claim, newId());
    expect(answer).toMatchObject({ errors: [{ field: 'data.photos', code: 'required' }] });
  });

  function doIt(on: Walk, one: Command): Promise<void> {
    if (one.does === 'time') return timePasses(one);
    if (one.does === 'task') return answersTask(on, one);
    if (one.does === 'correct') return corrects(on, one);
    return one.does === 'race' ? race(on, one) : takesStep(on, one);
  }

  async function takesStep(on: Walk, one: Command): Promise<void> {
    const { version, workflowVersionId } = await row(on.ticketNumber);
    const [viewer, offered] = await whoCan(on, one);
    const all = await house.reads.rows<{ action: string }>('SELECT DISTINCT action FROM steps');
    const asked = seldom(offered)[one.pick % Math.min(offered.length || 1, 3)];
    const unasked = { code: all[one.pick % all.length]!.action, note: 'none', fields: [] };
    const action = one.isOffered && asked ? asked : (unasked as unknown as ActionDefinition); // what a liar sends
    const named = { right: { version }, old: { version: version - 1 }, none: {} }[one.version];
    const answer = await record(viewer, on, { action, named: named ?? {} });
    expect(workflowVersionId).toBe((await row(on.ticketNumber)).workflowVersionId);
    if (isRefusal(answer)) return;
    expect(offered.map(({ code }) => code)).toContain(action.code);
    expect(one.version === 'old' || (one.version === 'none' && actionMoves(action))).toBe(false);
    taken.set(action.code, (taken.get(action.code) ?? 0) + 1);
  }

  /** The most seldom taken so far first: else walks hardly reach an end. */
  function seldom(offered: readonly ActionDefinition[]): readonly ActionDefinition[] {
    const times = ({ code }: ActionDefinition) => taken.get(code) ?? 0;
    return [...offered].sort((a, b) => times(a) - times(b));
  }

  /** Two who saw the same version, each with something that moves it. */
  async function race(on: Walk, one: Command): Promise<void> {
    const { version, officeId } = await row(on.ticketNumber);
    const moving = async (who: number) => {
      const [viewer, offered] = await whoCan(on, { ...one, who }, actionMoves);
      return { viewer, action: offered[one.pick % Math.max(offered.length, 1)] };
    };
    const both = [await moving(one.who), await moving(one.other)];
    const [first, second] = both.map(({ viewer, action }) =>
      action ? record(viewer, on, { action, named: { version } }) : null,
    );
    if (!first || !second) return;
    const answers = await Promise.all([first, second]);
    const refused = answers.filter(isRefusal);
    const isElsewhere = (await row(on.ticketNumber)).officeId !== officeId; // where the loser may see it no more
    const code = isElsewhere ? /^(stale-version|not-found)$/ : /^stale-version$/;
    expect(refused).toMatchObject([{ code: expect.stringMatching(code) as unknown }]);
  }

  async function answersTask({ ticketNumber }: Walk, one: Command): Promise<void> {
    const { id } = await row(ticketNumber);
    const tasks = await house.reads.of(Task).find({ where: { requestId: id }, order: { id: 1 } });
    const task = tasks[one.pick % Math.max(tasks.length, 1)];
    if (!task) return;
    const theirs = staff.filter((person) => isTheirs(person, task));
    const viewer = one.isOffered
      ? theirs[one.who % Math.max(theirs.length, 1)]
      : staff[one.who % staff.length];
    if (!viewer) return;
    const words = 'Lavoro del 18 maggio, come richiesto.';
    const answer = {
      action: TASK_ACTIONS[one.other % TASK_ACTIONS.length]!,
      version: one.version === 'old' ? task.version - 1 : task.version,
      note: words,
      reason: words,
      plannedFor: new Date(house.clock.now().getTime() + DAY_MS),
    };
    const send = () =>
      house
        .get(TaskDesk)
        .answer(viewer, { taskId: task.id, ticketNumber }, { answer, files: [], key: newId() });
    const answers = await Promise.all([send(), send()]); // of the same version
    const taken = answers.filter((given) => !isRefusal(given));
    const areWords = answer.action === 'note' || answer.action === 'ask'; // take no version
    expect(taken.length).toBeLessThanOrEqual(areWords ? 2 : 1);
    const isOld = one.version === 'old' && !areWords;
    if (isOld || !theirs.includes(viewer)) expect(taken).toEqual([]);
  }

  async function corrects({ ticketNumber, people }: Walk, one: Command): Promise<void> {
    const { version, lastSeq } = await row(ticketNumber);
    const given = { seq: 1 + (one.pick % lastSeq), reason: 'Registrata per errore.', version };
    const able = people.filter((person) => may(person, 'requests.correct'));
    const viewer = able[one.who % able.length]!;
    const correction = { ...given, treatment: 'keep' as const };
    await house.get(CorrectionDesk).correct(viewer, ticketNumber, correction, newId());
  }

  async function timePasses({ daysLater }: Command): Promise<void> {
    house.clock.pass(daysLater * DAY_MS);
    await house.get(ClockSweep).sweep();
  }

  async function record(
    viewer: Viewer,
    { ticketNumber }: Walk,
    { action, named }: { action: ActionDefinition; named: { version?: number } },
  ): Promise<{ seq: number } | Refusal> {
    const { officeId, categoryId } = await row(ticketNumber);
    const colleague = staff.find(
      (one) => one.kind === 'office' && one.officeIds.includes(officeId),
    );
    const references = {
      person: colleague?.accountId ?? '',
      office: house.town.officeId('green'),
      partner: house.town.partnerId('luce-strade'),
      category: categoryId,
      ticket: earlier,
    };
    const next = civilDate(new Date(house.clock.now().getTime() + DAY_MS));
    const { data, note } = rightAnswer(action, references, { on: next });
    const files = action.fields.some(({ type, required }) => type === 'photo' && required)
      ? [PHOTO]
      : [];
    const command = { action: action.code, data, files, ...(note ? { note } : {}), ...named };
    return house.get(StepDesk).record(viewer, ticketNumber, command, newId());
  }

  /** Somebody whom the iter offers something, beginning with a random person; else that person, with nothing. */
  async function whoCan(
    { people, ticketNumber }: Walk,
    { who }: Pick<Command, 'who'>,
    suits: (action: ActionDefinition) => boolean = () => true,
  ): Promise<[Viewer, readonly ActionDefinition[]]> {
    for (let turn = 0; turn < people.length; turn += 1) {
      const viewer = people[(who + turn) % people.length]!;
      const view = await house.get(RequestViews).view(viewer, ticketNumber, 'it');
      const offered = isRefusal(view) ? [] : view.actions.filter(suits);
      if (offered.length > 0) return [viewer, offered];
    }
    return [people[who % people.length]!, []];
  }
});

const PHOTO = {
  kind: 'photo',
  storedAs: 'photos/of-a-walk.jpg',
  digest: '0'.repeat(64),
  mediaType: 'image/jpeg',
  sizeBytes: 1_000,
  originalName: 'foto.jpg',
} as const;

function isTheirs(viewer: OfficeViewer | PartnerViewer, { partnerId, officeId }: Task): boolean {
  if (viewer.kind === 'partner') return viewer.partnerId === partnerId;
  return officeId !== null && viewer.officeIds.includes(officeId);
}
