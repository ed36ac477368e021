import { Injectable } from '@nestjs/common';
import { selectRows } from '../database/select-rows.js';
import { Reads } from '../database/reads.js';
import { Settings } from '../settings/settings.service.js';
import { Snapshot } from '../shared/snapshot.js';
import { searchable } from '../shared/normalize.js';
import type { LocalizedText } from '../shared/localized-text.js';
import { Area } from './area.entity.js';
import {
  checkLocation,
  type CheckedLocation,
  type GivenLocation,
} from './domain/check-location.js';
import { areaOf, type Point } from './domain/inside.js';
import { namesRoad, searchWords } from './domain/place-search.js';
import { Place } from './place.entity.js';

export interface FoundPlace extends Readonly<
  Pick<Place, 'code' | 'name' | 'kind' | 'address' | 'latitude' | 'longitude'>
> {
  readonly area: { readonly code: string; readonly name: LocalizedText };
}

const FOUND_MAX = 10;
const MOST_ROADS = 20_000;

/**
 * The map of the town: its areas, its known places, and whether a location that was given lies in it.
 * Refuses what lies outside; knows nothing of streets that the council has not listed, and accepts their addresses as text.
 */
@Injectable()
export class Territory {
  private readonly allAreas: Snapshot<Area[]>;
  /** The longest name first: "Via Roma Vecchia" is not "Via Roma". */
  private readonly roads: Snapshot<Place[]>;

  constructor(
    private readonly reads: Reads,
    private readonly settings: Settings,
  ) {
    this.allAreas = new Snapshot(() =>
      this.reads.of(Area).find({ order: { kind: 'ASC', code: 'ASC' }, take: 200 }),
    );
    this.roads = new Snapshot(() =>
      selectRows(
        this.reads.em,
        Place,
        `WHERE kind = 'road' ORDER BY LENGTH(search_name) DESC, code LIMIT ${MOST_ROADS}`,
      ),
    );
  }

  /** Districts, then hamlets. */
  areas(): Promise<Area[]> {
    return this.allAreas.get();
  }

  async areaAt(point: Point): Promise<Area | null> {
    return areaOf(point, await this.areas()) ?? null;
  }

  placeByCode(code: string): Promise<Place | null> {
    return this.reads.of(Place).findOneBy({ code });
  }

  /** At most ten known places of which every typed word begins a word, roads first; nothing for fewer than two characters. */
  async search(typed: string): Promise<FoundPlace[]> {
    const words = searchWords(typed);
    if (words.length === 0) return [];
    const conditions = words.map(
      (_, i) =>
        `(p.search_name LIKE :start${i} OR p.search_name LIKE :inside${i} OR p.search_name LIKE :elided${i})`,
    );
    const rows = await this.reads.rows<FoundRow>(
      `SELECT p.code, p.name, p.kind, p.address, p.latitude, p.longitude, a.code AS area_code, a.name AS area_name
       FROM places p JOIN areas a ON a.id = p.area_id WHERE ${conditions.join(' AND ')}
       ORDER BY CASE p.kind WHEN 'road' THEN 0 ELSE 1 END, p.search_name, p.code LIMIT ${FOUND_MAX}`,
      Object.fromEntries(words.flatMap(likePatterns)),
    );
    return rows.map(({ area_code, area_name, ...place }) => ({
      ...place,
      area: { code: area_code, name: JSON.parse(area_name) as LocalizedText }, // a JSON column, written as such
    }));
  }

  /** What a form or the API sent, as it is stored, or every error at its field. */
  async check(given: GivenLocation): Promise<CheckedLocation> {
    const code = given.place?.trim();
    const [settings, areas, place, road] = await Promise.all([
      this.settings.all(),
      this.areas(),
      code ? this.placeByCode(code) : null,
      this.roadIn(given.address ?? ''),
    ]);
    return checkLocation(given, {
      boundary: settings.townBoundary,
      postalCodes: settings.townPostalCodes,
      ownNames: [settings.councilName, ...areas.map(({ name }) => name.it)],
      areas,
      place: place ?? undefined,
      road,
    });
  }

  /** The known road that an address names, the longest name first. */
  async roadIn(address: string): Promise<Place | undefined> {
    if (address.trim() === '') return undefined;
    const plain = searchable(address);
    const roads = await this.roads.get();
    return roads.find((road) => plain.includes(road.searchName) && namesRoad(address, road));
  }
}

interface FoundRow extends Omit<FoundPlace, 'area'> {
  readonly area_code: string;
  /** JSON. */
  readonly area_name: string;
}

/** A word begins the name, follows a blank, or follows an apostrophe (dell'Olmo). Words hold only letters and digits: nothing to escape. */
function likePatterns(word: string, i: number): [string, string][] {
  return [
    [`start${i}`, `${word}%`],
    [`inside${i}`, `% ${word}%`],
    [`elided${i}`, `%'${word}%`],
  ];
}
