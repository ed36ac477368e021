import { Module } from '@nestjs/common';
import { CouncilAreas } from './council-areas.service.js';
import { PlaceOwners } from './place-owners.service.js';
import { Territory } from './territory.service.js';

@Module({
  providers: [CouncilAreas, PlaceOwners, Territory],
  exports: [CouncilAreas, PlaceOwners, Territory],
})
export class TerritoryModule {}
