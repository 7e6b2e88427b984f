// The rep's page: what it knows, when it asks, and what it shows.

import { get, post, sayHere } from "./api.js";
import { el } from "./dom.js";
import { chooseLanguage, left, settings, t } from "./format.js";
import { findPlace } from "./position.js";
import { again, asIf, drain, newItem, ownItem, shiftAsIf, spent } from "./queue.js";
import { leadScreen, listScreen, queueScreen, signedOutScreen, top } from "./screens.js";
import { forgetKept, keep, kept, queue } from "./store.js";

/** How often the page asks while somebody looks at it. */
const PERIOD = 20_000;

const app = {
  me: null, leads: [], items: [], readAt: null, tags: {}, drafts: new Map(), place: "", isReachable: true, isSignedOut: false,
  isLocating: false, era: 0, asked: null,

  mine: () => app.items.filter((item) => item.rep === app.me?.rep),
  /** The leads as they will stand when everything is sent. */
  shown: () => app.leads.map((lead) => asIf(lead, app.mine())),

  async act(lead, action) {
    // As the server has it, not as it will stand: the version is the server's.
    const known = app.leads.find((one) => one.id === lead.id) ?? lead;
    if (action.action === "reject") location.hash = "";
    await app.enqueue(newItem(app.me.rep, known, action, newKey(), Date.now()));
  },

  /** That the rep comes, goes or visits a lead; with the place, where he agreed to tell it. */
  async report(kind, lead = null, agrees = shiftAsIf(app.me.shift, app.mine()).consents) {
    const at = Date.now();
    let place = {};
    if (agrees) {
      app.isLocating = true;
      render();
      const found = await findPlace();
      app.isLocating = false;
      place = found.place ?? {};
      if (found.problem) app.say(t(`place_${found.problem}`));
    }
    const action = lead ? { kind, lead: lead.id, ...place } : { kind, ...place };
    await app.enqueue({ ...ownItem(app.me.rep, "presence", action, newKey(), at), name: lead?.name });
  },

  agree(given, wording) {
    localStorage.removeItem("declined");
    return app.enqueue(ownItem(app.me.rep, "consent", given ? { given, wording } : { given }, newKey(), Date.now()));
  },

  // Who has said no is not asked each morning.
  decline: () => localStorage.setItem("declined", app.me.rep),
  hasDeclined: () => localStorage.getItem("declined") === app.me.rep,

  /** Whether the rep spoke with somebody whom he went to call, is asked when he comes back. */
  ask(lead, way) {
    app.asked = { lead: lead.id, way };
    setTimeout(render, 500);
  },

  async enqueue(item) {
    await queue.add(item);
    app.items = await queue.all();
    app.say(app.isReachable ? t("noted") : t("noted_offline"));
    render();
    await sendAndRead();
  },

  render: () => render(),

  async drop(item) {
    // Words are not lost: they are where they were written.
    const draft = `${item.action.action} ${item.lead}`;
    if (item.action.text && !app.drafts.get(draft)) app.drafts.set(draft, item.action.text);
    await queue.remove(item.number);
    await refresh();
  },

  async repeat(item) {
    for (const one of again(item, app.items)) await queue.save(one);
    await sendAndRead();
  },

  async setLanguage(language) {
    localStorage.setItem("language", language);
    await loadWords();
    render();
  },

  say(text) {
    const line = document.getElementById("said");
    line.textContent = text;
    line.classList.add("on");
    clearTimeout(app.saying);
    app.saying = setTimeout(() => line.classList.remove("on"), 3500);
  },
};

/** A name that nobody gave to an action before. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// MARK: The server

let reading = null;

/** Asks for what is new, and shows it. One at a time, and begun after the call: what was done before it is in it. */
async function refresh() {
  if (reading) await reading;
  reading ??= read().finally(() => { reading = null; });
  return reading;
}

async function read() {
  const era = app.era;
  try {
    const me = await get("me", app.tags.me);
    if (me.status === 401) return await signOut();
    const leads = await get("leads", app.tags.leads);
    if (leads.status === 401) return await signOut();
    app.isReachable = me.status < 500 && leads.status < 500;
    if (me.status === 200) await takeMe(me);
    // What was done while this was on its way is not in it.
    if (leads.status === 200 && era === app.era) {
      app.leads = leads.body.leads;
      app.tags.leads = leads.tag;
      await keep("leads", app.leads);
    }
    if (app.isReachable) {
      app.readAt = new Date().toISOString();
      app.isSignedOut = false;
      await keep("readAt", app.readAt);
    }
  } catch {
    app.isReachable = false;
  }
  app.items = await queue.all();
  render();
}

async function takeMe({ body, tag }) {
  // Another rep on this phone must not see the first one's customers.
  if (app.me && app.me.rep !== body.rep) {
    await forgetKept();
    app.leads = [];
  }
  app.me = body;
  app.tags.me = tag;
  await keep("me", body);
}

/** Forgets the customers. What was not sent stays, for when the same rep comes back. */
async function signOut() {
  await forgetKept();
  Object.assign(app, { me: null, leads: [], tags: {}, readAt: null, isSignedOut: true });
  render();
}

