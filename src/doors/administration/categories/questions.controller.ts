import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import type { Category } from '../../../catalogue/category.entity.js';
import { CategoryBook } from '../../../catalogue/category-book.service.js';
import { QuestionBook } from '../../../catalogue/question-book.service.js';
import { Refusal } from '../../../shared/refusal.js';
import { type FormBody, type TypedValues, typedValues } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { completed } from '../forms/additions.js';
import { one } from '../forms/typed.js';
import { accountOf } from '../partners/account-of.js';
import { ADDABLE, questionsOf } from './question-form.js';
import { QuestionPage } from './question-page.service.js';

/** What a category asks besides what every request is asked. */
@Controller('amministrazione/tipi/:code/domande')
export class QuestionsController {
  constructor(
    private readonly page: QuestionPage,
    private readonly pages: Pages,
    private readonly categories: CategoryBook,
    private readonly book: QuestionBook,
  ) {}

  @Get()
  @Allow('configuration.edit')
  async show(@Res() res: Response, @Param('code') code: string): Promise<Refusal | undefined> {
    const category = await this.categories.byCode(code);
    if (!category) return new Refusal('not-found');
    await this.page.show(res, category);
    return undefined;
  }

  @Post()
  @Allow('configuration.edit')
  async change(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code') code: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const category = await this.categories.byCode(code);
    if (!category) return new Refusal('not-found');
    const { values, isAsking, added, errors } = completed(typedValues(body), ADDABLE);
    const refusal = isAsking
      ? errors.length > 0
        ? Refusal.fields(errors)
        : undefined
      : await this.kept(category, values, accountOf(viewer));
    if (isAsking || refusal) await this.page.show(res, category, { values, added, refusal });
    else this.pages.redirect(res, `/amministrazione/tipi/${code}`, 'categories:saved');
    return undefined;
  }

  private async kept(
    { id, code }: Category,
    values: TypedValues,
    by: string,
  ): Promise<Refusal | undefined> {
    const asked = questionsOf(values, await this.book.of(id));
    if ('errors' in asked) return Refusal.fields(asked.errors);
    const typed = one(values, 'version');
    const version = /^\d{1,9}$/.test(typed) ? Number(typed) : 0;
    return this.book.rewrite(code, { questions: asked.questions, version }, by);
  }
}
