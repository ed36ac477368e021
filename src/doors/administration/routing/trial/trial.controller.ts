import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow } from '../../../../access/access-rule.js';
import type { FieldError } from '../../../../shared/refusal.js';
import { type FormBody, parseForm, typedValues } from '../../../../web/forms.js';
import { ExampleTrial } from './example-trial.service.js';
import { trialForm } from './trial-form.js';
import { TrialPage } from './trial-page.service.js';

/** What the rules would do: with an example, and with the requests of the last month. Changes nothing. */
@Controller('amministrazione/smistamento/prova')
export class TrialController {
  constructor(
    private readonly page: TrialPage,
    private readonly example: ExampleTrial,
  ) {}

  @Get()
  @Allow('configuration.edit')
  async blank(@Res() res: Response): Promise<void> {
    await this.page.show(res, { values: {} });
  }

  @Post()
  @Allow('configuration.edit')
  async run(@Res() res: Response, @Body() body: FormBody): Promise<void> {
    const values = typedValues(body);
    if (values['vai'] === 'domande') return this.page.show(res, { values });
    if (values['vai'] === 'mese') return this.page.month(res);
    const form = parseForm(trialForm, body);
    if (!form.ok) return this.refused(res, values, form.errors);
    const found = await this.example.run(form.value, await this.page.choices(res));
    if ('errors' in found) return this.refused(res, values, found.errors);
    await this.page.show(res, { values, found });
  }

  private refused(
    res: Response,
    values: ReturnType<typeof typedValues>,
    errors: readonly FieldError[],
  ): Promise<void> {
    return this.page.show(res, { values, errors });
  }
}
