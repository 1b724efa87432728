// Keeps the form for a new need, with its style and script, for where there is no network. It keeps no other page.
"use strict";

const CACHE = "partner-hub-form-1";
const FORM = /^\/c\/\d+\/needs\/new$/;
const FIRST_PAGE = /^\/(c\/\d+\/)?$/;
// Somebody comes or goes: the form that is kept shows who it was.
const DOORS = /^\/(sign-in|sign-out|sign-out-everywhere|invitation|password)(\/|$)/;
const PATIENCE = 8_000;
const FRESH = 3_600_000;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("partner-hub-") && name !== CACHE;
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))).then(() => clients.claim()),
  );
});

self.addEventListener("message", (event) => event.waitUntil(hear(event.data)));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && DOORS.test(url.pathname)) return event.waitUntil(caches.delete(CACHE));
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && FORM.test(url.pathname) && !url.search) event.respondWith(formPage(event));
  else if (request.mode === "navigate" && FIRST_PAGE.test(url.pathname)) event.respondWith(firstPage(request));
  else if (url.searchParams.has("v")) event.respondWith(part(request));
});

async function hear({ writer, keep: formUrl }) {
  const cache = await caches.open(CACHE);
  for (const kept of await cache.keys()) {
    const page = FORM.test(new URL(kept.url).pathname) && (await cache.match(kept));
    if (page && page.headers.get("Hub-Writer") !== writer) return caches.delete(CACHE).then(() => hear({ writer, keep: formUrl }));
  }
  if (!formUrl) return;
  const known = await cache.match(formUrl);
  if (known && Date.now() - Date.parse(known.headers.get("Date")) < FRESH) return;
  const answer = await fetch(formUrl, { redirect: "manual" });
  if (answer.headers.get("Hub-Writer") === writer) await keep(formUrl, answer);
}

// The page and every part that it names by its content.
async function keep(url, answer) {
  if (!answer.ok || !answer.headers.get("Hub-Writer")) return;
  const parts = [...(await answer.clone().text()).matchAll(/(?:href|src)="([^"]+\?v=[^"]+)"/g)].map((found) => found[1]);
  const cache = await caches.open(CACHE);
  const there = new Set((await cache.keys()).map((request) => request.url));
  const wanted = new Set(parts.map((path) => new URL(path, location).href));
  await cache.addAll([...wanted].filter((each) => !there.has(each)));
  await cache.put(url, answer);
  for (const each of there) {
    if (new URL(each).searchParams.has("v") && !wanted.has(each)) await cache.delete(each);
  }
}

async function formPage(event) {
  const { pathname } = new URL(event.request.url);
  const fromNetwork = fetch(event.request);
  event.waitUntil(fromNetwork.then((answer) => keep(pathname, answer.clone())).catch(() => {}));
  const kept = await caches.match(pathname);
  if (!kept) return fromNetwork;
  const tired = new Promise((resolve) => { setTimeout(resolve, PATIENCE, kept); });
  return Promise.race([fromNetwork, tired]).catch(() => kept);
}

// Whoever opens the application without network finds the form.
async function firstPage(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(CACHE)).keys();
    const found = kept.find(({ url }) => FORM.test(new URL(url).pathname));
    if (!found) throw error;
    return Response.redirect(found.url);
  }
}

async function part(request) {
  return (await caches.match(request)) ?? fetch(request);
}
