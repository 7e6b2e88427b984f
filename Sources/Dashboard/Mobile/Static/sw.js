// The service worker: the page opens without a network, and what waits is sent when there is one again. VERSION and SHELL stand before
// this text when it is served.

import { drain } from "./queue.js";
import { kept, queue } from "./store.js";
import { post } from "./api.js";

const NAME = `corong-${VERSION}`;

addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(NAME);
    await cache.addAll(SHELL.map((path) => new Request(path, { cache: "reload" })));
    await skipWaiting();
  })());
});

addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith("corong-") && name !== NAME) await caches.delete(name);
    await clients.claim();
  })());
});

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || !SHELL.includes(url.pathname)) return;
  event.respondWith((async () => {
    const cache = await caches.open(NAME);
    return await cache.match(url.pathname) ?? fetch(event.request);
  })());
});

// The page may be closed by now: then this sends, and otherwise the page does, which shows it.
addEventListener("sync", (event) => {
  if (event.tag !== "queue") return;
  event.waitUntil((async () => {
    const pages = await clients.matchAll({ type: "window" });
    if (pages.length > 0) {
      for (const page of pages) page.postMessage("send");
      return;
    }
    const me = await kept("me");
    if (!me) return;
    const result = await navigator.locks.request("queue", () => drain(queue, me.rep, post));
    if (result === "offline" || result === "wait") throw new Error(result);
  })());
});
