/*
 * The corners of an area as they stand in a text field, one a line: longitude and latitude. The text is the truth: what is no corner stays in
 * its line, untouched, whatever is done on the map.
 */
const DECIMALS = 6;

/** Those that can be read, each with the line that it stands in. */
export function readCorners(text) {
  return text.split('\n').flatMap((line, at) => {
    const numbers = line
      .trim()
      .split(/[\s;]+/)
      .map((part) => (part === '' ? NaN : Number(part.replace(',', '.'))));
    const [lng, lat, ...more] = numbers;
    const isCorner = Math.abs(lng) <= 180 && Math.abs(lat) <= 90 && more.length === 0;
    return isCorner ? [{ line: at, lng, lat }] : [];
  });
}

/** Between the two that it lies nearest to, or behind the last one where there is no area yet. */
export function withCorner(text, point) {
  const corners = readCorners(text);
  const lines = text.trim() === '' ? [] : text.trimEnd().split('\n');
  const before = corners.length < 3 ? corners.at(-1) : corners[nearestSide(corners, point)];
  lines.splice(before ? before.line + 1 : lines.length, 0, written(point));
  return lines.join('\n');
}

export function moved(text, { line }, point) {
  const lines = text.split('\n');
  lines[line] = written(point);
  return lines.join('\n');
}

export function without(text, { line }) {
  const lines = text.split('\n');
  lines.splice(line, 1);
  return lines.join('\n');
}

function written({ lng, lat }) {
  return `${lng.toFixed(DECIMALS)} ${lat.toFixed(DECIMALS)}`;
}

/** The corner at which the side begins. Flat is near enough within one town. */
function nearestSide(corners, point) {
  const away = corners.map((corner, at) =>
    distance(point, corner, corners[(at + 1) % corners.length]),
  );
  return away.indexOf(Math.min(...away));
}

function distance(point, from, to) {
  const wide = Math.cos((point.lat * Math.PI) / 180);
  const [x, y] = [(to.lng - from.lng) * wide, to.lat - from.lat];
  const [px, py] = [(point.lng - from.lng) * wide, point.lat - from.lat];
  const along = Math.min(1, Math.max(0, (px * x + py * y) / (x * x + y * y || 1)));
  return Math.hypot(px - along * x, py - along * y);
}
