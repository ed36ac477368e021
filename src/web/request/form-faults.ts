import { ForbiddenException } from '@nestjs/common';

/** The form's token is not (any more) this browser's: 403, and the page gives back what was typed. */
export class FormExpired extends ForbiddenException {
  constructor() {
    super({ code: 'form-expired' });
  }
}

/** The request says that another site sent it: 403, and nothing is given back. */
export class FromElsewhere extends ForbiddenException {
  constructor() {
    super({ code: 'from-elsewhere' });
  }
}