/** How much of its patience the server may lose before it hears of the rep again, in seconds. */
const SILENCE = 300;

/** Says that the rep is there, now and then, while the page is looked at on duty. */
async function stay() {
  const shift = app.me?.shift;
  if (!shift?.on_since || !shift.grace_s || !app.isReachable) return;
  const silence = (Date.now() - new Date(shift.seen_at ?? shift.on_since)) / 1000;
  if (silence > Math.min(SILENCE, shift.grace_s / 3)) await sayHere(newKey());
}

/** Sends what waits, by one tab at a time. */
async function send() {
  if (!app.me) return;
  const exclusively = navigator.locks ? (body) => navigator.locks.request("queue", body) : (body) => body();
  const result = await exclusively(() => drain(queue, app.me.rep, post, takeAnswer));
  if (result === "signed-out") return signOut();
  if (result !== "done") {
    app.isReachable = false;
    const registration = await navigator.serviceWorker?.getRegistration("/m");
    // An error is passed over because not every browser sends behind a closed page; then opening the page does.
    await registration?.sync?.register("queue").catch(() => {});
  }
  app.items = await queue.all();
  render();
}

/** First what was done, then how things stand with it. */
async function sendAndRead() {
  await send();
  await refresh();
}

/** The lead as the server has it after an action. */
async function takeAnswer(item, lead, answer) {
  app.isReachable = true;
  app.era += 1;
  if (answer?.shift) {
    app.me = { ...app.me, shift: answer.shift };
    app.tags.me = null;
    await keep("me", app.me);
  }
  if (!item.lead) return item.state === "sent" ? null : app.say(item.problem?.message ?? t("state_refused"));
  const others = app.leads.filter((one) => one.id !== item.lead);
  if (lead || item.state === "changed" || item.action.action === "reject") {
    app.leads = lead ? [lead, ...others] : others;
    app.tags.leads = null;
    await keep("leads", app.leads);
  }
  if (item.state !== "sent") app.say(t(`state_${item.state}`));
}

// MARK: Showing

let isLate = false;

function render() {
  const typing = document.activeElement;
  // Nobody wants the field to go while they type.
  if (typing?.closest("main") && typing.matches("textarea, input") && typing.value) { isLate = true; return renderTop(); }
  isLate = false;
  renderTop();
  const main = document.getElementById("main");
  const focused = typing?.id;
  const isOpen = main.querySelector("details")?.open;
  main.replaceChildren(...screen().flat(9).filter(Boolean));
  if (isOpen) main.querySelector("details")?.setAttribute("open", "");
  if (focused && focused !== "main") document.getElementById(focused)?.focus({ preventScroll: true });
}

const renderTop = () => document.getElementById("top").replaceChildren(...top(app).filter(Boolean));

function screen() {
  if (app.isSignedOut) return signedOutScreen(app);
  if (!app.me) return [el("p", { class: "empty" }, t("loading"))];
  if (app.place === "queue") return queueScreen(app);
  if (app.place.startsWith("L")) return leadScreen(app, app.shown().find((lead) => lead.id === app.place));
  return listScreen(app);
}

function go() {
  // Whoever has a session needs no link, and does not mind an old one.
  if (location.hash === "#expired" && app.me) history.replaceState(null, "", "/m");
  const place = location.hash.slice(1);
  const isOther = place !== app.place;
  app.place = place;
  render();
  if (!isOther) return;
  scrollTo(0, 0);
  document.getElementById("main").focus({ preventScroll: true });
}

/** Keeps countdowns true. */
function tick() {
  for (const element of document.querySelectorAll("[data-due]")) {
    element.textContent = left(element.dataset.due) || t("offer_over");
  }
}

async function loadWords() {
  settings.language = chooseLanguage(localStorage.getItem("language"), navigator.languages ?? [navigator.language]);
  settings.words = await (await fetch(`/m/words-${settings.language}.json`)).json();
  document.documentElement.lang = settings.language;
}

async function start() {
  await loadWords();
  [app.me, app.leads, app.readAt, app.items] =
    [await kept("me") ?? null, await kept("leads") ?? [], await kept("readAt") ?? null, await queue.all()];
  for (const item of spent(app.items, Date.now())) await queue.remove(item.number);
  go();
  addEventListener("hashchange", go);
  addEventListener("focusout", () => { if (isLate) setTimeout(render); });
  const wake = async () => { if (!document.hidden) { await stay(); await sendAndRead(); } };
  addEventListener("online", wake);
  addEventListener("offline", () => { app.isReachable = false; render(); });
  document.addEventListener("visibilitychange", wake);
  navigator.serviceWorker?.addEventListener("message", (event) => { if (event.data === "send") sendAndRead(); });
  setInterval(tick, 1000);
  setInterval(wake, PERIOD);
  await wake();
  // Only after the data: the first visit is over slow networks, too.
  await navigator.serviceWorker?.register("/m/sw.js", { scope: "/m", type: "module" }).catch(() => {});
}

start();
