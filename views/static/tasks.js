/* A partner's list of tasks, live, and the same tasks on the map of the town. Without this script there is the list. */
import './live.js';
import { drawTown, loadLeaflet, pin } from './town-map.js';

const box = document.getElementById('tasks-map');

/** The points of the list as it stands in the page, each with the tasks that are there. */
function pointsOf(list) {
  const points = new Map();
  for (const line of list.querySelectorAll('[data-latitude]')) {
    const { href, textContent: title } = line.querySelector('.pt-line-title a');
    const { latitude, longitude, about } = line.dataset;
    const key = `${latitude} ${longitude}`;
    const tasks = [...(points.get(key)?.tasks ?? []), { href, title, about }];
    points.set(key, { at: [Number(latitude), Number(longitude)], tasks });
  }
  return [...points.values()];
}

/** What a marker opens: the way to each task's page. */
function cardOf({ tasks }) {
  const card = document.createElement('ul');
  card.className = 'pt-map-card';
  for (const { href, title, about } of tasks) {
    const line = document.createElement('li');
    const link = Object.assign(document.createElement('a'), { href, textContent: title });
    line.append(link, document.createElement('br'), about);
    card.append(line);
  }
  return card;
}

function mark(L, layer, points) {
  layer.clearLayers();
  for (const point of points) {
    const title = point.tasks.map((task) => task.title).join(', ');
    L.marker(point.at, { icon: pin(L), alt: title, title, keyboard: true })
      .bindPopup(() => cardOf(point))
      .addTo(layer);
  }
}

async function openTasksMap(list) {
  if (pointsOf(list).length === 0) return;
  const answer = await fetch(box.dataset.from);
  if (!answer.ok) return;
  const town = await answer.json();
  const L = await loadLeaflet();
  box.hidden = false;
  const map = drawTown(L, box, { ...town, roads: [] }); // the tasks are what is looked for
  const layer = L.featureGroup().addTo(map);
  mark(L, layer, pointsOf(list));
  map.fitBounds(layer.getBounds(), { padding: [40, 40], maxZoom: 15 });
  new MutationObserver(() => mark(L, layer, pointsOf(list))).observe(list, { childList: true });
}

const list = document.querySelector('[data-live]');
if (box && list) void openTasksMap(list);
