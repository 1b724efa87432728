// Beside the text of minutes: the page that is being written, as it will be printed.
"use strict";

(() => {
  const place = document.querySelector("[data-pages]");
  const form = document.querySelector("#minutes-text");
  if (!place || !form) return;
  const picture = place.querySelector("img");
  const notice = place.querySelector("[data-notice]");
  const shown = place.querySelector("[data-shown]");
  const PAUSE = 180; // After the last key, in milliseconds.
  const LOOK_AGAIN = 400;
  const WORDS_NEAR = 12;
  let timer = 0;
  let page = 1;
  let pages = 1;
  let near = "";
  let isAsking = false;
  let isAsked = false;

  const fill = (sentence, words) => sentence.replace(/\{(\w+)\}/g, (_, name) => words[name]);

  // A few characters before the cursor: on which page they stand, the server finds out.
  function wordsAtCursor(field) {
    if (typeof field.selectionEnd !== "number") return "";
    const line = field.value.slice(0, field.selectionEnd).split("\n").at(-1);
    return (line || field.value.split("\n")[0]).slice(-WORDS_NEAR);
  }

  function show(answer) {
    ({ page, pages } = answer);
    picture.src = answer.picture;
    picture.alt = fill(place.dataset.alt, answer);
    shown.textContent = fill(place.dataset.count, answer);
    notice.textContent = "";
    place.querySelector(".paper-buttons").hidden = false;
    for (const button of place.querySelectorAll("[data-step]")) {
      const target = page + Number(button.dataset.step);
      button.disabled = target < 1 || target > pages;
    }
  }

  function tell(answer) {
    const sentence = answer.reached ? place.dataset.reached : place.dataset.waits;
    notice.textContent = answer.sentences?.join(" ") ?? fill(sentence, { page: answer.reached });
  }

  async function fetchPage() {
    const fields = new FormData(form);
    fields.set("preview_page", page);
    fields.set("preview_near", near);
    const answer = await fetch(place.dataset.pages, { method: "POST", body: fields, redirect: "manual" });
    const told = await answer.json();
    if (answer.status === 200) show(told);
    else tell(told);
    return answer.status === 202;
  }

  // One question at a time; what has changed meanwhile is asked after it.
  async function ask() {
    isAsked = true;
    if (isAsking) return;
    isAsking = true;
    place.setAttribute("aria-busy", "true");
    while (isAsked) {
      isAsked = false;
      try {
        if (await fetchPage()) askLater(LOOK_AGAIN);
      } catch {
        notice.textContent = place.dataset.away;
      }
    }
    place.removeAttribute("aria-busy");
    isAsking = false;
  }

  function askLater(pause) {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  }

  form.addEventListener("input", (event) => {
    near = wordsAtCursor(event.target);
    askLater(PAUSE);
  });
  form.addEventListener("change", () => askLater(PAUSE));
  place.addEventListener("click", ({ target }) => {
    if (!target.dataset.step) return;
    page += Number(target.dataset.step);
    near = "";
    ask();
  });
  ask();
})();
