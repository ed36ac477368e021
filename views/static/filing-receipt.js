/* What only makes sense with scripts comes out of hiding. */
for (const element of document.querySelectorAll('.iter-needs-script')) element.hidden = false;
