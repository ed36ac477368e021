/* A page that fetches itself again when the server says that something on it has changed. Without this script there is a link for it. */

const part = document.querySelector('[data-live]');

/** What is being typed or chosen is never taken away: then the link says that there is something new. */
function isBusy() {
  const focused = document.activeElement;
  return (
    (part.contains(focused) && focused.matches('input, textarea, select')) ||
    [...part.querySelectorAll('input, textarea')].some((field) =>
      field.type === 'checkbox' || field.type === 'radio'
        ? field.checked !== field.defaultChecked
        : field.type !== 'hidden' && field.value !== field.defaultValue,
    )
  );
}

async function renew() {
  if (isBusy()) {
    part.querySelector('[data-live-link]')?.classList.add('pt-live-news');
    return;
  }
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
  if (!answer.ok || answer.redirected) return; // signed out, or gone: the next click says so
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.querySelector('[data-live]');
  if (fresh && !isBusy()) part.replaceChildren(...fresh.childNodes);
}

let renewing = Promise.resolve();
if (part) {
  const events = new EventSource(part.dataset.live);
  let hasBroken = false;
  events.addEventListener(
    'changed',
    () => (renewing = renewing.then(renew).catch(() => undefined)),
  );
  events.addEventListener('error', () => (hasBroken = true));
  events.addEventListener('open', () => {
    if (hasBroken) renewing = renewing.then(renew).catch(() => undefined); // what came meanwhile
    hasBroken = false;
  });
}
