import { describe, expect, test } from '@jest/globals';
import { covers, firstUnmet } from '../../src/routing/domain/holds.js';
import { momentOf, type RoutedMatter } from '../../src/routing/domain/matter.js';
import type { RuleConditions } from '../../src/routing/domain/rule-conditions.js';
import { matterWith, rule } from './rules.js';

const asking = (conditions: RuleConditions) => rule('asking', { conditions, officeId: 'green' });
const unmet = (conditions: RuleConditions, parts: Partial<RoutedMatter>) =>
  firstUnmet(asking(conditions), matterWith(parts));
const at = (parts: Partial<RoutedMatter['at']>) => ({ at: { ...matterWith().at, ...parts } });
const square: [number, number][] = [
  [10, 43],
  [11, 43],
  [11, 44],
  [10, 44],
];

describe('what a rule may ask', () => {
  test('a kind of request, an answer, a place and a kind of place', () => {
    expect(unmet({ kinds: ['complaint'] }, {})).toBe('kind');
    expect(unmet({ kinds: ['complaint', 'report'] }, {})).toBeNull();
    const lamp = { answers: [{ question: 'lamp', in: ['off', 'blinks'] }] };
    expect(unmet(lamp, {})).toBe('answers');
    for (const question of ['constructor', '__proto__', 'toString'])
      expect(unmet({ answers: [{ question, in: ['x'] }] }, {})).toBe('answers');
    expect(unmet(lamp, { answers: { lamp: 'Blinks' } })).toBeNull();
    const school = { code: 'le-vele', kind: 'school' };
    expect(unmet({ places: ['le-vele'] }, {})).toBe('places');
    expect(unmet({ places: ['le-vele'] }, { place: school })).toBeNull();
    expect(unmet({ placeKinds: ['park'] }, { place: school })).toBe('place-kinds');
    expect(unmet({ placeKinds: ['park', 'school'] }, { place: school })).toBeNull();
  });

  test('a line drawn on the map holds points that lie inside; what has no point lies outside', () => {
    expect(unmet({ boundary: square }, { point: { longitude: 10.5, latitude: 43.5 } })).toBeNull();
    expect(unmet({ boundary: square }, { point: { longitude: 12, latitude: 43.5 } })).toBe(
      'boundary',
    );
    expect(unmet({ boundary: square }, {})).toBe('boundary');
  });

  test('a street is named with its whole name, whatever the capitals', () => {
    const streets = { streets: ['Via Roma', "Via dell'Olmo"] };
    expect(unmet(streets, { address: 'via ROMA, 12' })).toBeNull();
    expect(unmet(streets, { address: "Via dell'Olmo" })).toBeNull();
    expect(unmet(streets, { address: 'Via Romagna 3' })).toBe('streets');
    expect(unmet(streets, {})).toBe('streets');
  });

  test('hours may go over midnight, a season over the end of the year', () => {
    const night = { hours: { from: '20:00', to: '07:00' } };
    expect(unmet(night, at({ time: '23:10' }))).toBeNull();
    expect(unmet(night, at({ time: '06:59' }))).toBeNull();
    expect(unmet(night, at({ time: '07:00' }))).toBe('hours');
    const winter = { season: { from: '12-01', to: '02-28' } };
    expect(unmet(winter, at({ date: '2026-12-01' }))).toBeNull();
    expect(unmet(winter, at({ date: '2027-02-28' }))).toBeNull();
    expect(unmet(winter, at({ date: '2027-03-01' }))).toBe('season');
  });

  test('with days of the week the night counts that begins on that day', () => {
    const night = { weekdays: [6], hours: { from: '22:00', to: '06:00' } };
    expect(unmet(night, at({ weekday: 6, time: '23:00' }))).toBeNull();
    expect(unmet(night, at({ weekday: 7, time: '01:00' }))).toBeNull();
    expect(unmet(night, at({ weekday: 6, time: '01:00' }))).toBe('weekdays');
    const monday = { ...night, weekdays: [7] };
    expect(unmet(monday, at({ weekday: 1, time: '05:59' }))).toBeNull();
  });

  test('weekdays, and holidays only or never', () => {
    expect(unmet({ weekdays: [6, 7] }, {})).toBe('weekdays');
    expect(unmet({ weekdays: [2] }, {})).toBeNull();
    expect(unmet({ holidays: 'only' }, {})).toBe('holidays');
    expect(unmet({ holidays: 'only' }, at({ isHoliday: true }))).toBeNull();
    expect(unmet({ holidays: 'never' }, at({ isHoliday: true }))).toBe('holidays');
  });

  test('the moment is that of the wall in Rome: half past midnight on Christmas is a holiday', () => {
    const days = { isHoliday: (date: string) => date === '2026-12-25' };
    expect(momentOf(new Date('2026-12-24T23:30:00Z'), days)).toEqual({
      date: '2026-12-25',
      time: '00:30',
      weekday: 5,
      isHoliday: true,
    });
    expect(momentOf(new Date('2026-07-01T10:05:00Z'), days).time).toBe('12:05');
  });

  test('the first condition that is not met is the one that is told', () => {
    const asked = rule('asked', { areaId: 'hills', conditions: { weekdays: [7] } });
    expect(firstUnmet(asked, matterWith())).toBe('area');
  });
});

describe('a rule holds wherever another does', () => {
  const holdsWhere = (wide: RuleConditions, narrow: RuleConditions) =>
    covers(asking(wide), asking(narrow));

  test('where it asks nothing, or for each thing no less', () => {
    const night = { weekdays: [6], hours: { from: '22:00', to: '06:00' } };
    expect(holdsWhere(night, night)).toBe(true);
    expect(holdsWhere({ weekdays: [6] }, night)).toBe(false);
    expect(holdsWhere({ weekdays: [1, 2, 3, 4, 5, 6, 7] }, night)).toBe(true);
    expect(holdsWhere({}, { weekdays: [1] })).toBe(true);
    expect(holdsWhere({ weekdays: [1] }, {})).toBe(false);
    expect(holdsWhere({ weekdays: [1, 2] }, { weekdays: [1], kinds: ['report'] })).toBe(true);
    expect(holdsWhere({ weekdays: [1] }, { weekdays: [1, 2] })).toBe(false);
    expect(holdsWhere({ streets: ['Via Roma'] }, { streets: ['VIA ROMA'] })).toBe(true);
    const lamp = (...values: string[]) => ({ answers: [{ question: 'lamp', in: values }] });
    expect(holdsWhere(lamp('off', 'on'), lamp('off'))).toBe(true);
    expect(holdsWhere(lamp('off'), lamp('off', 'on'))).toBe(false);
  });

  test.each([
    ['08:00', '18:00', '09:00', '12:00', true],
    ['09:00', '12:00', '08:00', '18:00', false],
    ['20:00', '07:00', '22:00', '05:00', true],
    ['20:00', '07:00', '21:00', '23:00', true],
    ['20:00', '07:00', '19:00', '23:00', false],
    ['08:00', '18:00', '20:00', '07:00', false],
  ])('from %s to %s holds from %s to %s: %s', (from, to, innerFrom, innerTo, expected) => {
    const inner = { hours: { from: innerFrom, to: innerTo } };
    expect(holdsWhere({ hours: { from, to } }, inner)).toBe(expected);
  });
});
