// While a need is being typed: the needs that resemble it.
"use strict";

(() => {
  const place = document.querySelector("[data-similar]");
  const form = place.closest("form");
  const PAUSE = 700;
  const SHORTEST = 4;
  const LONGEST = 200;
  let timer = 0;
  let asked = "";

  async function look() {
    // Numbers lead to people and to nothing that is similar: they stay on the device.
    const words = `${form.elements.name?.value ?? ""} ${form.elements.content.value}`.replace(/\d{3,}/g, "").trim();
    const text = words.slice(0, LONGEST);
    if (text === asked) return;
    asked = text;
    if (text.length < SHORTEST) return place.replaceChildren();
    try {
      const answer = await fetch(`${place.dataset.similar}?${new URLSearchParams({ text })}`, { redirect: "manual" });
      if (!answer.ok || text !== asked) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...page.body.children);
    } catch {
      asked = ""; // No network: the need is recorded all the same.
    }
  }

  form.addEventListener("input", (event) => {
    if (!["content", "name"].includes(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
})();
