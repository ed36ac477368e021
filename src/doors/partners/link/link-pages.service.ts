import { HttpStatus, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { signInPath } from '../../../access/return-path.js';
import { inLanguage } from '../../../shared/localized-text.js';
import type { Refusal } from '../../../shared/refusal.js';
import { statusOf } from '../../../web/answer.js';
import type { TypedValues } from '../../../web/forms.js';
import { Pages } from '../../../web/pages.js';
import { visitOf } from '../../../web/request/visit.js';
import type { Arrival } from './link-desk.service.js';

interface Place {
  readonly token: string;
  readonly arrival: Arrival;
}

/** Promises the pages on the way from a link to its task: the first, the one for the code, and the one that says why it leads no further. */
@Injectable()
export class LinkPages {
  constructor(private readonly pages: Pages) {}

  start(
    res: Response,
    place: Place,
    { asksAnew, refusal }: { asksAnew: boolean; refusal: Refusal | null },
  ): void {
    const canChange = place.arrival.link.personName === null;
    const status = refusal ? statusOf(refusal) : HttpStatus.OK;
    this.render(res, 'link', { ...place, extra: { asksAnew, canChange, refusal } }, status);
  }

  code(
    res: Response,
    place: Place,
    { values, errors }: { values: TypedValues; errors: Refusal['errors'] },
  ): void {
    const asksName = place.arrival.link.personName === null;
    const extra = { values, errors, refusal: null, asksName };
    const status = errors.length > 0 ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.OK;
    this.render(res, 'link-code', { ...place, extra }, status);
  }

  end(res: Response, place: Place): undefined {
    const { address, office, standing, ticketNumber } = place.arrival.link;
    const extra = {
      isExpired: standing === 'expired' && address !== null,
      why: standing === 'expired' ? 'handedExpired' : standing,
      signIn: signInPath(`/ente/segnalazioni/${ticketNumber}`),
      office: { ...office, name: inLanguage(office.name, visitOf(res).language) },
    };
    this.render(res, 'link-end', { ...place, extra }, HttpStatus.GONE);
  }

  private render(
    res: Response,
    view: string,
    { token, arrival, extra }: Place & { readonly extra: object },
    status: number,
  ): void {
    res.setHeader('Referrer-Policy', 'no-referrer');
    const { link, name, needsCode, maskedAddress } = arrival;
    const path = `/incarico/${token}`;
    const { ticketNumber, partnerName } = link;
    const shown = { path, ticketNumber, partnerName, name, needsCode, maskedAddress };
    this.pages.render(res, `partners/${view}`, { ...shown, ...extra, nav: [] }, status);
  }
}
