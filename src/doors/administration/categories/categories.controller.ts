import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { CategoryBook } from '../../../catalogue/category-book.service.js';
import { Refusal } from '../../../shared/refusal.js';
import { type FormBody, parseForm } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { accountOf } from '../partners/account-of.js';
import { categoryForm, fieldsOf, newCategoryForm } from './category-form.js';
import { CategoryPage } from './category-page.service.js';

const CATEGORIES = '/amministrazione/tipi';

/** Categories are created and changed here; none is deleted, since requests name them: one that is not wanted is switched off. */
@Controller('amministrazione/tipi')
export class CategoriesController {
  constructor(
    private readonly page: CategoryPage,
    private readonly pages: Pages,
    private readonly book: CategoryBook,
  ) {}

  @Get('nuovo')
  @Allow('configuration.edit')
  blank(@Res() res: Response): Promise<void> {
    return this.page.fresh(res);
  }

  @Post('nuovo')
  @Allow('configuration.edit')
  async create(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Body() body: FormBody,
  ): Promise<void> {
    const form = parseForm(newCategoryForm, body);
    const { values } = form;
    if (!form.ok) return this.page.fresh(res, { values, refusal: Refusal.fields(form.errors) });
    const { code, ...typed } = form.value;
    const refusal = await this.book.create(code, fieldsOf(typed), accountOf(viewer));
    if (refusal) return this.page.fresh(res, { values, refusal });
    this.pages.redirect(res, `${CATEGORIES}/${code}`, 'categories:created');
  }

  @Get(':code')
  @Allow('configuration.edit')
  async show(@Res() res: Response, @Param('code') code: string): Promise<Refusal | undefined> {
    const category = await this.book.byCode(code);
    if (!category) return new Refusal('not-found');
    await this.page.show(res, category);
    return undefined;
  }

  @Post(':code')
  @Allow('configuration.edit')
  async change(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code') code: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const category = await this.book.byCode(code);
    if (!category) return new Refusal('not-found');
    const form = parseForm(categoryForm, body);
    const refusal = form.ok
      ? await this.book.change(
          code,
          { fields: fieldsOf(form.value), version: form.value.version },
          accountOf(viewer),
        )
      : Refusal.fields(form.errors);
    if (refusal) await this.page.show(res, category, { values: form.values, refusal });
    else this.pages.redirect(res, `${CATEGORIES}/${code}`, 'categories:saved');
    return undefined;
  }
}
