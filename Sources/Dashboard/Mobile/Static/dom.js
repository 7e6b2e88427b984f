// Builds elements. Texts become text nodes, so nothing that a customer writes can become markup.

/** An element with properties (`on…` are listeners, `class`, `data`, attributes) and children; null and false are left out. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const PATHS = {
  back: "M15 5l-7 7 7 7",
  phone: "M6 3h3l2 5-2.5 1.5a12 12 0 006 6L16 13l5 2v3a2 2 0 01-2 2A16 16 0 014 5a2 2 0 012-2z",
  chat: "M4 20l1.4-4.2A8 8 0 1112 20a8 8 0 01-3.8-.95z",
  mail: "M3 6h18v12H3zM3 7l9 7 9-7",
  check: "M5 12.5l4.5 4.5L19 7.5",
  clock: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7.5V12l3 2",
  away: "M3 3l18 18M5 12.5a10 10 0 014-2.4M8.5 16a5 5 0 017 0M12 19.5v.01M2 9a15 15 0 015-3M12.5 5A15 15 0 0122 9M15 10.5a10 10 0 014 2",
  pin: "M12 21s-7-6.2-7-11.5a7 7 0 0114 0C19 14.8 12 21 12 21zM12 7.2a2.4 2.4 0 100 4.8 2.4 2.4 0 000-4.8z",
  flag: "M5 21V4h13l-2.5 4.5L18 13H5",
  list: "M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01",
};

/** A line drawing, which screen readers pass over. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
