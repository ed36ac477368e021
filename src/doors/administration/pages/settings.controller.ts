import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { Transactions } from '../../../database/transactions.js';
import {
  type CouncilSettingsValues,
  DEFAULT_SETTINGS,
  isSettingKey,
  SETTING_KEYS,
  type SettingKey,
} from '../../../settings/council-settings.js';
import { Settings } from '../../../settings/settings.service.js';
import { LANGUAGES } from '../../../shared/localized-text.js';
import { type FieldError, isRefusal, Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import { type FormBody, type TypedValues, typedValues } from '../../../web/forms.js';
import { Languages } from '../../../web/languages.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import {
  groupOf,
  SETTING_GROUPS,
  type SettingWidget,
  shortened,
  typedOf,
  valueOf,
  widgetOf,
} from './setting-form.js';

/** Kinds of field whose default reads well in a line. */
const WITH_USUAL: readonly SettingWidget[] = ['text', 'number', 'lines'];

@Controller('amministrazione/impostazioni')
export class SettingsController {
  constructor(
    private readonly pages: Pages,
    private readonly settings: Settings,
    private readonly transactions: Transactions,
    private readonly languages: Languages,
  ) {}

  @Get()
  @Allow('configuration.edit')
  async list(@Res() res: Response): Promise<void> {
    const values = await this.settings.all();
    const line = (key: SettingKey) => ({
      key,
      value: shortened(values[key]),
      isSwitch: widgetOf(key) === 'switch',
      isOn: values[key] === true,
      isChanged: JSON.stringify(values[key]) !== JSON.stringify(DEFAULT_SETTINGS[key]),
    });
    const groups = SETTING_GROUPS.map((code) => ({
      code,
      settings: SETTING_KEYS.filter((key) => groupOf(key) === code).map(line),
    }));
    this.pages.render(res, 'administration/settings', { groups });
  }

  @Get(':key')
  @Allow('configuration.edit')
  async form(@Res() res: Response, @Param('key') key: string): Promise<Refusal | undefined> {
    if (!isSettingKey(key)) return new Refusal('not-found');
    this.show(res, key, { values: typedOf(key, await this.settings.get(key)), errors: [] });
    return undefined;
  }

  @Post(':key')
  @Allow('configuration.edit')
  async change(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('key') key: string,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    if (!isSettingKey(key) || viewer.kind !== 'office') return new Refusal('not-found');
    const values = typedValues(body);
    const value = valueOf(key, values) as CouncilSettingsValues[SettingKey]; // `set` checks it against the key's schema
    const refused = await this.transactions.run((em) =>
      this.settings.set(em, key, value, viewer.accountId),
    );
    if (!isRefusal(refused)) {
      this.pages.redirect(res, '/amministrazione/impostazioni', 'administration:setting.saved');
      return undefined;
    }
    const field = widgetOf(key) === 'languages' ? 'value.it' : 'value';
    const errors = refused.errors.map((error) => ({ ...error, field }));
    this.show(res, key, { values, errors }, statusOf(refused));
    return undefined;
  }

  private show(
    res: Response,
    key: SettingKey,
    form: { values: TypedValues; errors: readonly FieldError[] },
    status = 200,
  ): void {
    const model = {
      ...form,
      key,
      widget: widgetOf(key),
      languages: LANGUAGES,
      hint: this.hint(res, key),
      usual: WITH_USUAL.includes(widgetOf(key)) ? shortened(DEFAULT_SETTINGS[key]) : '',
    };
    this.pages.render(res, 'administration/setting', model, status);
  }

  private hint(res: Response, key: SettingKey): string {
    const own = `administration:hints.${key}`;
    const text = groupOf(key) === 'link' ? 'administration:setting.link' : own;
    return this.languages.has(text) ? this.languages.translate(visitOf(res).language, text) : '';
  }
}
