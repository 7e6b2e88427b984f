// Coming, going and visiting: the card at the top of the list, and the words that a rep agrees to.

import { el, icon } from "./dom.js";
import { clock, settings, t } from "./format.js";
import { shiftAsIf } from "./queue.js";
import { show } from "./sheets.js";

/** The card of the shift. */
export function shiftCard(app) {
  if (!app.me?.shift) return null;
  const shift = shiftAsIf(app.me.shift, app.mine());
  const isOn = Boolean(shift.on_since);
  const where = app.isLocating ? t("locating") : whereabouts(shift);
  return el("section", { class: isOn ? "card shift on" : "card shift", "aria-label": t("shift") },
    el("div", { class: "row" },
      el("div", {},
        el("p", { class: "state" }, isOn ? t("shift_on") : t("shift_off")),
        (isOn || !where) && el("p", { class: "meta" },
          isOn ? t("since", { time: clock(shift.on_since) }) : shift.needed ? t("shift_needed") : t("shift_hint"))),
      el("button", {
        type: "button", class: isOn ? "plain" : "main", disabled: app.isLocating,
        onclick: () => (isOn ? app.report("check_out") : checkIn(app, shift)),
      }, el("span", {}, isOn ? t("check_out") : t("check_in")))),
    (shift.last?.hints ?? []).length > 0 && el("p", { class: "hints" },
      shift.last.hints.map((hint) => t(`hint_${hint}`)).join(" \u00b7 ")),
    (where || shift.consents) && el("div", { class: "row where" },
      el("p", { class: "meta" }, where),
      shift.consents && el("button", { type: "button", class: "text", onclick: () => withdraw(app) },
        icon("pin"), el("span", {}, t("position_short")))));
}

/** Where the rep was when he last said so; empty where there is nothing to say. */
function whereabouts(shift) {
  if (shift.isWaiting) return t("waiting_short");
  const last = shift.last;
  if (!last) return "";
  const parts = [
    last.site ?? (last.distance_m !== null && `${t("no_site")} (${t("metres_away", { m: metres(last.distance_m) })})`),
    last.accuracy_m !== null && `\u00b1${metres(last.accuracy_m)}`,
  ];
  return parts.filter(Boolean).join(" \u00b7 ");
}

function metres(number) {
  return number < 1000 ? `${number} m` : `${(number / 1000).toFixed(number < 10_000 ? 1 : 0)} km`;
}

/** Asks for consent before the first place is told; whoever says no still comes on duty. */
function checkIn(app, shift) {
  if (shift.consents || !shift.takes_places || app.hasDeclined()) return app.report("check_in");
  const wording = wordsOfConsent(shift);
  show(t("consent_title"), [wording.split("\n").map((line) => el("p", {}, line))], t("consent_yes"), () => {
    app.agree(true, wording).then(() => app.report("check_in", null, true));
    return true;
  }, [t("consent_no"), () => { app.decline(); app.report("check_in"); }]);
}

/** The business's own words, or else those that come with the page. */
function wordsOfConsent(shift) {
  return shift.consent[settings.language] ?? Object.values(shift.consent)[0]
    ?? [t("consent_what"), t("consent_days", { n: shift.keep_days }), t("consent_free")].join("\n");
}

function withdraw(app) {
  show(t("position_on"), [el("p", {}, t("consent_what")), el("p", {}, t("withdraw_hint"))], t("withdraw"), () => {
    app.agree(false, "");
    return true;
  });
}
