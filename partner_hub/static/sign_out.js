// What was typed on this device and has not arrived (static/outbox.js) goes when its writer signs out; a question comes
// first. It goes with the page after that, so that nothing is lost by a sign-out that did not come about.
"use strict";

(() => {
  const { writer, question } = document.currentScript.dataset;
  const LEAVING = "hub-leaving";
  const EXIT = /^\/sign-out(-everywhere)?$/;

  const namesOf = (person) => Object.keys(localStorage).filter((name) => name.startsWith("hub-draft:") && name.split(":")[2] === person);

  function wipe(person) {
    for (const name of namesOf(person)) localStorage.removeItem(name);
    // Other tabs of this person must not keep anything anew.
    new BroadcastChannel("hub-left").postMessage(person);
    window.caches?.keys().then((names) => Promise.all(names.map((name) => caches.delete(name)))).catch(() => {});
  }

  try {
    const leaver = sessionStorage.getItem(LEAVING);
    sessionStorage.removeItem(LEAVING);
    if (leaver && leaver !== writer) wipe(leaver);
  } catch {
    return; // A browser that keeps nothing.
  }

  document.addEventListener("submit", (event) => {
    if (!writer || !EXIT.test(new URL(event.target.action).pathname)) return;
    window.dispatchEvent(new Event("hub-keep")); // The last letters, too, are asked about.
    const number = namesOf(writer).length;
    if (number && !confirm(question.replace("#", number))) event.preventDefault();
    else sessionStorage.setItem(LEAVING, writer);
  });
})();
