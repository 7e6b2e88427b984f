// What the rep did, until the server has it: sent in order, once, and never on a lead that has changed meanwhile.
// Pure but for what it is handed: the store and the way to the server.

/** Sent items are shown for a day. */
const SHOWN_FOR = 24 * 3600 * 1000;

/** What an answer means for an item: "sent", "changed", "refused", "signed-out", or "wait" for a better time. */
export function meaning(status, code, isOfLead = true) {
  if (status >= 200 && status < 300) return "sent";
  if (status === 401) return "signed-out";
  // Somebody else's session: it waits for its own rep's.
  if (code === "other_session") return "wait";
  if (isOfLead && (status === 404 || code === "stale")) return "changed";
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) return "refused";
  return "wait";
}

/** An item for an action on a lead as the rep sees it now. */
export function newItem(rep, lead, action, key, now) {
  return {
    key, rep, path: `leads/${lead.id}/actions`, lead: lead.id, name: lead.name, version: lead.version, action, at: now,
    state: "waiting",
  };
}

/** An item for what the rep says of himself: that he comes or goes, or agrees to something. */
export function ownItem(rep, path, action, key, now) {
  return { key, rep, path, lead: null, action, at: now, state: "waiting" };
}

/** What stands for the server: the action, whose name makes it be done once, on the version that the rep saw. */
export function body(item) {
  if (item.path === "presence") return { ...item.action, key: item.key, at: new Date(item.at).toISOString() };
  return item.lead ? { ...item.action, key: item.key, version: item.version } : { ...item.action, key: item.key };
}

/** Actions that add words to a lead do not mind what has changed meanwhile. */
const WORDS = ["note", "reply", "contacted"];

/** Whether what comes after it on the same lead has to wait until the rep has decided what becomes of it. */
const isInTheWay = (item) => item.lead && !WORDS.includes(item.action.action)
  && (item.state === "changed" || item.state === "refused");

/**
 * The version on which later items of the same lead build, once one of them is done; null where they must keep their own, because
 * somebody else has changed the lead in between.
 */
export function versionAfter(item, lead) {
  if (!lead) return null;
  return !WORDS.includes(item.action.action) || lead.version - item.version <= 1 ? lead.version : null;
}

/**
 * Sends what waits. Stops where the network ends; leaves out leads with an item that the rep has to decide on.
 *
 * @param store has all(), save(item)
 * @param post takes an item; resolves to {status, body}, and rejects where there is no network
 * @param changed is told of each item after it was saved, with the lead as it stands now, and all that was answered
 * @returns "done", "offline", "wait" or "signed-out"
 */
export async function drain(store, rep, post, changed = () => {}) {
  const stuck = new Set();
  const items = (await store.all()).filter((item) => item.rep === rep);
  for (const item of items) {
    if (isInTheWay(item)) stuck.add(item.lead);
    if (item.state !== "waiting" || stuck.has(item.lead)) continue;
    let answer;
    try { answer = await post(item); } catch { return "offline"; }
    const what = meaning(answer.status, answer.body?.error?.code, item.path.startsWith("leads/"));
    if (what === "wait" || what === "signed-out") return what;
    item.state = what;
    const lead = answer.body?.lead ?? null;
    if (what === "sent") {
      item.sentAt = Date.now();
      const version = versionAfter(item, lead);
      for (const later of items) {
        if (version === null || later.lead !== item.lead || later.state !== "waiting") continue;
        if (later.version === item.version) { later.version = version; await store.save(later); }
      }
    } else {
      const error = answer.body?.error;
      item.problem = error ? { code: error.code, message: error.message, why: answer.body.why ?? null } : null;
      item.present = lead;
      if (isInTheWay(item)) stuck.add(item.lead);
    }
    await store.save(item);
    await changed(item, lead, answer.body);
  }
  return "done";
}

/**
 * The item once more, on the lead as it stands now; and what was done after it on the same view of the lead, because whoever has seen how
 * it stands has decided for all of it.
 */
export function again(item, items) {
  const { problem, present, ...rest } = item;
  const version = present?.version ?? item.version;
  const later = items.filter((one) => one.number > item.number && one.lead === item.lead && one.state === "waiting"
    && one.version === item.version);
  return [{ ...rest, version, state: "waiting" }, ...later.map((one) => ({ ...one, version }))];
}

/** Items that were sent long ago. */
export function spent(items, now) {
  return items.filter((item) => item.state === "sent" && now - item.sentAt > SHOWN_FOR);
}

/** The shift as it will stand when everything that waits is done. */
export function shiftAsIf(shift, items) {
  let shown = shift;
  for (const item of items) {
    if (item.state !== "waiting" || item.lead) continue;
    const at = new Date(item.at).toISOString();
    if (item.path === "consent") shown = { ...shown, consents: item.action.given, isWaiting: true };
    if (item.action.kind === "check_in") shown = { ...shown, on_since: at, last: null, isWaiting: true };
    if (item.action.kind === "check_out") shown = { ...shown, on_since: null, last: null, isWaiting: true };
  }
  return shown;
}

/** A lead as it will stand when everything that waits is done. */
export function asIf(lead, items) {
  let shown = lead;
  for (const item of items) {
    if (item.lead !== lead.id || item.state !== "waiting") continue;
    const { action, amount, currency, text } = item.action;
    const value = amount ? { amount, currency } : shown.value;
    switch (action) {
      case "accept": shown = { ...shown, accepted_at: new Date(item.at).toISOString() }; break;
      case "opportunity": shown = { ...shown, stage: "opportunity", value }; break;
      case "won": shown = { ...shown, stage: "won", value }; break;
      case "lost": shown = { ...shown, stage: "lost" }; break;
      case "reject": shown = { ...shown, isGivenBack: true }; break;
      case "note": case "reply": case "contacted": {
        const said = { action, at: new Date(item.at).toISOString(), text, detail: item.action.way, mine: true, isWaiting: true };
        shown = { ...shown, actions: [...shown.actions, said] };
        break;
      }
    }
    shown = { ...shown, isWaiting: true };
  }
  return shown;
}
