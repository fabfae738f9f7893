// Papers in panels: with links, with the lines that they were read from, and by year.

// The byline is truncated, or may be: names are hidden.
function isCut(model, p) {
  return !model.paperAuthors[p] || model.paperNamed[p] < model.paperAuthors[p];
}

function bylineText(model, p) {
  const authors = model.paperAuthors[p],
    named = model.paperNamed[p];
  if (!authors) return `${named} authors named, more may be hidden`;
  return isCut(model, p) ? `${authors} authors, ${named} named` : counted(authors, "author");
}

function paperTitle(model, p) {
  const link = model.data.paperLink?.[p],
    title = model.data.paperTitle?.[p] || link || `Paper ${p + 1}`;
  if (!link) return title;
  const [, scheme, id] = /^(doi|arxiv):(.*)$/.exec(link) ?? [];
  if (!scheme) return webLink(link, title);
  return webLink(`https://${scheme === "doi" ? "doi.org" : "arxiv.org/abs"}/${encodeURI(id)}`, title);
}

// Where the records stand that a paper was read from, as file:line.
function sourceLines(model, p) {
  const list = listAt(model.paperSource, p);
  return Array.from({ length: list.length / 2 }, (_, i) => `${model.data.files[list[2 * i]]}:${list[2 * i + 1]}`);
}

function sourceText(model, p) {
  const lines = sourceLines(model, p);
  return lines.length ? el("span", { className: "source" }, lines.join(", ")) : null;
}

function paperItem(model, p) {
  const reported = model.data.paperCitations[p];
  const cited = reported ? `, ${counted(reported - 1, "reported citation")}` : "";
  const facts = el("span", { className: "source" }, `(${bylineText(model, p)}${cited}) `);
  return el("li", {}, paperTitle(model, p), " ", facts, sourceText(model, p));
}

// Papers under the headings of their years, in the order given; the first of them, and the rest when asked.
function paperList(model, papers, title) {
  if (!papers.length) return [];
  const blocks = [el("h3", {}, title)];
  let year = null,
    list = null;
  for (const p of papers.slice(0, MORE)) {
    if (model.paperYear[p] !== year) {
      year = model.paperYear[p];
      list = el("ul");
      blocks.push(el("h3", {}, year ? `${year}` : "Year unknown"), list);
    }
    list.append(paperItem(model, p));
  }
  const rest = papers.slice(MORE);
  if (!rest.length) return blocks;
  const showMore = () => more.replaceWith(...paperList(model, rest, "More papers").slice(1));
  const more = el("button", { onclick: showMore }, `Show ${number(rest.length)} more`);
  return [...blocks, more];
}

// A bar for each year from the first to the last; nothing where all are of one year.
function yearChart(model, papers) {
  const years = papers.map((p) => model.paperYear[p]).filter(Boolean);
  const first = Math.min(...years),
    last = Math.max(...years);
  if (!(last > first)) return null;
  const counts = new Array(last - first + 1).fill(0);
  for (const year of years) counts[year - first]++;
  const most = Math.max(...counts),
    wide = 100 / counts.length;
  const bars = counts.map((n, i) => {
    const height = (38 * n) / most;
    return ["rect", { x: (i + 0.08) * wide, width: 0.84 * wide, y: 40 - height, height }];
  });
  const told = counts.map((n, i) => (n ? `${first + i}: ${n}` : "")).filter(Boolean);
  const chart = drawing("0 0 100 40", bars, `Papers by year: ${told.join(", ")}`);
  chart.setAttribute("preserveAspectRatio", "none");
  const caption = [`${first}`, `at most ${counted(most, "paper")} a year`, `${last}`].map((text) =>
    el("span", {}, text),
  );
  return el("figure", { className: "years" }, chart, el("figcaption", {}, caption));
}
