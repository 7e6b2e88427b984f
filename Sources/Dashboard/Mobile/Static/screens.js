// The screens: each is a function of what the page knows.

import { el, icon } from "./dom.js";
import { ago, channelName, clock, left, moment, money, plain, settings, t } from "./format.js";
import { spent } from "./queue.js";
import { shiftCard } from "./shift.js";
import { amountSheet, reasonSheet } from "./sheets.js";

/** Leads in the parts of the list: offered first, then what is worked on. */
export function parts(leads) {
  const shown = leads.filter((lead) => !lead.isGivenBack);
  const isOpen = (lead) => ["new", "marketing_qualified", "sales_qualified"].includes(lead.stage);
  const latest = (one, other) => (other.last_at ?? "").localeCompare(one.last_at ?? "");
  const soonest = (one, other) => (one.offer_until ?? "9").localeCompare(other.offer_until ?? "9") || latest(one, other);
  return {
    offered: shown.filter((lead) => isOpen(lead) && !lead.accepted_at).sort(soonest),
    accepted: shown.filter((lead) => isOpen(lead) && lead.accepted_at).sort(latest),
    opportunities: shown.filter((lead) => lead.stage === "opportunity").sort(latest),
    closed: shown.filter((lead) => ["won", "lost"].includes(lead.stage)),
  };
}

const isOffered = (lead) => !lead.accepted_at && !["opportunity", "won", "lost", "disqualified"].includes(lead.stage);
const isClosed = (lead) => ["won", "lost", "disqualified"].includes(lead.stage);
const nameOf = (lead) => lead.name || t("no_name");

function button(label, properties = {}, picture = null) {
  return el("button", { type: "button", ...properties }, picture && icon(picture), el("span", {}, label));
}

function score(lead) {
  return el("span", { class: "score", title: t("score") },
    el("span", { class: "unseen" }, `${t("score")} `), String(lead.score), lead.grade && el("small", {}, lead.grade));
}

function stage(lead) {
  return el("span", { class: `stage ${lead.stage}` }, t(`stage_${lead.stage}`));
}

/** What is left of an offer; `tick` in app.js keeps it true. */
function countdown(lead) {
  if (!lead.offer_until || !isOffered(lead)) return null;
  return el("span", { class: "due" }, icon("clock"),
    el("span", { data: { due: lead.offer_until } }, left(lead.offer_until) || t("offer_over")));
}

// MARK: Top

export function top(app) {
  const waiting = app.mine().filter((item) => item.state !== "sent").length;
  const isStuck = app.mine().some((item) => item.state === "changed" || item.state === "refused");
  const isHome = app.place === "";
  return [
    isHome
      ? el("div", { class: "brand" }, el("img", { src: "/m/icon.svg", alt: "", width: 28, height: 28 }),
        el("span", { class: "who" }, app.me?.name ?? "Corong"))
      : el("a", { class: "back", href: "#" }, icon("back"), el("span", {}, t("my_leads"))),
    el("div", { class: "tools" },
      !app.isReachable && el("span", { class: "pill off", title: t("offline") }, icon("away"),
        el("span", { class: isHome && waiting === 0 ? "" : "unseen" }, t("offline"))),
      waiting > 0 && el("a", { class: isStuck ? "pill warn" : "pill", href: "#queue" },
        el("span", { class: "unseen" }, `${t("unsent")}: `), icon(isStuck ? "list" : "clock"), String(waiting)),
      button(settings.language === "id" ? "EN" : "ID", {
        class: "language", "aria-label": settings.language === "id" ? "English" : "Bahasa Indonesia",
        onclick: () => app.setLanguage(settings.language === "id" ? "en" : "id"),
      })),
  ];
}

// MARK: List

export function listScreen(app) {
  const { offered, accepted, opportunities, closed } = parts(app.shown());
  const isEmpty = offered.length + accepted.length + opportunities.length === 0;
  return [
    el("h1", { class: "unseen" }, t("my_leads")),
    app.mine().filter((item) => !item.lead && item.state === "refused").map((item) => decision(item, app)),
    shiftCard(app),
    section("offered", offered, app), section("accepted", accepted, app), section("opportunities", opportunities, app),
    isEmpty && el("div", { class: "empty" }, icon("check"), el("p", {}, t("nothing_to_do")), el("p", {}, t("nothing_hint"))),
    closed.length > 0 && el("details", { class: "closed" },
      el("summary", {}, t("closed"), el("span", { class: "count" }, String(closed.length))),
      closed.map((lead) => card(lead, app))),
    app.readAt && el("p", { class: "asof" }, t("as_of", { time: moment(app.readAt) })),
  ];
}

