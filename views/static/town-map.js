/* The town drawn from our own data: its boundary, its areas and its roads, without pictures from elsewhere. */
const NAMES_FROM_ZOOM = 14;

export async function loadLeaflet() {
  const base = new URL('vendor/', import.meta.url);
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = new URL('leaflet.css', base).href;
  document.head.append(style);
  await import(new URL('leaflet.js', base).href);
  return window.L;
}

export function drawTown(L, box, { center, boundary, areas, roads }) {
  const map = L.map(box, { attributionControl: false, zoomSnap: 0.25, minZoom: 10, maxZoom: 18 });
  const turned = (ring) => ring.map(([lng, lat]) => [lat, lng]);
  const edge =
    boundary &&
    L.polygon(turned(boundary), {
      color: '#06c',
      weight: 3,
      fillColor: '#fff',
      fillOpacity: 1,
      interactive: false,
    }).addTo(map);
  for (const { name, ring } of areas)
    L.polygon(turned(ring), { color: '#5b6f82', weight: 1, fill: false, interactive: false })
      .addTo(map)
      .bindTooltip(name, { permanent: true, direction: 'center', className: 'iter-map-area' });
  for (const road of roads)
    L.circleMarker([road.latitude, road.longitude], {
      radius: 5,
      color: '#17324d',
      weight: 1,
      fillColor: '#ff9900',
      fillOpacity: 1,
      bubblingMouseEvents: true,
    })
      .addTo(map)
      .bindTooltip(road.name, {
        permanent: true,
        direction: 'right',
        offset: [6, 0],
        className: 'iter-map-road',
      });
  map.on('zoomend', () => box.classList.toggle('is-near', map.getZoom() >= NAMES_FROM_ZOOM));
  if (edge) map.fitBounds(edge.getBounds());
  else map.setView([center[1], center[0]], 13);
  return map;
}

export function pin(L) {
  const images = new URL('vendor/images/', import.meta.url);
  return L.icon({
    iconUrl: new URL('marker-icon.png', images).href,
    iconRetinaUrl: new URL('marker-icon-2x.png', images).href,
    iconSize: [25, 41],
    iconAnchor: [12, 41],
  });
}
