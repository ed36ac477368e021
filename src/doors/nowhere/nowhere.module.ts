import { Module } from '@nestjs/common';
import { NowhereController } from './nowhere.controller.js';

/** Imported after every other door: what none of them answers ends here. */
@Module({ controllers: [NowhereController] })
export class NowhereModule {}
