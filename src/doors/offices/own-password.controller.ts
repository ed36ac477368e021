import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { CurrentViewer, SignedIn } from '../../access/access-rule.js';
import { clientOf } from '../../access/limits/client.js';
import { localPath, PASSWORD_PATH } from '../../access/return-path.js';
import type { Viewer } from '../../access/viewer.js';
import { PASSWORD_MAX, PASSWORD_MIN } from '../../accounts/passwords/password-policy.js';
import { StaffPasswords } from '../../accounts/passwords/staff-passwords.service.js';
import { isRefusal, Refusal } from '../../shared/refusal.js';
import { type FormBody, parseForm, refusedForm, type TypedValues } from '../../web/forms.js';
import { Pages } from '../../web/pages.js';
import { Refused } from '../../web/request/refused.js';
import { isPerson, type Person, startOf } from './start-of.js';

const secret = z.string().min(1, 'required').max(1_000, 'password-wrong');
const schema = z
  .strictObject({
    present: secret,
    password: z.string().min(1, 'required').max(1_000, 'password-too-long'),
    again: z.string(),
    ritorno: z.string().optional(),
  })
  .check(({ value, issues }) => {
    if (value.password !== value.again)
      issues.push({ code: 'custom', message: 'password-differs', path: ['again'], input: '' });
  });

/** Whoever has signed in chooses a password of their own; whoever got one from the machine has to, before anything else. */
@Controller('accesso/password')
export class OwnPasswordController {
  constructor(
    private readonly pages: Pages,
    private readonly passwords: StaffPasswords,
  ) {}

  @Get()
  @SignedIn()
  ask(
    @Res() res: Response,
    @CurrentViewer() viewer: Viewer,
    @Query('ritorno') back?: string,
  ): void {
    this.render(res, person(viewer), { values: { ritorno: localPath(back) ?? '' } });
  }

  @Post()
  @SignedIn()
  async choose(
    @Req() req: Request,
    @Res() res: Response,
    @CurrentViewer() asking: Viewer,
    @Body() body: FormBody,
  ): Promise<void> {
    const viewer = person(asking);
    const form = parseForm(schema, body);
    const values = { ritorno: localPath(form.values['ritorno']) ?? '' };
    if (!form.ok) return this.render(res, viewer, { values, errors: form.errors, status: 422 });
    const { present, password: next } = form.value;
    const change = { accountId: viewer.accountId ?? '', present, next, sid: req.sessionID };
    const refusal = await this.passwords.change(change, clientOf(req));
    if (isRefusal(refusal)) return this.render(res, viewer, refusedForm(refusal, values));
    this.pages.redirect(res, values.ritorno || startOf(viewer), 'access:own.done');
  }

  private render(res: Response, viewer: Person, given: Shown): void {
    res.setHeader('Cache-Control', 'no-store');
    const { status = 200, values, errors = [], refusal = null } = given;
    const model = {
      ...{ values, errors, refusal, start: startOf(viewer) },
      ...{ min: PASSWORD_MIN, max: PASSWORD_MAX, path: PASSWORD_PATH },
      isForced: viewer.mustChangePassword === true,
      ...(viewer.mustChangePassword && { nav: [] }), // every other page leads back here
    };
    this.pages.render(res, 'offices/own-password', model, status);
  }
}

interface Shown {
  readonly values: TypedValues;
  readonly errors?: readonly unknown[];
  readonly refusal?: Refusal | null;
  readonly status?: number;
}

function person(viewer: Viewer): Person {
  if (!isPerson(viewer)) throw new Refused(new Refusal('not-allowed'));
  return viewer;
}
