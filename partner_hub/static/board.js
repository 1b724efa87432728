// A nicety: a need dragged onto an offering, or the other way round, opens the form that brings the two together.
"use strict";

const cards = document.querySelectorAll(".board-cards > li");
const hint = document.querySelector(".drag-hint");
let dragged = null;

if (hint && matchMedia("(pointer: fine)").matches) hint.hidden = false;

const pairOf = (card) => {
  if (!dragged || dragged === card) return null;
  const need = dragged.dataset.need ?? card.dataset.need;
  const offering = dragged.dataset.offering ?? card.dataset.offering;
  return need && offering ? { need, offering } : null;
};

function makeDraggable(card) {
  card.draggable = true;
  card.addEventListener("dragstart", () => { dragged = card; });
  card.addEventListener("dragend", () => { dragged = null; });
  card.addEventListener("dragover", (event) => {
    if (!pairOf(card)) return;
    event.preventDefault();
    card.classList.add("is-target");
  });
  card.addEventListener("dragleave", () => card.classList.remove("is-target"));
  card.addEventListener("drop", (event) => {
    const pair = pairOf(card);
    if (!pair) return;
    event.preventDefault();
    const board = document.querySelector(".board");
    location.href = `${board.dataset.dispatch.replace("/0/", `/${pair.need}/`)}?offering=${pair.offering}`;
  });
}

for (const card of cards) makeDraggable(card);
