import { Injectable } from '@nestjs/common';
import { Settings } from '../../settings/settings.service.js';
import type { Language } from '../../shared/localized-text.js';
import { Languages } from '../../web/languages.js';
import type { Change } from '../change.js';
import { Names } from '../names.service.js';
import type { RequestCard } from '../request-cards.service.js';
import { type Actor, VALUE } from '../steps/domain/step-draft.js';
import { StepWords } from '../steps/step-words.service.js';
import type { FollowedStep } from './domain/follower-letter.js';

/** Says a step in a follower's words: office or firm instead of names, and nothing that a citizen wrote. */
@Injectable()
export class FollowedSteps {
  constructor(
    private readonly words: StepWords,
    private readonly names: Names,
    private readonly settings: Settings,
    private readonly languages: Languages,
  ) {}

  async describe(card: RequestCard, change: Change, language: Language): Promise<FollowedStep> {
    const { draft } = change;
    const { document } = card.workflow;
    const isCitizens = draft.actor.kind === 'citizen';
    const told = draft.values.filter(({ visibility }) => visibility === 'public' && !isCitizens);
    const note = told.find(({ name }) => name === VALUE.note)?.value;
    return {
      label: this.words.label(document, draft.action, language),
      at: draft.occurredAt,
      who: await this.who(draft.actor, language),
      note: typeof note === 'string' ? note : null,
      details: this.words.details(document, { action: draft.action, values: told }, language),
    };
  }

  private async who(actor: Actor, language: Language): Promise<string> {
    if (actor.kind === 'citizen') return this.languages.translate(language, 'letters:who.citizen');
    const office = await this.names.office(actor.officeCode, language);
    const partner = await this.names.partner(actor.partnerCode);
    return office ?? partner ?? this.settings.get('councilName');
  }
}
