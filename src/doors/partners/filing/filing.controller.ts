import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Allow } from '../../../access/access-rule.js';
import type { PartnerViewer } from '../../../access/viewer.js';
import { type FieldError, isRefusal, Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import { type FormBody, typedValues } from '../../../web/forms.js';
import { visitOf } from '../../../web/request/visit.js';
import { AcceptsFiles } from '../../../web/uploads.js';
import { CurrentPartner } from '../current-partner.js';
import { SentForms } from '../../shared/sent-forms.service.js';
import { oneText } from '../one-text.js';
import { PartnerDesk } from '../partner-desk.service.js';
import { atFilingFields, readFiling } from './filing-form.js';
import { FilingPage, type ShownFiling } from './filing-page.service.js';
import { SchoolFilings } from './school-filing.service.js';

const NO_BUILDINGS = new Refusal('not-possible-now', 'no-buildings');
type Query = Readonly<Record<string, unknown>>;

@Controller('ente/nuova')
export class PartnerFilingController {
  constructor(
    private readonly page: FilingPage,
    private readonly filings: SchoolFilings,
    private readonly forms: SentForms,
    private readonly desk: PartnerDesk,
  ) {}

  /** Building and category first, as a plain question of the address: the next page then has the right questions without a script. */
  @Get()
  @Allow('partner.requests')
  async form(
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Query() query: Query,
  ): Promise<Refusal | undefined> {
    const choice = await this.chosen(viewer, query);
    if (choice.buildings.length === 0) return NO_BUILDINGS;
    const isAsked = query['place'] !== undefined || query['category'] !== undefined;
    if (!isAsked) await this.page.choose(res, viewer, choice);
    else if (choice.errors.length > 0)
      await this.page.choose(res, viewer, { ...choice, status: 422 });
    else await this.page.write(res, viewer, choice);
    return undefined;
  }

  @Post()
  @Allow('partner.requests')
  @AcceptsFiles({ photos: 'photos', documents: 'documents' })
  async file(
    @Req() req: Request,
    @Res() res: Response,
    @CurrentPartner() viewer: PartnerViewer,
    @Body() body: FormBody,
  ): Promise<Refusal | undefined> {
    const choice = await this.chosen(viewer, typedValues(body));
    const { buildings, category } = choice;
    if (buildings.length === 0) return NO_BUILDINGS;
    const building = buildings.find(({ code }) => code === choice.values['place']);
    if (!building || !category) {
      await this.page.choose(res, viewer, { ...choice, status: 422 });
      return undefined;
    }
    const form = readFiling(body, { buildings, category });
    const { language } = visitOf(res);
    const filed = await this.forms.receive({ req, res, form }, ({ value }, files) =>
      this.filings.file(viewer, value, { building, language, files }),
    );
    if (isRefusal(filed)) return filed;
    if ('back' in filed) {
      const { values, refusal, kept } = filed.back;
      await this.page.write(res, viewer, { ...choice, values, kept, ...faultsOf(refusal) });
      return undefined;
    }
    const { ticketNumber, office } = filed.done;
    const blanks = { number: ticketNumber, office: office.name };
    this.desk.redirect(res, `/ente/segnalazioni/${ticketNumber}`, 'partners:filed', blanks);
    return undefined;
  }

  /** The building and the category that were chosen, as far as they are this partner's and there. */
  private async chosen(
    viewer: PartnerViewer,
    given: Query,
  ): Promise<ShownFiling & { errors: FieldError[] }> {
    const buildings = await this.page.buildings(viewer);
    const place = oneText(given['place']) ?? '';
    const category = await this.page.category(oneText(given['category']));
    const hasPlace = buildings.some(({ code }) => code === place);
    const errors = [
      ...(hasPlace ? [] : [{ field: 'place', code: 'building-needed' }]),
      ...(category ? [] : [{ field: 'category', code: 'category-needed' }]),
    ];
    return { buildings, category, errors, values: { place, category: category?.code ?? '' } };
  }
}

function faultsOf(refusal: Refusal): Pick<ShownFiling, 'errors' | 'refusal' | 'status'> {
  const errors = atFilingFields(refusal.errors);
  return { errors, refusal: errors.length > 0 ? null : refusal, status: statusOf(refusal) };
}
