import { Injectable } from '@nestjs/common';
import { Roles } from '../accounts/roles.service.js';
import { Offices } from '../offices/offices.service.js';
import { Partners } from '../partners/partners.service.js';
import { inLanguage, type Language } from '../shared/localized-text.js';

/** Names behind the codes that a step keeps, as people read them. A code that is gone is shown as it is. */
@Injectable()
export class Names {
  constructor(
    private readonly roles: Roles,
    private readonly offices: Offices,
    private readonly partners: Partners,
  ) {}

  async role(code: string | null, language: Language): Promise<string | null> {
    if (!code) return null;
    const role = await this.roles.byCode(code);
    return role ? inLanguage(role.name, language) : code;
  }

  async office(code: string | null, language: Language): Promise<string | null> {
    if (!code) return null;
    const office = await this.offices.byCode(code);
    return office ? inLanguage(office.name, language) : code;
  }

  async partner(code: string | null): Promise<string | null> {
    if (!code) return null;
    return (await this.partners.byCode(code))?.name ?? code;
  }
}
