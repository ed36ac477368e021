/* Forms of the offices' door: each works without this. */

/** Fields that belong to a choice are folded away until it is made; what was typed or is wrong stays in sight. */
function foldConditional(field) {
  const choice = document.getElementById(`field-${field.dataset.whenField}`);
  if (!choice) return;
  const wanted = field.dataset.whenIn.split(' ');
  const show = () => {
    const control = field.querySelector('input, select, textarea');
    field.hidden =
      !wanted.includes(choice.value) && !control.value && !field.querySelector('.iter-fault');
  };
  choice.addEventListener('change', show);
  show();
}

/** The questions of a category come as soon as it is chosen. */
function askAtOnce(button) {
  const category = document.getElementById('field-category');
  const place = document.getElementById('domande');
  if (!category || !place) return;
  button.hidden = true;
  category.addEventListener('change', async () => {
    const answer = await fetch(
      `${button.dataset.questions}?tipo=${encodeURIComponent(category.value)}`,
    );
    if (answer.ok) place.innerHTML = await answer.text();
    else button.hidden = false;
  });
}

for (const field of document.querySelectorAll('[data-when-field]')) foldConditional(field);
for (const button of document.querySelectorAll('[data-questions]')) askAtOnce(button);

/** One box for all of the page, and how many are ticked. */
function pickAll(box) {
  const rows = [...document.querySelectorAll('.desk-pick input[name="riga"]')];
  const tell = document.querySelector('[data-picked]');
  const show = () => {
    const ticked = rows.filter((row) => row.checked).length;
    box.checked = ticked === rows.length;
    box.indeterminate = ticked > 0 && ticked < rows.length;
    if (tell) tell.textContent = ticked > 0 ? `(${ticked})` : '';
  };
  box.hidden = false;
  box.addEventListener('change', () => {
    for (const row of rows) row.checked = box.checked;
    show();
  });
  for (const row of rows) row.addEventListener('change', show);
  show();
}

for (const box of document.querySelectorAll('[data-pick-all]')) pickAll(box);
