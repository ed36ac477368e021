import { Module } from '@nestjs/common';
import { CitizensModule } from './citizens.module.js';
import { HomeController } from './home.controller.js';

/** The first page, the pages that every public site owes, the choice of language; and behind them the citizens' door. */
@Module({ imports: [CitizensModule], controllers: [HomeController] })
export class CitizensHomeModule {}
