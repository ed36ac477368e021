import { Injectable } from '@nestjs/common';
import type { LetterSubject } from '../change.js';
import type { RequestCard } from '../request-cards.service.js';
import { type StepDraft, VALUE } from '../steps/domain/step-draft.js';
import { StepWords } from '../steps/step-words.service.js';
import type { LetterStep } from './citizen-letters.js';
import { Typesetter } from './typesetter.service.js';
import { WhoLine } from './who-line.service.js';

/** Says a step in the words of the citizen's letter: what, when, by whom, and what is public of it. */
@Injectable()
export class ToldSteps {
  constructor(
    private readonly words: StepWords,
    private readonly typesetter: Typesetter,
    private readonly whoLine: WhoLine,
  ) {}

  async describe(
    card: RequestCard,
    about: LetterSubject & { step: StepDraft },
  ): Promise<LetterStep> {
    const words = this.typesetter.wording(card.request.language);
    const { language } = words;
    const { document } = about.workflow ?? card.workflow;
    const draft = about.step;
    const seen = draft.values.filter((value) => value.visibility === 'public');
    const note = seen.find((value) => value.name === VALUE.note)?.value;
    return {
      label: this.words.label(document, draft.action, language),
      at: draft.occurredAt,
      who: await this.whoLine.of(draft.actor, draft.performedBy, words),
      note: typeof note === 'string' ? note : null,
      details: this.words.details(document, { action: draft.action, values: seen }, language),
    };
  }
}
