/** The town's areas as shapes of an SVG, darker where there is more; the table beside says the numbers. */
export interface MappedArea {
  readonly code: string;
  readonly name: string;
  readonly count: number;
  /** The list of what it counts; null where there is none. */
  readonly href: string | null;
  /** Ring of [longitude, latitude], WGS 84. */
  readonly ring: readonly (readonly [number, number])[];
}

export interface AreaMap {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly {
    readonly code: string;
    readonly name: string;
    readonly count: number;
    readonly href: string | null;
    readonly path: string;
    /** 0 to 4. */
    readonly shade: number;
    readonly labelX: number;
    readonly labelY: number;
  }[];
}

const WIDTH = 480;
const MOST_HIGH = 520;
const MARGIN = 8;
const SHADES = 5;

/** Null where no area has a shape. A degree of longitude is drawn as long as it is at the town's latitude. */
export function areaMap(areas: readonly MappedArea[]): AreaMap | null {
  const points = areas.flatMap(({ ring }) => ring);
  if (points.length === 0) return null;
  const [west, east] = [Math.min(...points.map(([x]) => x)), Math.max(...points.map(([x]) => x))];
  const [south, north] = [Math.min(...points.map(([, y]) => y)), Math.max(...points.map(([, y]) => y))]; // prettier-ignore
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min(
    (WIDTH - 2 * MARGIN) / Math.max((east - west) * narrowing, 1e-9),
    (MOST_HIGH - 2 * MARGIN) / Math.max(north - south, 1e-9),
  );
  const place = ([longitude, latitude]: readonly [number, number]): [number, number] => [
    tenth(MARGIN + (longitude - west) * narrowing * scale),
    tenth(MARGIN + (north - latitude) * scale),
  ];
  const most = Math.max(...areas.map(({ count }) => count), 1);
  return {
    width: tenth((east - west) * narrowing * scale + 2 * MARGIN),
    height: tenth((north - south) * scale + 2 * MARGIN),
    shapes: areas
      .filter(({ ring }) => ring.length > 2)
      .map(({ ring, ...area }) => {
        const places = ring.map(place);
        const [labelX, labelY] = centre(places);
        const path = `M${places.map(([x, y]) => `${x} ${y}`).join('L')}Z`;
        const shade = Math.min(Math.floor((area.count / most) * SHADES), SHADES - 1);
        return { ...area, path, shade, labelX, labelY };
      }),
  };
}

function centre(places: readonly (readonly [number, number])[]): [number, number] {
  const mean = (read: (place: readonly [number, number]) => number): number =>
    tenth(places.reduce((sum, place) => sum + read(place), 0) / places.length);
  return [mean(([x]) => x), mean(([, y]) => y)];
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
