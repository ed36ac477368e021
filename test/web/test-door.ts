import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Public } from '../../src/access/access-rule.js';
import { Unavailable } from '../../src/database/unavailable.js';
import { Refusal } from '../../src/shared/refusal.js';
import { text } from '../../src/web/fields.js';
import { BadBody, type FormBody, parseForm, parseJson } from '../../src/web/forms.js';
import { Pages } from '../../src/web/pages.js';
import { AcceptsFiles, uploadsOf } from '../../src/web/uploads.js';

const schema = z.strictObject({ ticketNumber: text(20) });
const jsonSchema = z.strictObject({ title: z.string().min(1, 'required') });

/** A door that only tests have: it does each thing that a door may do with the frame. */
@Controller()
export class TestDoor {
  constructor(private readonly pages: Pages) {}

  @Post('prova/modulo')
  @Public()
  form(@Res() res: Response, @Body() body: FormBody): void {
    const form = parseForm(schema, body);
    if (!form.ok)
      return this.pages.render(
        res,
        'citizens/home',
        { values: form.values, errors: form.errors },
        422,
      );
    this.pages.redirect(res, '/', 'common:noResults');
  }

  @Post('prova/file')
  @Public()
  @AcceptsFiles({ photos: 'photos', documents: 3 })
  files(@Req() req: Request, @Res() res: Response, @Body() body: FormBody): void {
    const { files, errors } = uploadsOf(req);
    res.json({
      body,
      files: Object.fromEntries(
        Object.entries(files).map(([field, list]) => [
          field,
          list.map(({ name, bytes, claimedType }) => [name, bytes.length, claimedType]),
        ]),
      ),
      errors,
    });
  }

  @Get('prova/rifiuto/:code')
  @Public()
  refuse(@Param('code') code: string): Refusal {
    return refusalNamed(code);
  }

  @Get('prova/rifiuto-res/:code')
  @Public()
  refuseWithResponse(@Res() _res: Response, @Param('code') code: string): Refusal {
    return refusalNamed(code);
  }

  @Get('api/prova/rifiuto/:code')
  @Public()
  refuseProgram(@Param('code') code: string): Refusal {
    return refusalNamed(code);
  }

  @Get(['prova/rotto', 'api/prova/rotto'])
  @Public()
  broken(): never {
    throw new Error('secret detail', { cause: new Error('deeper secret') });
  }

  @Get('prova/occupato')
  @Public()
  busy(): never {
    throw new Unavailable('the disk is full', 7);
  }

  @Get('prova/meta')
  @Public()
  half(@Res() res: Response): void {
    res.write('half a page');
    throw new Error('too late');
  }

  @Get('prova/query')
  @Public()
  query(@Query() query: Record<string, unknown>): Record<string, unknown> {
    return query;
  }

  @Post('api/prova/json')
  @Public()
  json(@Body() body: unknown, @Req() req: Request): Record<string, unknown> {
    const parsed = parseJson(jsonSchema, body);
    if (!parsed.ok) throw new BadBody(parsed.errors);
    return { title: parsed.value.title, raw: (req as { rawBody?: Buffer }).rawBody?.length };
  }
}

function refusalNamed(code: string): Refusal {
  if (code === 'stale-version')
    return new Refusal(code, undefined, [], { current: { version: 3 }, secret: 'x' });
  if (code === 'too-many') return new Refusal(code, undefined, [], { retryAfterSeconds: 90 });
  if (code === 'invalid') return Refusal.fields([{ field: 'title', code: 'required' }]);
  return new Refusal('not-found');
}
