// Pieces of which panels are made.

const MORE = 40; // items of a list that are shown at once

function note(...text) {
  return el("p", { className: "small" }, ...text);
}

// What the reader must not overlook.
function warning(text) {
  return el("p", { className: "small mark" }, text);
}

// A button that looks like a link and selects something.
function selecting(app, selection, text, attributes = {}) {
  const onclick = () => app.select(selection, { focus: true });
  return el("button", { className: "link", onclick, ...attributes }, text);
}

function nodeLink(app, v) {
  return selecting(app, { type: "node", node: v }, app.model.names[v]);
}

// Other pages open beside the map; what is no web address stays text.
function webLink(href, text) {
  if (!/^https?:\/\//.test(href)) return text;
  return el("a", { href, rel: "noopener noreferrer", target: "_blank" }, text);
}

// A list that shows its first items, and the rest when asked.
function shortList(items, make) {
  const list = el("ul", {}, items.slice(0, MORE).map(make));
  if (items.length <= MORE) return [list];
  const showAll = () => {
    list.append(...items.slice(MORE).map(make));
    more.remove();
  };
  const more = el("button", { onclick: showAll }, `Show ${number(items.length - MORE)} more`);
  return [list, more];
}

// A heading and a list, or nothing where the list is empty.
function section(title, list) {
  return list[0].childElementCount ? [el("h3", {}, title), ...list] : [];
}

function weights(full, low, high) {
  return `${counted(full, "paper")}, fractional ${interval(low, high)}`;
}
