// Words, times and amounts in the rep's language.

export const LANGUAGES = ["en", "id"];

export const settings = { language: "en", words: {} };

/** The language that was chosen, or else the first of the phone's that there is. */
export function chooseLanguage(chosen, preferred) {
  const wanted = [chosen, ...preferred].map((tag) => (tag ?? "").toLowerCase().split("-")[0]);
  return wanted.map((tag) => (tag === "in" ? "id" : tag)).find((tag) => LANGUAGES.includes(tag)) ?? "en";
}

/** A text of the page; `{name}` in it stands for a value. */
export function t(key, values = {}) {
  const text = settings.words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

const UNITS = [["day", 86_400], ["hour", 3600], ["minute", 60]];

/** How long ago: "5 min ago". */
export function ago(time, now = Date.now()) {
  const seconds = (new Date(time) - now) / 1000;
  const relative = new Intl.RelativeTimeFormat(settings.language, { numeric: "auto", style: "short" });
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return t("just_now");
}

/** Day and time: "Mon 10 Jun, 13:45". */
export function moment(time) {
  return new Intl.DateTimeFormat(settings.language === "id" ? "id-ID" : "en-GB", {
    weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit",
  }).format(new Date(time));
}

export function clock(time) {
  const locale = settings.language === "id" ? "id-ID" : "en-GB";
  return new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }).format(new Date(time));
}

/** What is left until an instant: "12:05", "2 h 5 min"; empty when it has passed. */
export function left(until, now = Date.now()) {
  const seconds = Math.floor((new Date(until) - now) / 1000);
  if (seconds <= 0) return "";
  const pair = (number) => String(number).padStart(2, "0");
  if (seconds < 3600) return `${Math.floor(seconds / 60)}:${pair(seconds % 60)}`;
  if (seconds < 86_400) return t("hours_left", { h: Math.floor(seconds / 3600), m: pair(Math.floor(seconds / 60) % 60) });
  return t("days_left", { d: Math.floor(seconds / 86_400), h: Math.floor(seconds / 3600) % 24 });
}

const locale = () => (settings.language === "id" ? "id-ID" : "en");

/** An amount as the API writes it: {amount: "1500000.00", currency: "IDR"}. */
export function money({ amount, currency }) {
  const number = Number(amount);
  const digits = Number.isInteger(number) ? { maximumFractionDigits: 0 } : {};
  try {
    return new Intl.NumberFormat(currency === "IDR" ? "id-ID" : locale(), { style: "currency", currency, ...digits })
      .format(number).replace(/\u00a0/g, "\u202f");
  } catch {
    return `${currency} ${amount}`;
  }
}

/** What is typed, with its thousands apart. Rupiah have no decimals in use, and points between thousands: 1.500.000. */
export function typed(text, currency) {
  if (currency !== "IDR") return text.replace(/[^\d.,]/g, "");
  const digits = text.replace(/\D/g, "").replace(/^0+(?=\d)/, "").slice(0, 15);
  return digits.replace(/\B(?=(\d{3})+$)/g, ".");
}

/** The amount for the server; null where there is none. */
export function amountOf(text, currency) {
  const plain = currency === "IDR" ? text.replace(/\D/g, "") : text.trim();
  return /\d/.test(plain) ? plain : null;
}

/** An amount in words of the trade: 1500000 → "1,5 juta". */
export function inWords(digits) {
  const number = Number(digits);
  if (!(number >= 1_000_000)) return "";
  return new Intl.NumberFormat(locale(), { notation: "compact", compactDisplay: "long", maximumFractionDigits: 2 })
    .format(number);
}

/** `asks-price` → "asks price". */
export const plain = (id) => id.replace(/[-_]/g, " ");

const CHANNELS = { whatsapp: "WhatsApp", "web-form": "Web form", email: "Email", line: "LINE", twilio: "SMS" };

/** `web-form` → "Web form". */
export const channelName = (id) => CHANNELS[id] ?? plain(id).replace(/^./, (letter) => letter.toUpperCase());
