// Niceties only: every page works without this file.
"use strict";

// A summary of errors is read out and scrolled to.
document.querySelector("[data-focus]")?.focus();

// A day or time that is only half typed would be sent as an empty one: the browser says so instead.
document.addEventListener("submit", (event) => {
  const half = [...event.target.elements].find((control) => control.validity?.badInput);
  if (!half) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  half.reportValidity();
}, true);

// Ask before leaving with unsaved text.
for (const form of document.querySelectorAll("form[data-keep]")) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}

// Printing needs a script, so the button is there only with one.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A filter takes effect as soon as it is chosen.
for (const select of document.querySelectorAll("form[data-auto] select")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}
