// A link or a text is copied with one tap; without this file it can be selected and copied by hand.
"use strict";

const field = document.querySelector("[data-copy]");
const button = document.querySelector("[data-copy-button]");

// Some pages have nothing to copy in every state of their record.
if (field && button) {
  field.addEventListener("focus", () => field.select());
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    // Pages without TLS have no clipboard object; the old command works there.
    if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
    else document.execCommand("copy");
    button.textContent = button.dataset.done;
  });
}
