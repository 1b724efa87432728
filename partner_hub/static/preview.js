// What the public will see, while it is being written.
"use strict";

for (const place of document.querySelectorAll("[data-preview]")) {
  const field = document.querySelector(`[name="${place.dataset.preview}"]`);
  field.addEventListener("input", () => { place.textContent = field.value; });
}
