// The agenda: items are put in order by dragging, by arrow keys or by buttons, and their minutes are added up while
// they are typed. Nothing is sent before the button that saves is pressed.
"use strict";

(() => {
  const form = document.querySelector("form[data-agenda]");
  if (!form) return;
  const body = form.querySelector("tbody");
  const spoken = form.querySelector("[data-spoken]");
  const time = form.querySelector("[data-agenda-time]");

  const fill = (sentence, words) => sentence.replace(/\{(\w+)\}/g, (_, name) => words[name]);
  const rows = () => [...body.rows];

  function number() {
    for (const [place, row] of rows().entries()) row.querySelector("[data-place]").textContent = place + 1;
    form.elements.order.value = rows().map((row) => row.dataset.item).join(",");
  }

  function tell(row) {
    const words = { title: row.dataset.title, place: rows().indexOf(row) + 1, total: rows().length };
    spoken.textContent = fill(spoken.dataset.spoken, words);
  }

  // To the place of that index, as far as there are places. The others are moved past the row: one that is taken out of
  // the page for a moment loses the cursor and the finger. `hub.js` asks before unsaved changes are left.
  function move(row, index) {
    const all = rows();
    const start = all.indexOf(row);
    const target = Math.min(Math.max(index, 0), all.length - 1);
    if (target !== start) {
      if (target > start) row.before(...all.slice(start + 1, target + 1));
      else row.after(...all.slice(target, start));
      number();
      form.dispatchEvent(new Event("input"));
    }
    tell(row);
  }

  function moveByKey(event, row) {
    const place = rows().indexOf(row);
    const targets = { ArrowUp: place - 1, ArrowDown: place + 1, Home: 0, End: rows().length - 1 };
    if (!(event.key in targets)) return;
    event.preventDefault();
    move(row, targets[event.key]);
  }

  // Follows the finger or the mouse: the row goes where the pointer is.
  function follow(event, row) {
    const under = rows().findIndex((each) => {
      const box = each.getBoundingClientRect();
      return event.clientY >= box.top && event.clientY < box.bottom;
    });
    if (under >= 0 && rows()[under] !== row) move(row, under);
  }

  function letDrag(handle, row) {
    handle.addEventListener("pointerdown", (event) => {
      handle.setPointerCapture(event.pointerId);
      row.classList.add("is-dragged");
    });
    handle.addEventListener("pointermove", (event) => {
      if (handle.hasPointerCapture(event.pointerId)) follow(event, row);
    });
    handle.addEventListener("lostpointercapture", () => row.classList.remove("is-dragged"));
  }

  function prepare(row) {
    const handle = row.querySelector("[data-handle]");
    handle.hidden = false;
    handle.addEventListener("keydown", (event) => moveByKey(event, row));
    letDrag(handle, row);
    for (const button of row.querySelectorAll("button[name=move]")) {
      button.addEventListener("click", (event) => {
        event.preventDefault();
        move(row, rows().indexOf(row) + (button.value.startsWith("up") ? -1 : 1));
      });
    }
  }

  // Figures in full width are figures, too; what is none is missing.
  const minutesIn = (field) => Number(field.value.normalize("NFKC")) || Number.NaN;

  function add() {
    const given = [...form.querySelectorAll("input[data-minutes]")].map(minutesIn);
    const allotted = given.reduce((sum, each) => sum + (each || 0), 0);
    const unset = given.filter(Number.isNaN).length;
    const planned = Number(time.dataset.planned);
    const kind = planned ? (allotted > planned ? "over" : "within") : "open";
    const words = { allotted, planned, left: planned - allotted, over: allotted - planned, unset };
    const sentences = [time.dataset[kind], ...(unset ? [time.dataset.unset] : [])];
    time.textContent = sentences.map((each) => fill(each, words)).join(" ");
    time.classList.toggle("notice-late", kind === "over");
    time.classList.toggle("notice-waiting", kind !== "over");
  }

  for (const row of rows()) prepare(row);
  form.addEventListener("input", (event) => { if (event.target.dataset?.minutes !== undefined) add(); });
})();
