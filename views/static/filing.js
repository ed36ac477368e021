/* Filing: questions without a new page, places while typing, a point on a map. Everything works without it. */
import './filing-receipt.js';
import { openMap } from './map.js';

/** Shows a category's questions as soon as it is chosen; the button that does so by itself is then not needed. */
function showQuestions() {
  const select = document.getElementById('field-category');
  const part = document.getElementById('category-part');
  const button = document.querySelector('.iter-confirm-category');
  if (!select || !part || !button) return;
  button.hidden = true;
  select.addEventListener('change', async () => {
    const answer = await fetch(`${part.dataset.from}?tipo=${encodeURIComponent(select.value)}`);
    if (answer.ok) part.innerHTML = await answer.text();
    else button.hidden = false;
  });
}

/** Offers known places while somebody types; the name that is taken is found again by the server. */
function offerPlaces() {
  const input = document.getElementById('field-location.search');
  const list = document.getElementById('known-places');
  if (!input || !list) return;
  let waiting;
  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => fill(input.value, list), 250);
  });
}

async function fill(typed, list) {
  if (typed.trim().length < 2) return;
  const answer = await fetch(`${list.dataset.from}?q=${encodeURIComponent(typed)}`);
  if (!answer.ok) return;
  const { items } = await answer.json();
  list.replaceChildren(
    ...items.map(({ name, area }) => {
      const option = document.createElement('option');
      option.value = name;
      option.label = `${name} (${area})`;
      return option;
    }),
  );
}

/** The map is fetched when its part of the page is opened, not before. */
function mapWhenOpened() {
  const part = document.getElementById('point');
  if (!part) return;
  const open = () => {
    if (!part.open) return;
    part.removeEventListener('toggle', open);
    void openMap();
  };
  part.addEventListener('toggle', open);
  open();
}

showQuestions();
offerPlaces();
mapWhenOpened();
