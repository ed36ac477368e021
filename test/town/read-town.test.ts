import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { SEEDED_ROLE_CODES } from '../../src/accounts/seeded-roles.js';
import { readTown, TownFault } from '../../src/doors/administration/town/read-town.js';
import type { TownFile } from '../../src/doors/administration/town/town-schema.js';
import { inventedTown } from '../../src/doors/administration/town/town-seeding.service.js';
import { awaitsAuthorisation } from '../../src/workflow/domain/lint/authorisation.js';
import { readShippedWorkflows } from '../../src/workflow/shipped-workflows.js';
import { insideRing } from '../../src/territory/domain/inside.js';

const known = {
  roles: SEEDED_ROLE_CODES,
  workflows: readShippedWorkflows().map(({ code }) => code),
  authorising: readShippedWorkflows()
    .filter(awaitsAuthorisation)
    .map(({ code }) => code),
};
type Loose = Record<string, Record<string, unknown>[]>;

/** The faults of the invented town after somebody has spoilt it. */
function faultsAfter(yaml: string, spoil: (town: Loose) => void): readonly string[] {
  const town = parse(yaml) as Loose;
  spoil(town);
  return faultsOf(stringify(town));
}

function faultsOf(yaml: string): readonly string[] {
  try {
    readTown(yaml, known);
    return [];
  } catch (error) {
    if (error instanceof TownFault) return error.faults;
    throw error;
  }
}

