/**
 * Where it is: an address, a known place, a point on the map, or several of them.
 *
 * - At least one of the three; a point needs both numbers.
 * - Outside the town is refused: a point beyond the boundary, an address with a foreign postal code
 *   or that ends in another town.
 * - The point is the most exact: it gives the coordinates and, where it lies in an area, the area. Then the known place, then
 *   the area that was chosen, then that of the road which the address names.
 */
import type { FieldError } from '../../shared/refusal.js';
import { textLength, tidyText } from '../../shared/normalize.js';
import type { Area, Ring } from '../area.entity.js';
import type { Place } from '../place.entity.js';
import { foreignTown } from './foreign-town.js';
import { areaOf, inTown, type Point } from './inside.js';
import { foreignPostalCode } from './postal-code.js';

/** Code points. */
export const ADDRESS_MAX_LENGTH = 200;

/** As a form or the API sent it: numbers may be text, with a point or a comma; blanks are nothing. */
export interface GivenLocation {
  readonly address?: string | undefined;
  /** Code of a known place. */
  readonly place?: string | undefined;
  /** Code of an area. */
  readonly area?: string | undefined;
  readonly latitude?: string | number | undefined;
  readonly longitude?: string | number | undefined;
}

/** What the town knows about what was given. */
export interface TownFacts {
  readonly boundary: Ring | null;
  readonly postalCodes: readonly string[];
  /** The council's name and those of its areas. */
  readonly ownNames: readonly string[];
  readonly areas: readonly Pick<Area, 'id' | 'code' | 'boundary'>[];
  /** The place with the given code. */
  readonly place: KnownPlace | undefined;
  /** The road that the address names. */
  readonly road: KnownPlace | undefined;
}

export type KnownPlace = Readonly<
  Pick<
    Place,
    'id' | 'code' | 'name' | 'kind' | 'address' | 'areaId' | 'latitude' | 'longitude' | 'partnerId'
  >
>;

export interface TownLocation {
  readonly address: string | null;
  readonly placeId: string | null;
  /** Whose building it is: routing involves them. */
  readonly placePartnerId: string | null;
  readonly areaId: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

export type CheckedLocation =
  | {
      readonly location: TownLocation;
      /** The known place that it names, for rules that ask for one. */
      readonly place: { readonly code: string; readonly kind: string } | null;
    }
  | { readonly errors: readonly FieldError[] };

/** The location as it is stored, or every error, with fields `location`, `location.address`, `location.place`, … */
export function checkLocation(given: GivenLocation, town: TownFacts): CheckedLocation {
  const address = tidyText(given.address ?? '') || null;
  const point = readPoint(given);
  const errors = [
    ...point.errors,
    ...outside(point.point, town.boundary),
    ...checkAddress(address, town),
    ...unknown(given, town),
  ];
  if (
    address === null &&
    !given.place?.trim() &&
    isBlank(given.latitude) &&
    isBlank(given.longitude)
  )
    errors.push({ field: 'location', code: 'location-required' });
  if (errors.length > 0) return { errors };
  const place = given.place?.trim() ? town.place : undefined;
  return {
    location: {
      ...where(point.point, place),
      address: address ?? addressOf(place),
      areaId: areaFor(given, point.point, town),
    },
    place: place ? { code: place.code, kind: place.kind } : null,
  };
}

function readPoint(given: GivenLocation): { point: Point | null; errors: FieldError[] } {
  if (isBlank(given.latitude) && isBlank(given.longitude)) return { point: null, errors: [] };
  const latitude = degrees(given.latitude);
  const longitude = degrees(given.longitude);
  const errors = [
    ...degreesFault('location.latitude', given.latitude, Math.abs(latitude) <= 90),
    ...degreesFault('location.longitude', given.longitude, Math.abs(longitude) <= 180),
  ];
  return errors.length > 0 ? { point: null, errors } : { point: { latitude, longitude }, errors };
}

function degreesFault(
  field: string,
  given: string | number | undefined,
  isInRange: boolean,
): FieldError[] {
  if (isBlank(given)) return [{ field, code: 'required' }];
  return isInRange ? [] : [{ field, code: 'coordinates-not-valid' }];
}

function outside(point: Point | null, boundary: Ring | null): FieldError[] {
  if (point === null || inTown(point, boundary)) return [];
  return [{ field: 'location', code: 'outside-town' }]; // a click on the map chose it: no number is wrong
}

function checkAddress(
  address: string | null,
  { postalCodes, ownNames }: Pick<TownFacts, 'postalCodes' | 'ownNames'>,
): FieldError[] {
  if (address === null) return [];
  const errors: FieldError[] = [];
  const length = textLength(address);
  if (length > ADDRESS_MAX_LENGTH)
    errors.push({
      field: 'location.address',
      code: 'too-long',
      data: { max: ADDRESS_MAX_LENGTH, length },
    });
  if (foreignPostalCode(address, postalCodes) !== null || foreignTown(address, ownNames) !== null)
    errors.push({ field: 'location.address', code: 'outside-town' });
  return errors;
}

function unknown(given: GivenLocation, town: TownFacts): FieldError[] {
  const errors: FieldError[] = [];
  if (given.place?.trim() && !town.place)
    errors.push({ field: 'location.place', code: 'place-unknown' });
  if (given.area?.trim() && !chosenArea(given, town))
    errors.push({ field: 'location.area', code: 'area-unknown' });
  return errors;
}

function where(
  point: Point | null,
  place: KnownPlace | undefined,
): Omit<TownLocation, 'address' | 'areaId'> {
  return {
    placeId: place?.id ?? null,
    placePartnerId: place?.partnerId ?? null,
    latitude: point?.latitude ?? place?.latitude ?? null,
    longitude: point?.longitude ?? place?.longitude ?? null,
  };
}

function areaFor(given: GivenLocation, point: Point | null, town: TownFacts): string | null {
  const around = point ? areaOf(point, town.areas) : undefined;
  const place = given.place?.trim() ? town.place : undefined;
  return around?.id ?? place?.areaId ?? chosenArea(given, town)?.id ?? town.road?.areaId ?? null;
}

function chosenArea(given: GivenLocation, town: TownFacts): TownFacts['areas'][number] | undefined {
  return town.areas.find((area) => area.code === given.area?.trim());
}

function addressOf(place: KnownPlace | undefined): string | null {
  return place ? (place.address ?? place.name) : null;
}

function degrees(given: string | number | undefined): number {
  if (typeof given === 'number') return given;
  const text = (given ?? '').trim();
  return /^[+-]?\d{1,3}([.,]\d{1,15})?$/.test(text) ? Number(text.replace(',', '.')) : NaN;
}

function isBlank(given: string | number | undefined): boolean {
  return given === undefined || String(given).trim() === '';
}
