/** Everybody of the town who may come to a request, and whom and what a command may name. */
import type { OfficeViewer, PartnerViewer } from '../../../src/access/viewer.js';
import type { House } from '../../support/house.js';
import type { Reference } from '../../workflow/right-answer.js';
import type { Person } from './who-may.js';

const NAMES = [
  ...['bruno', 'beatrice', 'carla', 'dario', 'nadia', 'irene', 'teresa', 'paolo', 'sara'],
  ...['quinto', 'olga', 'gina', 'elena', 'fabio', 'hugo', 'ivo', 'walter', 'lia', 'tommaso'],
];
const OFFICES = ['green', 'roads-works', 'environment'] as const;
const CATEGORIES = ['street-furniture', 'roads-signs'] as const;
const PARTNERS = ['luce-strade', 'ambiente-rocca'] as const;

export class Townspeople {
  private constructor(
    private readonly house: House,
    readonly staff: readonly (OfficeViewer | PartnerViewer)[],
    readonly byAccount: ReadonlyMap<string, Person>,
  ) {}

  static async of(house: House): Promise<Townspeople> {
    const staff = await Promise.all(NAMES.map((name) => house.town.viewer(name)));
    const rows = await house.reads.rows<{ id: string; code: string }>('SELECT id, code FROM offices'); // prettier-ignore
    const codes = new Map(rows.map(({ id, code }) => [id, code]));
    const person = (one: OfficeViewer | PartnerViewer): Person => ({
      roleCode: one.kind === 'office' ? one.roleCode : null,
      permissions: one.permissions,
      partnerId: one.kind === 'partner' ? one.partnerId : null,
      officeCodes: one.kind === 'office' ? one.officeIds.map((id) => codes.get(id) ?? '') : [],
    });
    return new Townspeople(house, staff, new Map(staff.map((one) => [one.accountId ?? '', person(one)]))); // prettier-ignore
  }

  /** Mostly somebody and something that fits a request of this office and category. */
  references(
    roll: number,
    { officeId, categoryId }: { officeId: string; categoryId: string },
  ): Omit<Record<Reference, string>, 'ticket'> {
    const colleagues = this.staff.filter(
      (one) => one.kind === 'office' && one.officeIds.includes(officeId),
    );
    const { town } = this.house;
    return {
      person: colleagues[roll % Math.max(colleagues.length, 1)]?.accountId ?? '',
      office: another(OFFICES.map(town.officeId), { than: officeId, roll }),
      partner: town.partnerId(PARTNERS[roll % PARTNERS.length]!),
      category: another(CATEGORIES.map(town.categoryId), { than: categoryId, roll }),
    };
  }
}

/** What is so already is refused. */
function another(ids: readonly string[], { than, roll }: { than: string; roll: number }): string {
  const others = ids.filter((id) => id !== than);
  return others[roll % others.length] ?? '';
}