function section(name, leads, app) {
  if (leads.length === 0) return null;
  return el("section", { class: name, "aria-labelledby": `head-${name}` },
    el("h2", { id: `head-${name}` }, t(name), el("span", { class: "count" }, String(leads.length))),
    leads.map((lead) => card(lead, app)));
}

function card(lead, app) {
  const last = [...lead.messages].reverse().find((message) => !message.ours && message.text);
  return el("article", { class: isOffered(lead) ? "card offer" : "card" },
    el("div", { class: "row" },
      el("h3", {}, el("a", { href: `#${lead.id}`, id: `card-${lead.id}` }, nameOf(lead))), score(lead)),
    last && el("p", { class: "said" }, last.text),
    el("div", { class: "row meta" },
      el("span", {}, channelName(lead.channel), lead.last_at && !isClosed(lead) && ` \u00b7 ${ago(lead.last_at)}`),
      lead.isWaiting ? el("span", { class: "tag" }, icon("clock"), t("waiting_short"))
        : countdown(lead) ?? el("span", { class: "ends" }, lead.value && el("span", { class: "value" }, money(lead.value)),
          isClosed(lead) && stage(lead))),
    isOffered(lead) && el("div", { class: "choices" },
      button(t("reject"), { class: "plain", onclick: () => reasonSheet(app, lead, "reject") }),
      button(t("accept"), { class: "main", onclick: () => app.act(lead, { action: "accept" }) }, "check")));
}

// MARK: One lead

export function leadScreen(app, lead) {
  if (!lead) return [el("div", { class: "empty" }, el("p", {}, t("gone")), el("a", { class: "button", href: "#" }, t("my_leads")))];
  const items = app.mine().filter((item) => item.lead === lead.id && ["changed", "refused"].includes(item.state));
  return [
    items.map((item) => decision(item, app)),
    el("section", { class: "card head" },
      el("div", { class: "row" }, el("h1", {}, nameOf(lead)), score(lead)),
      el("div", { class: "row meta" },
        el("span", {}, `${lead.id} · ${channelName(lead.channel)}`),
        lead.isWaiting ? el("span", { class: "tag" }, icon("clock"), t("waiting_short")) : stage(lead)),
      lead.value && el("p", { class: "worth" }, money(lead.value)),
      ways(lead, app)),
    isOffered(lead) && lead.offer_until && el("p", { class: "banner" }, countdown(lead), t("offer_hint")),
    asked(lead, app), said(lead, app), why(lead), notes(lead, app), choices(lead, app),
  ];
}

/** Call, WhatsApp, mail, visit: what there is. */
function ways(lead, app) {
  const phone = lead.phones[0];
  const all = [
    phone && ["phone", t("call"), `tel:${phone}`, "call"],
    lead.whatsapp && ["chat", "WhatsApp", `https://wa.me/${lead.whatsapp}`, "whatsapp"],
    lead.emails[0] && ["mail", t("mail"), `mailto:${encodeURIComponent(lead.emails[0]).replace("%40", "@")}`, "mail"],
  ].filter(Boolean);
  const mayVisit = isWorkedOn(lead);
  if (all.length === 0 && !mayVisit) return null;
  return el("nav", { class: "ways", "aria-label": t("contact") },
    all.map(([picture, label, href, way]) => el("a", {
      href, class: picture, onclick: () => isWorkedOn(lead) && app.ask(lead, way),
      ...(href.startsWith("https:") ? { target: "_blank", rel: "noopener noreferrer" } : {}),
    }, icon(picture), el("span", {}, label))),
    mayVisit && el("button", { type: "button", disabled: app.isLocating, onclick: () => app.report("visit", lead) },
      icon("pin"), el("span", {}, t("visit"))));
}

/** Whether the rep has taken it on, and not done with it. */
const isWorkedOn = (lead) => !isOffered(lead) && !isClosed(lead);

