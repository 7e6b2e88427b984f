// The sheets that come up from below to ask for a reason or an amount.

import { el } from "./dom.js";
import { amountOf, inWords, money, t, typed } from "./format.js";

const CHIPS = {
  reject: ["reject_far", "reject_busy", "reject_product", "reject_duplicate"],
  lost: ["lost_dear", "lost_other", "lost_silent", "lost_later"],
};
const CURRENCIES = ["IDR", "USD", "SGD", "MYR", "EUR", "AUD", "JPY", "CNY"];

/** Shows a form in the sheet; `done` gets it when it is sent, and says whether it is complete. `other` is what the other button says and does. */
export function show(title, fields, label, done, other = [t("cancel"), () => {}]) {
  const sheet = document.getElementById("sheet");
  const form = el("form", {
    onsubmit: (event) => { event.preventDefault(); if (done(form)) sheet.close(); },
  },
  el("h2", { id: "sheet-title" }, title), fields,
  el("div", { class: "choices" },
    el("button", { type: "button", class: "plain", onclick: () => { sheet.close(); other[1](); } }, el("span", {}, other[0])),
    el("button", { class: "main" }, el("span", {}, label))));
  sheet.setAttribute("aria-labelledby", "sheet-title");
  sheet.replaceChildren(form);
  sheet.onclose = () => sheet.replaceChildren();
  sheet.onclick = (event) => { if (event.target === sheet) sheet.close(); };
  sheet.showModal();
  form.querySelector("[autofocus]")?.focus();
}

/** Marks a field that is not as it should be, and says why. */
function complain(field, text) {
  field.setAttribute("aria-invalid", "true");
  const line = field.closest("form").querySelector(".wrong");
  line.textContent = text;
  field.focus();
  return false;
}

/** Why a lead is given back, or was lost. */
export function reasonSheet(app, lead, action) {
  const field = el("textarea", { id: "reason", rows: 2, maxlength: 400, "aria-describedby": "wrong", autofocus: true });
  const chips = CHIPS[action].map((key) => el("button", {
    type: "button", class: "chip", "aria-pressed": "false", onclick: (event) => {
      field.value = t(key);
      for (const chip of event.target.closest(".chips").children) chip.setAttribute("aria-pressed", "false");
      event.target.closest("button").setAttribute("aria-pressed", "true");
    },
  }, t(key)));
  show(t(`why_${action}`), [
    el("div", { class: "chips" }, chips),
    el("label", { for: "reason" }, t("reason")), field, el("p", { class: "wrong", id: "wrong", role: "alert" }),
  ], t(action), () => {
    const reason = field.value.trim();
    if (!reason) return complain(field, t("reason_missing"));
    app.act(lead, { action, reason });
    return true;
  });
}

/** What a lead may bring, or brought. */
export function amountSheet(app, lead, action) {
  const usual = lead.value?.currency ?? app.me?.currency ?? "IDR";
  const isNeeded = action === "won";
  const words = el("p", { class: "words", "aria-live": "polite" });
  const field = el("input", {
    id: "amount", inputmode: usual === "IDR" ? "numeric" : "decimal", autocomplete: "off", autofocus: true,
    "aria-describedby": "wrong", oninput: () => follow(),
  });
  const currencies = [...new Set([usual, app.me?.currency, ...CURRENCIES])].filter(Boolean);
  const currency = el("select", { id: "currency", onchange: () => { field.value = ""; follow(); } },
    currencies.map((code) => el("option", { value: code }, code)));
  function follow() {
    const behind = field.value.length - field.selectionEnd;
    field.value = typed(field.value, currency.value);
    field.setSelectionRange(field.value.length - behind, field.value.length - behind);
    field.inputMode = currency.value === "IDR" ? "numeric" : "decimal";
    field.removeAttribute("aria-invalid");
    const wrong = document.getElementById("wrong");
    if (wrong) wrong.textContent = "";
    const amount = amountOf(field.value, currency.value);
    words.textContent = amount && currency.value === "IDR" && inWords(amount) ? `Rp ${inWords(amount)}` : "";
  }
  if (lead.value) field.value = typed(lead.value.amount.replace(/\.00$/, ""), usual);
  show(t(`title_${action}`), [
    lead.value && action === "won" && el("p", { class: "muted" }, t("was_valued", { value: money(lead.value) })),
    el("div", { class: "amount" },
      el("div", {}, el("label", { for: "currency" }, t("currency")), currency),
      el("div", {}, el("label", { for: "amount" }, isNeeded ? t("amount") : t("amount_optional")), field)),
    words, el("p", { class: "wrong", id: "wrong", role: "alert" }),
  ], t(action), () => {
    const amount = amountOf(field.value, currency.value);
    if (!amount && isNeeded) return complain(field, t("amount_missing"));
    app.act(lead, amount ? { action, amount, currency: currency.value } : { action });
    return true;
  });
  follow();
}

