import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, CurrentViewer } from '../../../access/access-rule.js';
import type { Viewer } from '../../../access/viewer.js';
import { PartnerPeople } from '../../../accounts/partner-people.service.js';
import type { Partner } from '../../../partners/partner.entity.js';
import { isRefusal, Refusal } from '../../../shared/refusal.js';
import { type FormBody, parseForm, type TypedValues } from '../../../web/forms.js';
import { NamedPartner } from '../../shared/named-partner.js';
import { accountOf } from './account-of.js';
import { personForm } from './partner-form.js';
import { PartnerPage } from './partner-page.service.js';

/** Who of a partner signs in. A password is shown once, to be handed over; the person chooses their own at the first sign-in. */
@Controller('amministrazione/enti/:code/persone')
export class PartnerPeopleController {
  constructor(
    private readonly page: PartnerPage,
    private readonly people: PartnerPeople,
  ) {}

  @Post()
  @Allow('configuration.edit')
  async create(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code', NamedPartner) partner: Partner,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const form = parseForm(personForm, body);
    if (!form.ok) {
      const refusal = Refusal.fields(form.errors);
      await this.page.show(res, partner, { typed: form.values, refusal });
      return undefined;
    }
    const { username, personName: name, email } = form.value;
    const person = { username, name, ...(email !== undefined && { email }) };
    const made = await this.people.create(partner.code, person, accountOf(viewer));
    if (isRefusal(made)) await this.again(res, { partner, refusal: made, typed: form.values });
    else await this.page.show(res, partner, { password: { username, word: made.password ?? '' } });
    return undefined;
  }

  @Post(':username/password')
  @Allow('configuration.edit')
  async reset(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code', NamedPartner) partner: Partner,
    @Param('username') username: string,
  ): Promise<Refusal | undefined> {
    const person = { partnerId: partner.id, username };
    const word = await this.people.resetPassword(person, accountOf(viewer));
    if (isRefusal(word)) return word;
    await this.page.show(res, partner, { password: { username, word } });
    return undefined;
  }

  @Post(':username/spegni')
  @Allow('configuration.edit')
  async switchOff(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Param('code', NamedPartner) partner: Partner,
    @Param('username') username: string,
  ): Promise<Refusal | undefined> {
    const person = { partnerId: partner.id, username };
    const refusal = await this.people.switchOff(person, accountOf(viewer));
    if (refusal) return refusal;
    this.page.leave(res, partner, 'enti:personOff');
    return undefined;
  }

  /** A name that does not make an account is wrong at the form's own field. */
  private again(res: Response, { partner, refusal, typed }: Again): Promise<void> {
    const errors = refusal.errors.map((one) =>
      one.field === 'name' ? { ...one, field: 'personName' } : one,
    );
    return this.page.show(res, partner, { typed, refusal: Refusal.fields(errors) });
  }
}

interface Again {
  readonly partner: Partner;
  readonly refusal: Refusal;
  readonly typed: TypedValues;
}
