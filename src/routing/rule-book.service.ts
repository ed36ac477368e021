import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { databaseKind } from '../config/database-kind.js';
import { insertRows } from '../database/insert-rows.js';
import { changeRows } from '../database/query-rows.js';
import { Reads } from '../database/reads.js';
import { Transactions } from '../database/transactions.js';
import { Audit } from '../proof/audit.service.js';
import { changes } from '../proof/domain/changes.js';
import { newId } from '../shared/ids.js';
import { Refusal } from '../shared/refusal.js';
import { inOrder } from './domain/rule.js';
import { codeFrom } from './domain/rule-code.js';
import { Routing } from './routing.service.js';
import { RoutingRule } from './routing-rule.entity.js';

/** What the council writes of a rule; its place in the order goes beside. */
export type RuleFields = Omit<RoutingRule, 'id' | 'code' | 'position' | 'isActive' | 'version'>;

/** A rule as somebody saw it. */
export type SeenRule = Pick<RoutingRule, 'code' | 'version'>;

export type RuleMove = 'up' | 'down';

/**
 * The one hand that writes routing rules. Each change is in the audit list, in its own transaction, and counts at the next filing. Refuses
 * `not-found`, and `stale-version` where somebody else has changed the rule since it was shown.
 */
@Injectable()
export class RuleBook {
  constructor(
    private readonly reads: Reads,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly routing: Routing,
  ) {}

  /** All, paused ones too, in their order. */
  async all(): Promise<RoutingRule[]> {
    return inOrder(await this.reads.of(RoutingRule).find({ take: 1_000 }));
  }

  byCode(code: string): Promise<RoutingRule | null> {
    return this.reads.of(RoutingRule).findOneBy({ code });
  }

  /** At this place in the order (1 is the first), and what stood there behind it. Answers the new rule's code. */
  create(fields: RuleFields, position: number, by: string): Promise<string> {
    return this.transactions.run(async (em) => {
      await holdRules(em);
      const rules = await ordered(em);
      const code = codeFrom(
        fields.name.it,
        rules.map((one) => one.code),
      );
      const at = Math.min(position, rules.length + 1);
      const rule = { id: newId(), code, ...fields, isActive: true, version: 1, position: at };
      await insertRows(em, RoutingRule, [rule]);
      await place(em, [...rules, rule], rule);
      await this.note(em, by, { rule: code, what: 'created', to: fields });
      return code;
    });
  }

  change(
    code: string,
    to: { readonly fields: RuleFields; readonly position: number; readonly version: number },
    by: string,
  ): Promise<Refusal | undefined> {
    return this.onRule(code, async (em, rule) => {
      if (rule.version !== to.version) return new Refusal('stale-version');
      await em.update(RoutingRule, { id: rule.id }, { ...to.fields, version: rule.version + 1 });
      await place(em, await ordered(em), { id: rule.id, position: to.position });
      const before = { ...fieldsOf(rule), position: rule.position };
      const after = { ...to.fields, position: to.position };
      await this.note(em, by, { rule: code, what: 'changed', ...changes(before, after) });
      return undefined;
    });
  }

  move(code: string, way: RuleMove, by: string): Promise<Refusal | undefined> {
    return this.onRule(code, async (em, rule) => {
      const rules = await ordered(em);
      const at = rules.findIndex(({ id }) => id === rule.id) + 1;
      const position = way === 'up' ? at - 1 : at + 1;
      if (position < 1 || position > rules.length) return undefined;
      await place(em, rules, { id: rule.id, position });
      await this.note(em, by, { rule: code, what: 'moved', from: at, to: position });
      return undefined;
    });
  }

  /** A paused rule has no effect and keeps its place. */
  setActive(seen: SeenRule, isActive: boolean, by: string): Promise<Refusal | undefined> {
    const { code } = seen;
    return this.onRule(code, async (em, rule) => {
      if (rule.isActive === isActive) return undefined;
      if (rule.version !== seen.version) return new Refusal('stale-version');
      await em.update(RoutingRule, { id: rule.id }, { isActive, version: rule.version + 1 });
      await this.note(em, by, { rule: code, what: isActive ? 'resumed' : 'paused' });
      return undefined;
    });
  }

  /** What it decided stays decided: steps and tasks keep its name. */
  remove(seen: SeenRule, by: string): Promise<Refusal | undefined> {
    const { code } = seen;
    return this.onRule(code, async (em, rule) => {
      if (rule.version !== seen.version) return new Refusal('stale-version');
      await em.delete(RoutingRule, { id: rule.id });
      await place(em, await ordered(em), null);
      await this.note(em, by, { rule: code, what: 'deleted', from: fieldsOf(rule) });
      return undefined;
    });
  }

  private onRule(
    code: string,
    work: (em: EntityManager, rule: RoutingRule) => Promise<Refusal | undefined>,
  ): Promise<Refusal | undefined> {
    return this.transactions.run(async (em) => {
      await holdRules(em);
      const rule = await em.findOneBy(RoutingRule, { code });
      return rule ? work(em, rule) : new Refusal('not-found');
    });
  }

  private async note(em: EntityManager, by: string, data: Record<string, unknown>): Promise<void> {
    await this.audit.append(em, { event: 'configuration-changed', accountId: by, data });
    this.transactions.afterCommit(em, () => this.routing.forget());
  }
}

/** The order is one thing: whoever changes a rule waits for whoever is changing another. Filings, which only read them, do not wait. */
async function holdRules(em: EntityManager): Promise<void> {
  if (databaseKind !== 'postgres') return; // SQLite has one writer anyway
  await changeRows(em, 'LOCK TABLE routing_rules IN SHARE ROW EXCLUSIVE MODE', {});
}

async function ordered(em: EntityManager): Promise<RoutingRule[]> {
  return inOrder(await em.find(RoutingRule, { take: 1_000 }));
}

/**
 * Numbers the rules anew from 1, the one that is named at its new place. Whoever has one of those open that change their place sees what they
 * have changed refused: its form says the place too.
 */
async function place(
  em: EntityManager,
  rules: readonly RoutingRule[],
  moved: { readonly id: string; readonly position: number } | null,
): Promise<void> {
  const order = rules.filter(({ id }) => id !== moved?.id);
  const one = rules.find(({ id }) => id === moved?.id);
  if (one && moved) order.splice(moved.position - 1, 0, one);
  for (const [i, { id, position, version }] of order.entries())
    if (position !== i + 1)
      await em.update(RoutingRule, { id }, { position: i + 1, version: version + 1 });
}

function fieldsOf(rule: RoutingRule): RuleFields {
  const { name, categoryId, areaId, conditions, officeId, personId, partnerId } = rule;
  const { involvement, hears } = rule;
  return {
    name,
    categoryId,
    areaId,
    conditions,
    officeId,
    personId,
    partnerId,
    involvement,
    hears,
  };
}
