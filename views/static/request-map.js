/* Where a request is, on the map of the town, beside its address; the page around it is live. Without this script there is the address. */
import './live.js';
import { drawTown, loadLeaflet, pin } from './town-map.js';

const CLOSE = 15;

async function drawIn(place) {
  const { latitude, longitude, about, label, from } = place.dataset;
  const answer = await fetch(from);
  if (!answer.ok) return null;
  const town = await answer.json();
  const L = await loadLeaflet();
  const box = document.createElement('div');
  box.className = 'iter-map';
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', label);
  place.append(box);
  const at = [Number(latitude), Number(longitude)];
  const map = drawTown(L, box, town);
  L.marker(at, {
    icon: pin(L),
    alt: about,
    title: about,
    interactive: false,
    keyboard: false,
  }).addTo(map);
  map.setView(at, CLOSE);
  return box;
}

const placeOf = () => document.querySelector('[data-map]');
const live = document.querySelector('[data-live]');
const place = placeOf();
if (place) {
  const box = await drawIn(place);
  // what the page fetches anew brings an empty place: the map moves into it as it stands
  if (box && live)
    new MutationObserver(() => {
      const fresh = placeOf();
      if (fresh && !fresh.contains(box)) fresh.append(box);
    }).observe(live, { childList: true });
}
