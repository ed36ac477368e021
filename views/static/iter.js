/* What every page may use; each works without it too. */

/** Tells how many characters are left of a text with a limit; counted as people count, not in UTF-16 units. */
function countCharacters(area) {
  const max = Number(area.dataset.max);
  const note = document.createElement('p');
  note.className = 'form-text';
  note.setAttribute('aria-live', 'polite');
  area.after(note);
  const show = () => {
    const used = Array.from(area.value.trim()).length;
    note.textContent = `${used} / ${max}`;
    note.classList.toggle('iter-fault', used > max);
  };
  area.addEventListener('input', show);
  show();
}

/** A form is sent once, however often the button is pressed. */
function sendOnce(form) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault();
    else form.dataset.sent = 'yes';
    setTimeout(() => delete form.dataset.sent, 10000); // an answer that was a download leaves the page as it is
  });
}

for (const area of document.querySelectorAll('textarea[data-max]')) countCharacters(area);
for (const form of document.querySelectorAll('form[method="post"]')) sendOnce(form);
for (const button of document.querySelectorAll('[data-print]'))
  button.addEventListener('click', () => window.print());
document.querySelector('#form-errors, #form-refusal')?.focus();
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
});
