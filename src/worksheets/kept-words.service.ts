import { Injectable } from '@nestjs/common';
import { Reads } from '../database/reads.js';
import type { HeaderWords } from './domain/header.js';
import { SheetWords } from './sheet-words.entity.js';

/** Under which words a partner's last sheet had its columns. */
@Injectable()
export class KeptWords {
  constructor(private readonly reads: Reads) {}

  async of(partnerId: string): Promise<HeaderWords> {
    return (await this.reads.of(SheetWords).findOneBy({ partnerId }))?.words ?? {};
  }
}
