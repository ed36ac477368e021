/* The corners of a rule's own area, set on the map of the town beside the field that holds them. Without this script there is the field. */
import { moved, readCorners, without, withCorner } from './corners.js';
import { drawTown, loadLeaflet } from './town-map.js';

const STEP_DEGREES = 0.0002;
const ARROWS = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };

const part = document.querySelector('[data-area-map]');
if (part) await open(part);

async function open(part) {
  const box = part.querySelector('.iter-map');
  const field = document.getElementById(part.dataset.areaMap);
  const answer = await fetch(box.dataset.from);
  if (!field || !answer.ok) return;
  const town = await answer.json();
  const L = await loadLeaflet();
  part.hidden = false;
  const map = drawTown(L, box, town);
  const drawn = L.layerGroup().addTo(map);
  const news = part.querySelector('[role="status"]');

  const draw = (focused) => {
    const corners = readCorners(field.value);
    drawn.clearLayers();
    L.polygon(corners, { color: '#a33', weight: 3, fillOpacity: 0.15, interactive: false }).addTo(drawn); // prettier-ignore
    corners.forEach((corner, at) => {
      const marker = cornerOf(L, corner, said(box.dataset.corner, at + 1, corners.length));
      marker.addTo(drawn);
      marker.getElement().setAttribute('aria-label', marker.options.title);
      marker.on('dragend', () => write(moved(field.value, corner, marker.getLatLng()), part.dataset.moved, at)); // prettier-ignore
      marker.on('click', () => write(without(field.value, corner), part.dataset.removed));
      marker.on('keydown', ({ originalEvent }) => pressed(originalEvent, { corner, at }));
      if (at === focused) marker.getElement().focus();
    });
    return corners;
  };
  const write = (text, told, focused) => {
    field.value = text;
    news.textContent = said(told, draw(focused).length);
  };
  const pressed = (event, { corner, at }) => {
    const step = ARROWS[event.key];
    if (!step && event.key !== 'Delete' && event.key !== 'Backspace') return;
    event.preventDefault();
    event.stopPropagation();
    if (!step)
      return write(without(field.value, corner), part.dataset.removed, Math.max(0, at - 1));
    const point = { lat: corner.lat + step[0] * STEP_DEGREES, lng: corner.lng + step[1] * STEP_DEGREES }; // prettier-ignore
    write(moved(field.value, corner, point), part.dataset.moved, at);
  };

  map.on('click', ({ latlng }) => write(withCorner(field.value, latlng), part.dataset.added));
  part.querySelector('button').addEventListener('click', () => {
    const last = readCorners(field.value).at(-1);
    if (last) write(without(field.value, last), part.dataset.removed);
  });
  field.addEventListener('input', () => draw());
  const corners = draw();
  if (corners.length > 1) map.fitBounds(L.latLngBounds(corners).pad(0.5));
}

function cornerOf(L, corner, name) {
  const icon = L.divIcon({ className: 'ad-corner', iconSize: [24, 24] });
  return L.marker(corner, { draggable: true, keyboard: true, icon, alt: name, title: name });
}

/** The numbers in the place of each `%`. */
function said(sentence, ...numbers) {
  return numbers.reduce((text, number) => text.replace('%', number), sentence);
}
