// The way to the server.

import { body } from "./queue.js";

const SLOW = 20_000;

/** Resolves to {status, body, tag}; rejects where there is no network. */
async function ask(path, options = {}) {
  const answer = await fetch(`/m/api/${path}`, {
    ...options, credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout(SLOW),
  });
  const isJSON = answer.headers.get("content-type")?.startsWith("application/json");
  // A page of a café's network is no answer.
  if (!isJSON && answer.status !== 304) throw new TypeError("no answer of ours");
  return {
    status: answer.status, tag: answer.headers.get("etag"), body: answer.status === 304 ? null : await answer.json(),
  };
}

export const get = (path, tag) => ask(path, { headers: tag ? { "if-none-match": tag } : {} });

export const post = (item) => ask(item.path, {
  // Who it is from: on a phone that several reps use it must not become somebody else's.
  method: "POST", headers: { "content-type": "application/json", "x-rep": item.rep }, body: JSON.stringify(body(item)),
});

/** Tells that the rep is there; nobody waits for it, and it is not sent later. */
export const sayHere = (key) => ask("presence", {
  method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ kind: "seen", key }),
}).catch(() => {});
