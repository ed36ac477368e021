import { Module } from '@nestjs/common';
import { PlaceOwners } from './place-owners.service.js';
import { Territory } from './territory.service.js';

@Module({ providers: [PlaceOwners, Territory], exports: [PlaceOwners, Territory] })
export class TerritoryModule {}