describe("a town's file", () => {
  let yaml: string;
  let town: TownFile;
  beforeAll(async () => {
    yaml = await inventedTown();
    town = readTown(yaml, known);
  });

  test('a category that asks for an authorisation is on an iter that waits for one', () => {
    const faults = faultsAfter(yaml, ({ categories = [] }) => {
      const category = categories.find(({ code }) => code === 'council-services');
      if (category) category['needsAuthorisation'] = true;
    });
    expect(faults).toEqual([
      'categories.council-services.needsAuthorisation: no action of the workflow "information" waits for an authorisation',
    ]);
  });

  test('every fault is named with its place, those of the schema with the code of the entry', () => {
    const faults = faultsAfter(yaml, ({ offices, categories }) => {
      offices![1]!['name'] = { en: 'Works' };
      offices![2]!['fax'] = '1';
      categories![0]!['term'] = { days: 0 };
    });
    expect(faults).toEqual([
      'offices.1 (roads-works).name: the Italian text (it) is compulsory',
      'offices.2 (street-lighting-office): Unrecognized key: "fax"',
      expect.stringMatching(/^categories\.0 \(water-flooding\)\.term\.days: .*1/),
    ]);
  });

  test('a term is one number of one unit, within the limit of that unit; 30 days where none is said', () => {
    expect(town.categories.find(({ code }) => code === 'parks-green')?.term).toEqual({ days: 30 });
    const faults = faultsAfter(yaml, ({ categories }) => {
      categories![0]!['term'] = { hours: 241 };
      categories![1]!['term'] = { workingDays: 111 };
      categories![2]!['term'] = { days: 10, hours: 5 };
      categories![3]!['term'] = { weeks: 2 };
      categories![4]!['termDays'] = 20;
    });
    expect(faults).toEqual([
      expect.stringMatching(/^categories\.0 \(water-flooding\)\.term\.hours: .*240/),
      expect.stringMatching(/^categories\.1 \(environment\)\.term\.workingDays: .*110/),
      'categories.2 (street-furniture).term: exactly one of days, workingDays, hours',
      'categories.3 (pests-animals).term: Unrecognized key: "weeks"',
      'categories.3 (pests-animals).term: exactly one of days, workingDays, hours',
      'categories.4 (waste-cleaning): Unrecognized key: "termDays"',
    ]);
  });

  test('a code that nobody bears is named', () => {
    const faults = faultsAfter(yaml, ({ categories, places, routing, accounts }) => {
      categories![0]!['office'] = 'nowhere';
      categories![1]!['workflow'] = 'unheard-of';
      places![0]!['area'] = 'atlantis';
      routing![0]!['partner'] = 'stranger';
      accounts![0]!['role'] = 'wizard';
      accounts![1]!['offices'] = ['cellar'];
    });
    expect(faults).toEqual([
      expect.stringMatching(/^places\..+\.area: no area is called "atlantis"$/),
      'categories.water-flooding.office: no office is called "nowhere"',
      'categories.environment.workflow: no workflow is called "unheard-of"',
      'routing.water-to-utility.partner: no partner is called "stranger"',
      'accounts.bruno.role: no role is called "wizard"',
      'accounts.beatrice.offices: no office is called "cellar"',
    ]);
  });

  test('a code that is there twice is named', () => {
    const faults = faultsAfter(yaml, ({ offices, accounts }) => {
      offices!.push({ ...offices![0] });
      accounts!.push({ ...accounts![0] });
    });
    expect(faults).toEqual(['offices: "urp" is there twice', 'accounts: "bruno" is there twice']);
  });

  test('a setting that does not exist or does not fit is named', () => {
    const withSettings = (settings: object) =>
      faultsAfter(yaml, (loose) => Object.assign(loose, { settings }));
    expect(withSettings({ colour: 'blue', townPostalCodes: ['12'] })).toEqual([
      'settings.colour: there is no such setting',
      expect.stringMatching(/^settings\.townPostalCodes\.0: /),
    ]);
  });

  test('an emergency notice has a number: its own, or that of a partner who has one', () => {
    const text = { it: 'Telefonare' };
    const withNotice = (notice: object) =>
      faultsAfter(yaml, ({ categories }) => Object.assign(categories![0]!, { notice }));
    expect(withNotice({ text })).toEqual([
      'categories.0 (water-flooding).notice: either phone or phoneOf',
    ]);
    expect(withNotice({ text, phoneOf: 'ambiente-rocca' })).toEqual([
      'categories.water-flooding.notice.phoneOf: "ambiente-rocca" has no emergencyPhone',
    ]);
    expect(withNotice({ text, phoneOf: 'nobody' })).toEqual([
      'categories.water-flooding.notice.phoneOf: no partner is called "nobody"',
    ]);
  });

  test('a rule names an office or a partner, and says what the partner is to do', () => {
    const withRule = (rule: object) =>
      faultsAfter(yaml, ({ routing }) =>
        routing!.push({ code: 'new', name: { it: 'x' }, ...rule }),
      );
    expect(withRule({})).toHaveLength(1);
    expect(withRule({ partner: 'acque-costiere' })).toHaveLength(1);
    expect(withRule({ office: 'urp', involvement: 'executor' })).toHaveLength(1);
    expect(withRule({ office: 'urp' })).toEqual([]);
  });

  test('a person of a partner names that partner, nobody else does', () => {
    const withAccount = (account: object) =>
      faultsAfter(yaml, ({ accounts }) =>
        accounts!.push({ username: 'pia', name: 'Pia Rami', ...account }),
      );
    expect(withAccount({ role: 'partner' })).toHaveLength(1);
    expect(withAccount({ role: 'operator', partner: 'luce-strade' })).toHaveLength(1);
    expect(withAccount({ role: 'partner', partner: 'luce-strade' })).toEqual([]);
  });

  test('a webhook is https, an e-mail is an address', () => {
    const withEndpoint = (endpoint: object) =>
      faultsAfter(yaml, ({ partners }) => Object.assign(partners![0]!, { endpoints: [endpoint] }));
    expect(withEndpoint({ channel: 'webhook', address: 'http://plain.example/' })).toEqual([
      'partners.0 (acque-costiere).endpoints.0.address: an https address',
    ]);
    expect(withEndpoint({ channel: 'email', address: 'nobody' })).toHaveLength(1);
    expect(withEndpoint({ channel: 'pigeon', address: 'coop' })).toHaveLength(1);
  });

  test('what is not YAML, or not a town at all, is said so', () => {
    expect(faultsOf('offices: [')).toEqual([expect.stringMatching(/^not readable as YAML: /)]);
    expect(faultsOf('')).toEqual([expect.stringMatching(/^the file: /)]);
  });

  describe('of Rocca a Mare', () => {
    test('has the thirteen categories, each word in Italian and English', () => {
      expect(town.categories.map(({ code }) => code)).toEqual([
        'water-flooding',
        'environment',
        'street-furniture',
        'pests-animals',
        'waste-cleaning',
        'buildings-schools',
        'public-order',
        'parks-green',
        'council-services',
        'safety-decay',
        'roads-signs',
        'street-lighting',
        'accessibility',
      ]);
      const words = town.categories.flatMap(({ name, questions }) => [
        name,
        ...questions.flatMap(({ label, choices }) => [label, ...choices.map((one) => one.label)]),
      ]);
      expect([...words, ...town.offices.map(({ name }) => name)].filter(({ en }) => !en)).toEqual(
        [],
      );
    });

    test('stops gas, burst mains and live cables, and says 112 where there may be danger', () => {
      const stops = town.categories.flatMap(({ code, questions }) =>
        questions.flatMap(({ choices }) =>
          choices.flatMap(({ stop }) => (stop ? [`${code} ${stop.phone ?? stop.phoneOf}`] : [])),
        ),
      );
      expect(stops).toEqual([
        'water-flooding acque-costiere',
        'buildings-schools 112',
        'street-lighting luce-strade',
      ]);
      const notices = town.categories.filter(({ notice }) => notice?.phone === '112');
      expect(notices.map(({ code }) => code)).toEqual(['public-order', 'safety-decay']);
    });

    test('has every place inside its area and inside the boundary, and somebody in every role', () => {
      const boundary = town.settings['townBoundary'] as [number, number][];
      const lost = town.places.filter(({ at, area }) => {
        const ring = town.areas.find(({ code }) => code === area)?.boundary;
        const [longitude, latitude] = at!;
        const point = { longitude, latitude };
        return !ring || !insideRing(point, ring) || !insideRing(point, boundary);
      });
      expect(lost).toEqual([]);
      expect(town.places.filter(({ kind }) => kind === 'road')).toHaveLength(40);
      const roles = new Set(town.accounts.map(({ role }) => role));
      expect([...roles].sort()).toEqual([...SEEDED_ROLE_CODES].sort());
    });
  });
});
