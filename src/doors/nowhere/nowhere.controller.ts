import { Controller, Get, NotFoundException } from '@nestjs/common';
import { Public } from '../../access/access-rule.js';

/** Where no page is: whoever is signed in reads so in their own language and finds the way back to their desk. The last of all routes. */
@Controller()
export class NowhereController {
  @Get('*path')
  @Public()
  nowhere(): never {
    throw new NotFoundException();
  }
}