/** Whether somebody answered the telephone, only the rep knows. */
function asked(lead, app) {
  if (app.asked?.lead !== lead.id) return null;
  const { way } = app.asked;
  const done = (reached) => {
    app.asked = null;
    if (reached) app.act(lead, { action: "contacted", way }); else app.render();
  };
  return el("section", { class: "card ask", "aria-label": t("contact") },
    el("p", {}, t("did_you_reach", { name: nameOf(lead) })),
    el("div", { class: "choices" },
      button(t("not_reached"), { class: "plain", onclick: () => done(false) }),
      button(t("reached"), { class: "main", onclick: () => done(true) }, "check")));
}

/** What was said, both ways, in order. */
function talk(lead) {
  const replies = lead.actions.filter((action) => action.action === "reply")
    .map((action) => ({ ...action, ours: true }));
  const texts = new Set(replies.map((reply) => reply.text));
  // What we sent comes back from some providers.
  const messages = lead.messages.filter((message) => message.text && !(message.ours && texts.has(message.text)));
  return [...messages, ...replies].sort((one, other) => new Date(one.at) - new Date(other.at));
}

function said(lead, app) {
  const messages = talk(lead);
  return el("section", { class: "card" }, el("h2", {}, t("said")),
    messages.length === 0 && el("p", { class: "muted" }, t("said_nothing")),
    el("ol", { class: "talk" }, messages.map((message) => el("li", { class: message.ours ? "ours" : "theirs" },
      el("p", {}, message.text),
      el("small", {}, [message.ours && t(message.mine ? "you" : "us"), message.channel && channelName(message.channel),
        message.isWaiting ? t("waiting_short") : moment(message.at)].filter(Boolean).join(" \u00b7 "),
        message.delivery && el("span", { class: `delivery ${message.delivery}` }, t(`delivery_${message.delivery}`)))))),
    isWorkedOn(lead) && [
      lead.answer_by && el("p", { class: "due" }, icon("clock"), t("answer_by", { time: moment(lead.answer_by) })),
      ...box(lead, app, "reply", t("reply_hint"), t("send")),
    ]);
}

/** A field for words to a lead, kept as they are typed, and the button that sends them. */
function box(lead, app, action, hint, label) {
  const draft = `${action} ${lead.id}`;
  const field = el("textarea", {
    id: action, rows: 2, maxlength: 4000, placeholder: hint, value: app.drafts.get(draft) ?? "",
    oninput: (event) => app.drafts.set(draft, event.target.value),
  });
  const send = () => {
    const text = field.value.trim();
    if (!text) return field.focus();
    app.drafts.delete(draft);
    field.value = "";
    return app.act(lead, { action, text });
  };
  return [el("label", { for: action, class: "unseen" }, hint), field, button(label, { class: "plain wide", onclick: send })];
}

function why(lead) {
  return el("section", { class: "card" },
    el("h2", {}, t("why", { score: lead.score }), lead.grade && el("span", { class: "count" }, lead.grade)),
    lead.why.length === 0 && el("p", { class: "muted" }, t("why_nothing")),
    el("ul", { class: "why" }, lead.why.map((reason) => el("li", {},
      el("b", { class: reason.points < 0 ? "less" : "" }, `${reason.points > 0 ? "+" : "\u2212"}${Math.abs(reason.points)}`),
      el("span", {}, plain(reason.rule), reason.matched && el("q", {}, reason.matched))))));
}

const DEEDS = ["accept", "reject", "opportunity", "won", "lost", "note", "disqualify", "reopen", "contacted", "visit"];

function notes(lead, app) {
  return el("section", { class: "card" }, el("h2", {}, t("notes")),
    box(lead, app, "note", t("note_hint"), t("note_save")),
    el("ul", { class: "history" }, [...lead.actions].reverse().filter((action) => action.action !== "reply").map((action) => el("li", {},
      el("p", {}, action.text || (DEEDS.includes(action.action) ? t(`did_${action.action}`) : plain(action.action)),
        !action.text && action.detail && (action.action === "contacted" ? ` \u00b7 ${t(`way_${action.detail}`)}`
          : el("q", {}, action.detail))),
      el("small", {}, `${action.mine ? t("you") : t("colleague")} \u00b7 ${moment(action.at)}`,
        action.isWaiting && ` \u00b7 ${t("waiting_short")}`)))));
}

