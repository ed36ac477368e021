import { Injectable } from '@nestjs/common';
import { toInstantOrNull } from '../../../database/columns.js';
import { Reads } from '../../../database/reads.js';
import { masked } from '../../../deliveries/domain/mask.js';
import type { Agreement } from '../../../access/agreement.js';
import { readAgreement } from '../../../partners/domain/agreement.js';
import { inLanguage, type Language, type LocalizedText } from '../../../shared/localized-text.js';
import type { Span } from '../../../shared/span.js';

const LIMIT = 500;

/** How a partner's address fares; the address itself is never whole. */
export interface EndpointLine {
  readonly channel: string;
  readonly address: string;
  readonly failingSince: Date | null;
  readonly disabledAt: Date | null;
  readonly disabledReason: string | null;
}

/**
 * The council's configuration as the administrator reads it: offices, categories, partners with their addresses masked, routing rules. At
 * most 500 of each; no request and no contact of a citizen is near it.
 */
@Injectable()
export class ConfigurationLists {
  constructor(private readonly reads: Reads) {}

  async offices(language: Language) {
    const rows = await this.reads.rows<{
      code: string;
      name: string;
      email: string | null;
      phone: string | null;
      isActive: unknown;
    }>(
      `SELECT code AS "code", name AS "name", email AS "email", phone AS "phone", is_active AS "isActive"
       FROM offices ORDER BY code LIMIT ${LIMIT}`,
    );
    return rows.map((row) => ({
      ...row,
      name: said(row.name, language),
      isActive: Boolean(row.isActive),
    }));
  }

  async categories(language: Language) {
    const rows = await this.reads.rows<{
      code: string;
      name: string;
      office: string;
      workflow: string;
      term: string;
      needsAuthorisation: unknown;
      isActive: unknown;
      questions: unknown;
    }>(
      `SELECT c.code AS "code", c.name AS "name", o.name AS "office", c.workflow_code AS "workflow", c.term AS "term",
         c.needs_authorisation AS "needsAuthorisation", c.is_active AS "isActive",
         (SELECT COUNT(*) FROM questions q WHERE q.category_id = c.id AND q.is_current = :yes) AS "questions"
       FROM categories c JOIN offices o ON o.id = c.office_id ORDER BY c.position, c.code LIMIT ${LIMIT}`,
      { yes: true },
    );
    return rows.map((row) => ({
      ...row,
      name: said(row.name, language),
      office: said(row.office, language),
      term: JSON.parse(row.term) as Span, // a JSON column
      needsAuthorisation: Boolean(row.needsAuthorisation),
      isActive: Boolean(row.isActive),
      questions: Number(row.questions),
    }));
  }

  async partners() {
    const partners = await this.reads.rows<{
      id: string;
      code: string;
      name: string;
      kind: string;
      isActive: unknown;
      agreement: string;
    }>(
      `SELECT id AS "id", code AS "code", name AS "name", kind AS "kind", is_active AS "isActive", agreement AS "agreement"
       FROM partners ORDER BY name, code LIMIT ${LIMIT}`,
    );
    const endpoints = await this.endpoints();
    return partners.map(({ id, agreement, ...partner }) => ({
      ...partner,
      isActive: Boolean(partner.isActive),
      ...agreementLine(readAgreement(agreement)),
      endpoints: endpoints.get(id) ?? [],
    }));
  }

  async rules(language: Language) {
    const rows = await this.reads.rows<{
      code: string;
      name: string;
      category: string | null;
      area: string | null;
      office: string | null;
      person: string | null;
      partner: string | null;
      involvement: string | null;
      isActive: unknown;
    }>(
      `SELECT r.code AS "code", r.name AS "name", c.name AS "category", a.name AS "area", o.name AS "office", p.name AS "partner", w.name AS "person",
         r.involvement AS "involvement", r.is_active AS "isActive"
       FROM routing_rules r LEFT JOIN categories c ON c.id = r.category_id LEFT JOIN areas a ON a.id = r.area_id
       LEFT JOIN offices o ON o.id = r.office_id LEFT JOIN partners p ON p.id = r.partner_id
       LEFT JOIN accounts w ON w.id = r.person_id
       ORDER BY r.position, r.code LIMIT ${LIMIT}`,
    );
    return rows.map((row) => ({
      ...row,
      name: said(row.name, language),
      category: row.category && said(row.category, language),
      area: row.area && said(row.area, language),
      office: row.office && said(row.office, language),
      isActive: Boolean(row.isActive),
    }));
  }

  /** By partner, in order of preference. */
  private async endpoints(): Promise<Map<string, EndpointLine[]>> {
    const rows = await this.reads.rows<
      Omit<EndpointLine, 'failingSince' | 'disabledAt'> & {
        partnerId: string;
        failingSince: unknown;
        disabledAt: unknown;
      }
    >(
      `SELECT partner_id AS "partnerId", channel AS "channel", address AS "address", failing_since AS "failingSince",
         disabled_at AS "disabledAt", disabled_reason AS "disabledReason"
       FROM endpoints ORDER BY partner_id, preference LIMIT ${4 * LIMIT}`,
    );
    const found = new Map<string, EndpointLine[]>();
    for (const { partnerId, ...row } of rows) {
      const line = {
        ...row,
        address: masked(row.address),
        failingSince: toInstantOrNull(row.failingSince),
        disabledAt: toInstantOrNull(row.disabledAt),
      };
      found.set(partnerId, [...(found.get(partnerId) ?? []), line]);
    }
    return found;
  }
}

function said(json: string, language: Language): string {
  return inLanguage(JSON.parse(json) as LocalizedText, language); // a JSON column
}

function agreementLine({ seesContacts, until }: Agreement) {
  return { seesContacts, until: until ? until.split('-').reverse().join('/') : null };
}
