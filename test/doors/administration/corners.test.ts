import { describe, expect, test } from '@jest/globals';

interface Point {
  readonly lng: number;
  readonly lat: number;
}
type Corner = Point & { readonly line: number };
interface Corners {
  readCorners(text: string): Corner[];
  withCorner(text: string, point: Point): string;
  moved(text: string, corner: Corner, point: Point): string;
  without(text: string, corner: Corner): string;
}
const path: string = '../../../views/static/corners.js'; // a script of the pages, without types
const { readCorners, withCorner, moved, without } = (await import(path)) as Corners;

const SQUARE = '10 43\n11 43\n11 44\n10 44';

describe('the corners that are set on the map, in the field that holds them', () => {
  test('points and commas are read, as the form itself reads them', () => {
    expect(readCorners('10,5 43.25\n10;44')).toEqual([
      { line: 0, lng: 10.5, lat: 43.25 },
      { line: 1, lng: 10, lat: 44 },
    ]);
  });

  test('a new one stands between the two that it lies nearest to; the first three one behind the other', () => {
    expect(withCorner('', { lng: 10, lat: 43 })).toBe('10.000000 43.000000');
    expect(withCorner('10 43\n', { lng: 11, lat: 43 })).toBe('10 43\n11.000000 43.000000');
    const at = (lng: number, lat: number) => withCorner(SQUARE, { lng, lat }).split('\n').findIndex((line) => /\.\d{6}/.test(line)); // prettier-ignore
    expect([at(10.5, 42.9), at(11.1, 43.5), at(10.5, 44.1), at(9.9, 43.5)]).toEqual([1, 2, 3, 4]);
  });

  test('what is no corner stays as it was typed', () => {
    const text = '10 43\nqui\n11 43\n11 44';
    const [first, second] = readCorners(text);
    expect(moved(text, second!, { lng: 12, lat: 42 })).toBe(
      '10 43\nqui\n12.000000 42.000000\n11 44',
    );
    expect(without(text, first!)).toBe('qui\n11 43\n11 44');
  });
});