function choices(lead, app) {
  if (isClosed(lead)) return null;
  if (isOffered(lead)) {
    return el("div", { class: "bar" },
      button(t("reject"), { class: "plain", onclick: () => reasonSheet(app, lead, "reject") }),
      button(t("accept"), { class: "main", onclick: () => app.act(lead, { action: "accept" }) }, "check"));
  }
  return el("div", { class: "bar" },
    button(t("lost"), { class: "plain", onclick: () => reasonSheet(app, lead, "lost") }),
    button(lead.stage === "opportunity" ? t("change_value") : t("opportunity"),
      { class: "plain", onclick: () => amountSheet(app, lead, "opportunity") }),
    button(t("won"), { class: "main", onclick: () => amountSheet(app, lead, "won") }, "flag"));
}

// MARK: What waits

export function queueScreen(app) {
  const items = app.mine();
  const old = new Set(spent(items, Date.now()));
  const shown = items.filter((item) => !old.has(item)).reverse();
  return [
    el("h1", {}, t("unsent")),
    !app.isReachable && el("p", { class: "muted" }, t("unsent_hint")),
    shown.length === 0 && el("div", { class: "empty" }, icon("check"), el("p", {}, t("all_sent"))),
    shown.map((item) => (item.state === "changed" || item.state === "refused" ? decision(item, app)
      : el("article", { class: "card item" },
        el("h3", {}, item.lead ? el("a", { href: `#${item.lead}` }, deed(item)) : deed(item)),
        el("div", { class: "row meta" },
          el("span", {}, item.name || item.lead || t("shift"), ` \u00b7 ${clock(item.at)}`),
          el("span", { class: `tag ${item.state}` }, icon(item.state === "sent" ? "check" : "clock"), t(`state_${item.state}`)))))),
  ];
}

/** What the rep wanted, in words. */
export function deed(item) {
  const { amount, currency, reason, text, way } = item.action;
  const action = item.action.action ?? item.action.kind ?? item.path;
  const more = amount ? money({ amount, currency }) : reason || text || (way && t(`way_${way}`));
  return more ? `${t(`do_${action}`)}: ${more}` : t(`do_${action}`);
}

/** Why something was not done, in the rep's language where there are words for it. */
function problem({ why, code, message }) {
  const key = [why, code].map((word) => `refusal_${word}`).find((name) => name in settings.words);
  return key ? t(key) : message;
}

/** An action that did not fit any more: how the lead stands now, and what the rep makes of it. */
function decision(item, app) {
  const lead = item.present;
  const isChanged = item.state === "changed";
  const canRepeat = isChanged && lead && !isClosed(lead);
  const now = !lead ? t("now_gone") : t("now_stands", { stage: t(`stage_${lead.stage}`), value: lead.value ? ` · ${money(lead.value)}` : "" });
  return el("article", { class: "card decide", role: "group", "aria-label": t("state_changed") },
    el("div", { class: "row" }, el("h3", {}, isChanged ? t("state_changed") : t("state_refused"))),
    el("p", {}, el("span", { class: "muted" }, `${t("you_wanted")} `), deed(item)),
    el("p", {}, isChanged ? now : ""), item.problem && el("p", {}, problem(item.problem)),
    el("div", { class: "choices" },
      button(t("drop"), { class: "plain", onclick: () => app.drop(item) }),
      canRepeat && button(t("send_again"), { class: "main", onclick: () => app.repeat(item) })));
}

// MARK: Nobody

export function signedOutScreen(app) {
  const field = el("input", { id: "link", type: "url", inputmode: "url", autocomplete: "off", placeholder: "https://\u2026/r/\u2026" });
  return [
    el("section", { class: "card welcome" },
      el("img", { src: "/m/icon.svg", alt: "", width: 72, height: 72 }),
      el("h1", {}, t("welcome")), el("p", {}, app.place === "expired" ? t("expired_hint") : t("welcome_hint")),
      el("form", {
        onsubmit: (event) => {
          event.preventDefault();
          const path = field.value.trim().match(/\/r\/([\w.-]+)/)?.[0];
          if (path) location.assign(path); else app.say(t("no_link"));
        },
      },
      el("label", { for: "link" }, t("paste_link")), field,
      el("button", { class: "main wide" }, el("span", {}, t("open_link"))))),
  ];
}
