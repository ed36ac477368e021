/* Choosing a point on the map of the town. */
import { drawTown, loadLeaflet, pin } from './town-map.js';

const STEP_DEGREES = 0.0002;

/** Draws the map, lets a point be chosen by pointer, arrow keys or the device's position, and keeps the two fields in step with it. */
export async function openMap() {
  const box = document.getElementById('map');
  const latitude = document.getElementById('field-location.latitude');
  const longitude = document.getElementById('field-location.longitude');
  const news = document.getElementById('position-news');
  if (!box || !latitude || !longitude || !news) return;
  const answer = await fetch(box.dataset.from);
  if (!answer.ok) return;
  const town = await answer.json();
  const L = await loadLeaflet();
  box.hidden = false;
  const map = drawTown(L, box, town);
  const marker = L.marker(map.getCenter(), {
    draggable: true,
    keyboard: true,
    icon: pin(L),
    alt: box.dataset.marker,
    title: box.dataset.marker,
  });

  const place = (point, said) => {
    marker.setLatLng(point).addTo(map);
    latitude.value = point.lat.toFixed(6);
    longitude.value = point.lng.toFixed(6);
    news.textContent = said.replace('%', nearest(town.roads, point));
  };
  map.on('click', ({ latlng }) => place(latlng, news.dataset.chosen));
  marker.on('dragend', () => place(marker.getLatLng(), news.dataset.chosen));
  moveByKeys(marker, (point) => place(point, news.dataset.chosen));
  followFields(L, map, marker, [latitude, longitude]);
  document
    .getElementById('use-position')
    ?.addEventListener('click', () => usePosition(L, map, news, place));
}

function moveByKeys(marker, place) {
  const moves = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
  marker.on('keydown', ({ originalEvent }) => {
    const move = moves[originalEvent.key];
    if (!move) return;
    originalEvent.preventDefault();
    originalEvent.stopPropagation();
    const { lat, lng } = marker.getLatLng();
    place({ lat: lat + move[0] * STEP_DEGREES, lng: lng + move[1] * STEP_DEGREES });
  });
}

/** Numbers that are typed move the marker. */
function followFields(L, map, marker, fields) {
  const follow = () => {
    const [lat, lng] = fields.map(({ value }) =>
      value.trim() === '' ? NaN : Number(value.replace(',', '.')),
    );
    if (Number.isNaN(lat) || Number.isNaN(lng)) return;
    marker.setLatLng(L.latLng(lat, lng)).addTo(map);
  };
  for (const field of fields) field.addEventListener('change', follow);
  follow();
}

function usePosition(L, map, news, place) {
  news.textContent = news.dataset.locating;
  if (!navigator.geolocation) news.textContent = news.dataset.failed;
  else
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const point = L.latLng(coords.latitude, coords.longitude);
        place(point, news.dataset.located);
        map.setView(point, 16);
      },
      () => {
        news.textContent = news.dataset.failed;
      },
      { enableHighAccuracy: true, timeout: 10_000 },
    );
}

/** Flat is near enough within one town. */
function nearest(roads, { lat, lng }) {
  let best = { name: '-', distance: Infinity };
  for (const { name, latitude, longitude } of roads) {
    const distance =
      (latitude - lat) ** 2 + ((longitude - lng) * Math.cos((lat * Math.PI) / 180)) ** 2;
    if (distance < best.distance) best = { name, distance };
  }
  return best.name;
}
