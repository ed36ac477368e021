/**
 * What the schema alone cannot see in a town's file: names that nobody bears, codes given twice, settings that do not exist.
 * Each fault is one sentence that begins with the place in the file.
 */
import { councilSettings, isSettingKey } from '../../../settings/council-settings.js';
import { codesTwice } from '../../../catalogue/domain/question-schema.js';
import { saidTwice } from '../../../shared/written-words.js';
import type { TownFile, TownNotice } from './town-schema.js';

/** The codes that a file may name although it does not define them. */
export interface KnownCodes {
  readonly roles: readonly string[];
  readonly workflows: readonly string[];
  /** Codes of those in which some action waits for an authorisation. */
  readonly authorising: readonly string[];
}

/** Every fault of a file that fits the schema; an empty list where it may be loaded. */
export function townFaults(town: TownFile, elsewhere: KnownCodes): string[] {
  return [
    ...settingFaults(town.settings),
    ...doubled(town),
    ...unknownNames(town, elsewhere),
    ...authorisationFaults(town, elsewhere),
    ...noticeFaults(town),
    ...roleFaults(town),
  ];
}

function settingFaults(settings: TownFile['settings']): string[] {
  return Object.entries(settings).flatMap(([key, value]) => {
    if (!isSettingKey(key)) return [`settings.${key}: there is no such setting`];
    const parsed = councilSettings.shape[key].safeParse(value);
    return parsed.success
      ? []
      : parsed.error.issues.map(
          (issue) => `${['settings', key, ...issue.path].join('.')}: ${issue.message}`,
        );
  });
}

function doubled(town: TownFile): string[] {
  const lists: [string, string[]][] = [
    ['offices', codes(town.offices)],
    ['areas', codes(town.areas)],
    ['partners', codes(town.partners)],
    ['partners.areas', town.partners.flatMap(({ areas }) => areas)],
    ['places', codes(town.places)],
    ['categories', codes(town.categories)],
    ['routing', codes(town.routing)],
    ['accounts', town.accounts.map(({ username }) => username)],
    ...town.partners.map(named('partners', 'operators', (one) => codes(one.operators))),
  ];
  const listed = lists.flatMap(([where, all]) => saidTwice(all).map((code) => ({ where, code })));
  const asked = town.categories.flatMap((category) =>
    codesTwice(category.questions).map(({ question, code }) => {
      const where = `categories.${category.code}.questions`;
      return { where: question === null ? where : `${where}.${question}.choices`, code };
    }),
  );
  return [...listed, ...asked].map(({ where, code }) => `${where}: "${code}" is there twice`);
}

function unknownNames(town: TownFile, { roles, workflows }: KnownCodes): string[] {
  const known = {
    office: codes(town.offices),
    area: codes(town.areas),
    partner: codes(town.partners),
    category: codes(town.categories),
    role: roles,
    workflow: workflows,
  };
  const check = (where: string, kind: keyof typeof known, code: string | null): string[] =>
    code === null || known[kind].includes(code) ? [] : [`${where}: no ${kind} is called "${code}"`];
  return [
    ...town.places.flatMap((one) => [
      ...check(`places.${one.code}.area`, 'area', one.area),
      ...check(`places.${one.code}.partner`, 'partner', one.partner),
    ]),
    ...town.partners.flatMap((one) =>
      one.areas.flatMap((code) => check(`partners.${one.code}.areas`, 'area', code)),
    ),
    ...town.categories.flatMap((one) => [
      ...check(`categories.${one.code}.office`, 'office', one.office),
      ...check(`categories.${one.code}.workflow`, 'workflow', one.workflow),
    ]),
    ...town.routing.flatMap((one) =>
      (['category', 'area', 'office', 'partner'] as const).flatMap((kind) =>
        check(`routing.${one.code}.${kind}`, kind, one[kind]),
      ),
    ),
    ...town.accounts.flatMap((one) => [
      ...check(`accounts.${one.username}.role`, 'role', one.role),
      ...check(`accounts.${one.username}.partner`, 'partner', one.partner),
      ...one.offices.flatMap((code) => check(`accounts.${one.username}.offices`, 'office', code)),
    ]),
  ];
}

/** A category that asks for what its iter never waits for: the council would believe in a check that never comes. */
function authorisationFaults(town: TownFile, { workflows, authorising }: KnownCodes): string[] {
  return town.categories
    .filter(
      ({ needsAuthorisation, workflow }) => needsAuthorisation && workflows.includes(workflow),
    )
    .filter(({ workflow }) => !authorising.includes(workflow))
    .map(
      ({ code, workflow }) =>
        `categories.${code}.needsAuthorisation: no action of the workflow "${workflow}" waits for an authorisation`,
    );
}

function noticeFaults(town: TownFile): string[] {
  return noticesOf(town).flatMap(([where, { phoneOf }]) => {
    if (phoneOf === undefined) return [];
    const partner = town.partners.find(({ code }) => code === phoneOf);
    if (!partner) return [`${where}.phoneOf: no partner is called "${phoneOf}"`];
    return partner.emergencyPhone ? [] : [`${where}.phoneOf: "${phoneOf}" has no emergencyPhone`];
  });
}

function noticesOf(town: TownFile): [string, TownNotice][] {
  return town.categories.flatMap((category): [string, TownNotice][] => {
    const where = `categories.${category.code}`;
    const answers = category.questions.flatMap((question) =>
      question.choices.map(({ code, stop }) => ({
        where: `${where}.questions.${question.code}.choices.${code}.stop`,
        notice: stop,
      })),
    );
    const own = [
      { where: `${where}.notice`, notice: category.notice },
      { where: `${where}.stop`, notice: category.stop },
    ];
    return [...own, ...answers].flatMap((one): [string, TownNotice][] =>
      one.notice ? [[one.where, one.notice]] : [],
    );
  });
}

function roleFaults(town: TownFile): string[] {
  return town.accounts.flatMap(({ username, role, partner, offices }) => {
    if (role === 'partner' && partner === null)
      return [`accounts.${username}.partner: a person of a partner names that partner`];
    if (role !== 'partner' && role !== 'helper' && partner !== null)
      return [
        `accounts.${username}.partner: only helpers and people with the role "partner" have one`,
      ];
    return role === 'partner' && offices.length > 0
      ? [`accounts.${username}.offices: a person of a partner belongs to no office`]
      : [];
  });
}

function codes(list: readonly { readonly code: string }[]): string[] {
  return list.map(({ code }) => code);
}

function named<T extends { readonly code: string }>(
  list: string,
  part: string,
  codesOf: (one: T) => string[],
): (one: T) => [string, string[]] {
  return (one) => [`${list}.${one.code}.${part}`, codesOf(one)];
}
