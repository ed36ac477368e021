import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Category } from '../../../catalogue/category.entity.js';
import { Question } from '../../../catalogue/question.entity.js';
import { Office } from '../../../offices/office.entity.js';
import { insertRows } from '../../../database/insert-rows.js';
import { PartnerOperator } from '../../../partners/partner-operator.entity.js';
import { Partner } from '../../../partners/partner.entity.js';
import { RoutingRule } from '../../../routing/routing-rule.entity.js';
import { isSettingKey } from '../../../settings/council-settings.js';
import { Setting } from '../../../settings/setting.entity.js';
import { Settings } from '../../../settings/settings.service.js';
import { isRefusal } from '../../../shared/refusal.js';
import { Area } from '../../../territory/area.entity.js';
import { CouncilArea } from '../../../territory/council-area.entity.js';
import { Place } from '../../../territory/place.entity.js';
import { type Added, addMissing, byCode, idOf } from './add-missing.js';
import { type GivenWebhooks, type NewSecret, TownEndpoints } from './town-endpoints.service.js';
import {
  areaRows,
  councilAreaRows,
  categoryRows,
  officeRows,
  partnerRows,
  placeRows,
  questionRows,
  ruleRows,
} from './town-rows.js';
import type { TownFile } from './town-schema.js';

export interface TownIds {
  readonly offices: Added;
  readonly areas: Added;
  readonly partners: Added;
  readonly places: Added;
  readonly categories: Added;
}

export interface ConfigurationAdded {
  readonly ids: TownIds;
  readonly added: Readonly<Record<string, number>>;
  readonly secrets: readonly NewSecret[];
}

/**
 * Adds what a town's file describes and the database lacks: settings, offices, areas, partners, places, categories, questions, rules.
 * Changes nothing that is there: what a council has edited since stays edited.
 */
@Injectable()
export class TownConfiguration {
  constructor(
    private readonly settings: Settings,
    private readonly endpoints: TownEndpoints,
  ) {}

  async add(
    em: EntityManager,
    town: TownFile,
    webhooks: GivenWebhooks,
  ): Promise<ConfigurationAdded> {
    const settings = await this.addSettings(em, town);
    const ids = await addNamed(em, town);
    const operators = await addOperators(em, town, ids.partners);
    const endpoints = await this.endpoints.add(em, town, { ids: ids.partners, webhooks });
    const questions = await addQuestions(em, town, ids.categories);
    const routing = await addMissing(em, RoutingRule, { rows: ruleRows(town, ids), keyOf: byCode });
    const tables = { ...ids, operators, endpoints, questions, routing };
    const counts = Object.entries(tables).map(([what, { added }]) => [what, added]);
    return {
      ids,
      secrets: endpoints.secrets,
      added: { settings, ...(Object.fromEntries(counts) as Record<string, number>) }, // numbers, as just made
    };
  }

  private async addSettings(em: EntityManager, { settings }: TownFile): Promise<number> {
    let added = 0;
    for (const [key, value] of Object.entries(settings)) {
      if (!isSettingKey(key) || (await em.existsBy(Setting, { key }))) continue;
      const refused = await this.settings.set(em, key, value as never); // checked by the setting's own schema, in `set`
      if (isRefusal(refused)) throw new Error(`setting ${key} was checked and is refused`);
      added += 1;
    }
    return added;
  }
}

/** What the rest refers to by its code, in the order in which each may refer to those before. */
async function addNamed(em: EntityManager, town: TownFile): Promise<TownIds> {
  const keyOf = byCode;
  const offices = await addMissing(em, Office, { rows: officeRows(town), keyOf });
  const areas = await addMissing(em, Area, { rows: areaRows(town), keyOf });
  const partners = await addMissing(em, Partner, { rows: partnerRows(town), keyOf });
  await addCouncilAreas(em, councilAreaRows(town, areas, partners));
  const places = await addMissing(em, Place, { rows: placeRows(town, areas, partners), keyOf });
  const categories = await addMissing(em, Category, { rows: categoryRows(town, offices), keyOf });
  return { offices, areas, partners, places, categories };
}

/** Only areas that no council looks after yet. */
async function addCouncilAreas(em: EntityManager, rows: readonly CouncilArea[]): Promise<void> {
  const given = new Set((await em.find(CouncilArea)).map(({ areaId }) => areaId));
  const fresh = rows.filter(({ areaId }) => !given.has(areaId));
  if (fresh.length > 0) await insertRows(em, CouncilArea, fresh);
}

function addOperators(em: EntityManager, town: TownFile, partners: Added): Promise<Added> {
  const rows = town.partners.flatMap(({ code, operators }) =>
    operators.map((operator) => ({ ...operator, partnerId: idOf(partners, code) })),
  );
  return addMissing(em, PartnerOperator, { rows, keyOf: (row) => `${row.partnerId} ${row.code}` });
}

/** Only questions that the category has never asked: a newer version of one is the council's own. */
function addQuestions(em: EntityManager, town: TownFile, categories: Added): Promise<Added> {
  const rows = questionRows(town, categories);
  return addMissing(em, Question, { rows, keyOf: (row) => `${row.categoryId} ${row.code}` });
}
