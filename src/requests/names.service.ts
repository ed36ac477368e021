import { Injectable } from '@nestjs/common';
import { inLanguage, type Language } from '../shared/localized-text.js';
import { Directory } from './directory.service.js';

/** Names behind the codes that a step keeps, as people read them. A code that is gone is shown as it is. */
@Injectable()
export class Names {
  constructor(private readonly directory: Directory) {}

  async role(code: string | null, language: Language): Promise<string | null> {
    if (!code) return null;
    const role = await this.directory.role(code);
    return role ? inLanguage(role.name, language) : code;
  }

  async office(code: string | null, language: Language): Promise<string | null> {
    if (!code) return null;
    const office = await this.directory.office(code);
    return office ? inLanguage(office.name, language) : code;
  }

  async partner(code: string | null): Promise<string | null> {
    if (!code) return null;
    return (await this.directory.partner(code))?.name ?? code;
  }
}
