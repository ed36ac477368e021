import { Injectable } from '@nestjs/common';
import { Reads } from '../../../database/reads.js';
import { Settings } from '../../../settings/settings.service.js';
import { inLanguage, type Language } from '../../../shared/localized-text.js';
import { Territory } from '../../../territory/territory.service.js';

const MOST_ROADS = 2_000;

export interface TownDrawing {
  /** [longitude, latitude], WGS 84. */
  readonly center: readonly [number, number];
  readonly boundary: readonly (readonly [number, number])[] | null;
  readonly areas: readonly {
    readonly name: string;
    readonly ring: readonly (readonly [number, number])[];
  }[];
  readonly roads: readonly {
    readonly name: string;
    readonly latitude: number;
    readonly longitude: number;
  }[];
}

/** The town as a drawing: its boundary, its areas and where its roads are. No picture comes from elsewhere. */
@Injectable()
export class TownMap {
  constructor(
    private readonly territory: Territory,
    private readonly settings: Settings,
    private readonly reads: Reads,
  ) {}

  async drawing(language: Language): Promise<TownDrawing> {
    const [settings, areas, roads] = await Promise.all([
      this.settings.all(),
      this.territory.areas(),
      this.reads.rows<TownDrawing['roads'][number]>(
        `SELECT name, latitude, longitude FROM places
         WHERE kind = 'road' AND latitude IS NOT NULL AND longitude IS NOT NULL ORDER BY code LIMIT ${MOST_ROADS}`,
      ),
    ]);
    return {
      center: settings.townCenter,
      boundary: settings.townBoundary,
      areas: areas.flatMap(({ name, boundary }) =>
        boundary ? [{ name: inLanguage(name, language), ring: boundary }] : [],
      ),
      roads,
    };
  }
}
