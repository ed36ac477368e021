/** The rows of a town's file, once the codes it names have ids. Only shapes change here: nothing is read, nothing refused. */
import type { Category, StopNotice } from '../../../catalogue/category.entity.js';
import type { Question } from '../../../catalogue/question.entity.js';
import type { Office } from '../../../offices/office.entity.js';
import type { Partner } from '../../../partners/partner.entity.js';
import type { RoutingRule } from '../../../routing/routing-rule.entity.js';
import { searchable } from '../../../shared/normalize.js';
import type { Area } from '../../../territory/area.entity.js';
import type { CouncilArea } from '../../../territory/council-area.entity.js';
import type { Place } from '../../../territory/place.entity.js';
import { type Added, idOf, idOrNull } from './add-missing.js';
import type { TownFile, TownNotice } from './town-schema.js';

type Row<T> = Omit<T, 'id'>;

export function officeRows({ offices }: TownFile): Row<Office>[] {
  return offices.map((office) => ({ ...office, isActive: true }));
}

export function areaRows({ areas }: TownFile): Row<Area>[] {
  return areas;
}

export function partnerRows({ partners }: TownFile): Row<Partner>[] {
  return partners.map(
    ({ operators: _operators, endpoints: _endpoints, areas: _areas, ...partner }) => ({
      ...partner,
      isActive: true,
      endedAt: null,
      warnedFor: null,
    }),
  );
}

export function councilAreaRows(
  { partners: all }: TownFile,
  areas: Added,
  partners: Added,
): CouncilArea[] {
  return all.flatMap(({ code, areas: own }) =>
    own.map((area) => ({ areaId: idOf(areas, area), partnerId: idOf(partners, code) })),
  );
}

export function placeRows({ places }: TownFile, areas: Added, partners: Added): Row<Place>[] {
  return places.map(({ code, name, kind, area, address, at, partner }) => ({
    code,
    name,
    searchName: searchable(name),
    kind,
    areaId: idOf(areas, area),
    address,
    latitude: at?.[1] ?? null,
    longitude: at?.[0] ?? null,
    partnerId: idOrNull(partners, partner),
  }));
}

export function categoryRows(town: TownFile, offices: Added): Row<Category>[] {
  return town.categories.map((category, i) => ({
    code: category.code,
    name: category.name,
    description: category.description,
    officeId: idOf(offices, category.office),
    workflowCode: category.workflow,
    term: category.term,
    needsAuthorisation: category.needsAuthorisation,
    notice: noticeRow(town, category.notice),
    stop: noticeRow(town, category.stop),
    position: i + 1,
    isActive: true,
    version: 1,
  }));
}

export function questionRows(town: TownFile, categories: Added): Row<Question>[] {
  return town.categories.flatMap((category) =>
    category.questions.map(({ code, label, type, isRequired, choices }, i) => ({
      categoryId: idOf(categories, category.code),
      code,
      version: 1,
      label,
      type,
      choices: choices.map(({ stop, ...choice }) => {
        const notice = noticeRow(town, stop ?? null);
        return notice ? { ...choice, stop: notice } : choice;
      }),
      isRequired,
      position: i + 1,
      isCurrent: true,
    })),
  );
}

export function ruleRows(
  { routing }: TownFile,
  ids: Readonly<Record<'categories' | 'areas' | 'offices' | 'partners', Added>>,
): Row<RoutingRule>[] {
  return routing.map(
    ({ code, name, category, area, office, partner, involvement, ...rest }, i) => ({
      code,
      name,
      position: i + 1,
      categoryId: idOrNull(ids.categories, category),
      areaId: idOrNull(ids.areas, area),
      officeId: idOrNull(ids.offices, office),
      personId: null,
      partnerId: idOrNull(ids.partners, partner),
      involvement,
      conditions: rest.conditions,
      hears: rest.hears,
      isActive: true,
      version: 1,
    }),
  );
}

function noticeRow(town: TownFile, notice: TownNotice | null): StopNotice | null {
  if (notice === null) return null;
  const partner = town.partners.find(({ code }) => code === notice.phoneOf);
  const phone = notice.phone ?? partner?.emergencyPhone;
  if (!phone) throw new Error('a notice without a telephone number was checked and is here');
  return { text: notice.text, phone };
}
