// Needs that were typed on this device and have not arrived: kept here, shown, and sent when the network is back.
// Each belongs to the person who typed it; it is never shown to somebody else and never sent under another name.
"use strict";

const outbox = (() => {
  const { writer, community, drafts, form: formUrl, worker } = document.currentScript.dataset;
  const OURS = `hub-draft:${community}:${writer}:`;
  const EVERY = 30_000;
  const PATIENCE = 20_000;
  // States of a draft: "typing" stays, "waiting" is sent by itself, "refused" wants its writer.
  const box = document.querySelector("[data-outbox]");
  let turn = Promise.resolve();
  let isSweeping = false;
  // The one that somebody is just sending by the button, who waits for its answer: a sweep leaves it alone.
  let inHand = "";
  let word = "";
  // Its writer has signed out in another tab: nothing is kept on this device any more.
  let isOver = false;

  const storage = (() => {
    try {
      localStorage.setItem("hub-draft-try", "1");
      localStorage.removeItem("hub-draft-try");
      return localStorage;
    } catch {
      return null;
    }
  })();

  function newKey() {
    // crypto.randomUUID is missing on pages without TLS.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }

  function get(key) {
    try {
      const item = JSON.parse(storage?.getItem(OURS + key) ?? "null");
      return item && { ...item, key };
    } catch {
      return null;
    }
  }

  function put(key, changes) {
    if (isOver) return false;
    const { key: _, ...item } = { ...get(key), ...changes };
    try {
      storage?.setItem(OURS + key, JSON.stringify(item));
      return storage !== null;
    } catch {
      return false; // The device is full: the form still stands on the screen, and asks before it is left.
    }
  }

  function forget(key) {
    storage?.removeItem(OURS + key);
  }

  function all() {
    return Object.keys(storage ?? {})
      .filter((name) => name.startsWith(OURS))
      .map((name) => get(name.slice(OURS.length)))
      .filter(Boolean)
      .sort((one, other) => one.at - other.at);
  }

  async function ask(url, options) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    try {
      const answer = await fetch(url, {
        ...options, redirect: "manual", cache: "no-store", headers: { Accept: "application/json" }, signal: patience.signal,
      });
      if (answer.type === "opaqueredirect" || answer.status === 401) return { state: "ended" };
      return answer.ok ? await answer.json() : { state: "away" };
    } catch {
      return { state: "away" };
    } finally {
      clearTimeout(timer);
    }
  }

  // Who is signed in, a fresh token, and which drafts have become needs by another way than this script.
  async function settle() {
    const query = new URLSearchParams(all().slice(-50).map((item) => ["key", item.key]));
    const told = await ask(`${drafts}?${query}`);
    if (told.state) return told;
    if (String(told.writer) !== writer) return { state: "other" };
    for (const key of Object.keys(told.arrived)) {
      const item = get(key);
      // One that waits is sent all the same: the server knows it, unless it was changed after its first sending.
      if (item?.state === "typing" && item.at <= item.sentAt) forget(key);
    }
    return { state: "here", ...told };
  }

  async function deliver(item, told, quiet) {
    const body = new URLSearchParams(item.fields);
    body.set("client_key", item.key);
    body.set("csrf_token", told.csrf_token);
    body.set("writer", writer);
    if (quiet) body.set("quiet", "1");
    const answer = await ask(drafts, { method: "POST", body });
    if (answer.state === "arrived") forget(item.key);
    if (answer.state === "refused") put(item.key, { state: "refused", errors: answer.errors });
    return answer;
  }

  // One after the other: whoever presses the button waits for what is just being sent.
  function inTurn(task) {
    const done = turn.then(task).finally(draw);
    turn = done.catch(() => {});
    return done;
  }

  // Send one now, for somebody who looks on; tells what became of it.
  function send(key) {
    inHand = key;
    return inTurn(async () => {
      const told = await settle();
      word = told.state;
      if (told.state !== "here") return told;
      const item = get(key);
      if (!item) return { state: "gone" }; // Another tab has sent it meanwhile.
      const answer = await deliver(item, told, false);
      word = answer.state;
      return { csrf_token: told.csrf_token, ...answer };
    }).finally(() => { inHand = ""; });
  }

  function sendAll() {
    if (isSweeping || !all().length) return draw();
    isSweeping = true;
    return inTurn(sweep).finally(() => { isSweeping = false; });
  }

  async function sweep() {
    const told = await settle();
    word = told.state;
    if (told.state !== "here") return;
    for (const { key } of all().filter((each) => each.state === "waiting")) {
      const item = get(key);
      // Another tab was faster, its writer has opened it, or the button has been pressed meanwhile.
      if (item?.state !== "waiting" || key === inHand) continue;
      const answer = await deliver(item, told, true);
      word = answer.state;
      if (!["arrived", "refused"].includes(answer.state)) return;
    }
  }

  function draw() {
    if (!box) return;
    const open = document.querySelector("form[data-draft]")?.elements.client_key.value;
    const items = all().filter((item) => item.state !== "typing" || item.key !== open);
    const waiting = items.filter((item) => item.state === "waiting").length;
    const rows = items.map(row);
    box.querySelector("ul").replaceChildren(...rows);
    box.querySelector("[data-heading]").textContent = waiting ? box.dataset.heading.replace("#", waiting) : box.dataset.drafts;
    const said = items.length ? box.dataset[word] ?? "" : word === "arrived" ? box.dataset.arrived : "";
    box.querySelector("[data-word]").textContent = said;
    box.querySelector("[data-sign-in]").hidden = !(items.length && word === "ended");
    box.querySelector("[data-send]").hidden = !waiting;
    box.hidden = !items.length && !said;
  }

  function row(item) {
    const line = box.querySelector("template").content.cloneNode(true).firstElementChild;
    const text = new URLSearchParams(item.fields).get("content") ?? "";
    line.querySelector("[data-text]").textContent = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    line.querySelector("[data-state]").textContent = box.dataset[`is${item.state}`];
    line.querySelector("[data-at]").textContent = new Date(item.at).toLocaleString(document.documentElement.lang, {
      month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit",
    });
    line.querySelector("[data-errors]").textContent = (item.state === "refused" && item.errors?.join(" ")) || "";
    const link = line.querySelector("a");
    link.href = `${formUrl}#draft=${item.key}`;
    link.addEventListener("click", () => setTimeout(() => location.pathname === formUrl && location.reload()));
    line.querySelector("button").addEventListener("click", () => {
      if (!confirm(box.dataset.sure)) return;
      forget(item.key);
      draw();
    });
    return line;
  }

  async function keepPage() {
    if (!("serviceWorker" in navigator)) return;
    // Whoever else was at this device must not be shown, and what this person needs without network is fetched.
    navigator.serviceWorker.controller?.postMessage({ writer });
    if (!box) return;
    await navigator.serviceWorker.register(worker);
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ writer, keep: formUrl });
  }

  new BroadcastChannel("hub-left").addEventListener("message", ({ data }) => {
    if (data !== writer) return;
    isOver = true;
    for (const { key } of all()) forget(key);
    draw();
  });
  window.addEventListener("online", sendAll);
  window.addEventListener("storage", draw);
  document.addEventListener("visibilitychange", () => document.hidden || sendAll());
  setInterval(sendAll, EVERY);
  window.addEventListener("load", () => keepPage().catch(() => {}));
  box?.querySelector("[data-send]").addEventListener("click", sendAll);
  // After every script of this page has run: a form may take one of the drafts into its fields.
  document.addEventListener("DOMContentLoaded", sendAll);

  return { newKey, get, put, forget, all, send, draw, works: storage !== null };
})();
