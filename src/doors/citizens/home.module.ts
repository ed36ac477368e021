import { Module } from '@nestjs/common';
import { HomeController } from './home.controller.js';

/** The first page, the pages that every public site owes, and the choice of language. */
@Module({ controllers: [HomeController] })
export class CitizensHomeModule {}
