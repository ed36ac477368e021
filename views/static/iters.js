/* The text of a draft is checked while it is written; without this the button "check" does the same. */
const WAIT_MS = 600;
const place = document.querySelector('[data-check]');
const source = document.getElementById('field-testo');
let waiting;
let asked = 0;

async function check() {
  const mine = (asked += 1);
  const body = new URLSearchParams(new FormData(source.form));
  const answer = await fetch(place.dataset.check, { method: 'POST', body });
  if (answer.ok && mine === asked) place.innerHTML = await answer.text();
}

source.addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => void check().catch(() => undefined), WAIT_MS);
});

/* A link to a line of the text (`#riga-12`) leads to it: the line is marked and in sight. */
function toLine(number) {
  const lines = source.value.split('\n');
  const from = lines.slice(0, number - 1).join('\n').length + (number > 1 ? 1 : 0);
  source.focus();
  source.setSelectionRange(from, from + (lines[number - 1] ?? '').length);
  source.scrollTop = ((number - 3) / lines.length) * source.scrollHeight;
}

const line = /^#riga-(\d+)$/.exec(location.hash);
if (line) toLine(Number(line[1]));
