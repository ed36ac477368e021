import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { Category } from '../../../catalogue/category.entity.js';
import { QUESTION_TYPES } from '../../../catalogue/domain/question-schema.js';
import { type QuestionFields, QuestionBook } from '../../../catalogue/question-book.service.js';
import { inLanguage, type Language } from '../../../shared/localized-text.js';
import type { Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import type { TypedValues } from '../../../web/forms.js';
import { Languages } from '../../../web/languages.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import { fieldLabels } from '../forms/fault-labels.js';
import { type Group, groupsOf } from '../forms/groups.js';
import { one } from '../forms/typed.js';
import { typedQuestions } from './question-form.js';

/** What was sent and not kept: why it was refused, or which group was added to be filled in. */
interface Unsaved {
  readonly values: TypedValues;
  readonly added: string | null;
  readonly refusal?: Refusal | undefined;
}

/** The administrator's page of what a category asks. */
@Injectable()
export class QuestionPage {
  constructor(
    private readonly pages: Pages,
    private readonly languages: Languages,
    private readonly book: QuestionBook,
  ) {}

  async show(res: Response, category: Category, unsaved?: Unsaved): Promise<void> {
    const { language } = visitOf(res);
    const say = (key: string, number = 0) => this.languages.translate(language, key, { number });
    const before = await this.book.of(category.id);
    const { refusal } = unsaved ?? {};
    const values = unsaved?.values ?? { ...typedQuestions(before), version: String(category.version) }; // prettier-ignore
    const questions = groupsOf(values, 'questions').map((group) =>
      this.shown(group, before, language),
    );
    const errors = refusal?.errors ?? [];
    const model = {
      category: { code: category.code, name: inLanguage(category.name, language) },
      address: `/amministrazione/tipi/${category.code}/domande`,
      ...{ values: { version: '0', ...values }, questions, errors },
      added: unsaved?.added ?? null,
      refusal: errors.length === 0 ? (refusal ?? null) : null,
      types: QUESTION_TYPES.map((value) => ({
        value,
        label: say(`categories:asked.types.${value}`),
      })),
      faultLabels: fieldLabels(questions, say),
    };
    const status = refusal ? statusOf(refusal) : 200;
    this.pages.render(res, 'administration/category-questions', model, status);
  }

  private shown({ at, values }: Group, before: readonly QuestionFields[], language: Language) {
    const name = `questions.${at}`;
    const code = one(values, 'code');
    const questionType = one(values, 'type');
    const was = before.find((question) => question.code === code);
    const isListing = questionType === 'choice';
    const entries = isListing ? groupsOf(values, 'choices') : [];
    const fresh = this.languages.translate(language, 'categories:asked.fresh');
    return {
      ...{ name, code, questionType, isListing },
      title: one(values, 'label.it') || fresh,
      entries: entries.map((entry, index) => ({
        name: `${name}.choices.${entry.at}`,
        code: one(entry.values, 'code'),
        number: index + 1,
      })),
      stopping: (was?.choices ?? [])
        .filter((choice) => choice.stop)
        .map((choice) => inLanguage(choice.label, language)),
    };
  }
}
