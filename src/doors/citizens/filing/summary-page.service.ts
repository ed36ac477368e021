import { Injectable } from '@nestjs/common';
import { type Draft, Drafts } from '../../../requests/filing/drafts.service.js';
import type { Accepted } from '../../../requests/filing/intake.service.js';
import { inLanguage } from '../../../shared/localized-text.js';
import { isRefusal, type Refusal } from '../../../shared/refusal.js';
import { Territory } from '../../../territory/territory.service.js';
import { Languages } from '../../../web/languages.js';
import type { Model } from '../../../web/pages.js';
import type { Visit } from '../../../web/request/visit.js';
import { FilingCheck } from './filing-check.service.js';
import { fileModels, stepsModel } from './filing-models.js';

interface Fact {
  readonly label: string;
  readonly value: string;
  /** Typed by a person: keeps its line breaks and its own writing direction. */
  readonly isTyped: boolean;
}

/** The summary of a draft that can be sent as it is. Refuses as `FilingCheck` does. */
@Injectable()
export class SummaryPage {
  constructor(
    private readonly drafts: Drafts,
    private readonly filingCheck: FilingCheck,
    private readonly territory: Territory,
    private readonly languages: Languages,
  ) {}

  async model(draft: Draft, visit: Visit): Promise<Model | Refusal> {
    const accepted = await this.filingCheck.check(draft, visit.language);
    if (isRefusal(accepted)) return accepted;
    return {
      handle: this.drafts.handleOf(draft.id),
      steps: stepsModel('summary'),
      errors: [],
      officeName: inLanguage(accepted.category.office.name, visit.language),
      dueAt: accepted.dueAt,
      // hours begin when it is sent, and it is not sent yet
      urgentTerm: accepted.termUnit === 'hours' ? accepted.category.term : null,
      notice: accepted.category.notice,
      sections: [
        { key: 'place', anchor: 'luogo', facts: await this.place(accepted, visit) },
        { key: 'problem', anchor: 'disservizio', facts: this.problem(accepted, visit) },
        { key: 'author', anchor: 'autore', facts: this.author(accepted, visit) },
      ],
      ...fileModels(draft),
    };
  }

  private async place({ location, command }: Accepted, visit: Visit): Promise<Fact[]> {
    const areas = await this.territory.areas();
    const area = areas.find(({ id }) => id === location.areaId);
    const place = command.location.place
      ? await this.territory.placeByCode(command.location.place)
      : null;
    const { latitude, longitude } = location;
    return this.facts(visit, [
      ['knownPlace', place?.name],
      ['address', location.address, true],
      ['area', area && inLanguage(area.name, visit.language)],
      [
        'point',
        latitude !== null && longitude !== null
          ? `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`
          : null,
      ],
    ]);
  }

  private problem({ command, category, answers }: Accepted, visit: Visit): Fact[] {
    const { language } = visit;
    return [
      ...this.facts(visit, [
        ['kind', this.languages.translate(language, `filing:kinds.${command.kind}`)],
        ['category', inLanguage(category.name, language)],
      ]),
      ...answers.map(({ label, valueLabel }) => ({ label, value: valueLabel, isTyped: true })),
      ...this.facts(visit, [
        ['subject', command.title, true],
        ['details', command.description, true],
      ]),
    ];
  }

  private author({ command }: Accepted, visit: Visit): Fact[] {
    const { contacts, origin, notify, language } = command;
    const word = (key: string) => this.languages.translate(visit.language, `filing:${key}`);
    const name = [contacts.firstName, contacts.lastName].filter(Boolean).join(' ');
    return this.facts(visit, [
      ['name', name || word('unidentified'), true],
      ['organisation', contacts.organisation, true],
      ['email', contacts.email],
      ['phone', contacts.phone],
      ['postalAddress', contacts.postalAddress, true],
      ['origin', origin && word(`origins.${origin}`)],
      ['notify', word(`notifyChoices.${notify}`)],
      ['language', this.languages.translate(language, 'frame:languageName')],
    ]);
  }

  private facts(
    { language }: Visit,
    given: readonly (readonly [string, string | null | undefined, boolean?])[],
  ): Fact[] {
    return given.flatMap(([key, value, isTyped = false]) =>
      value
        ? [{ label: this.languages.translate(language, `filing:summary.${key}`), value, isTyped }]
        : [],
    );
  }
}
