// What the panel says about a node, an edge, a path, a paper or an institution.

const MORE = 40;

class Panels {
  constructor(app) {
    this.app = app;
    this.model = app.model;
    this.words = { authors: ["Author", "co-author"], institutions: ["Institution", "partner"], categories: ["Category", "neighbour"], communities: ["Community", "community"], result: ["Node", "neighbour"] }[app.model.kind];
  }

  show(selection, focus) {
    const panel = at("panel");
    panel.hidden = !selection;
    if (!selection) return panel.replaceChildren();
    const close = el("button", { className: "close", ariaLabel: "Close details", onclick: () => this.app.select(null) }, "×");
    panel.replaceChildren(close, ...this[selection.type](selection));
    panel.scrollTop = 0;
    if (focus) panel.focus();
  }

  goTo(v, text = this.model.names[v]) {
    return el("button", { className: "link", onclick: () => this.app.select({ type: "node", node: v }, { focus: true }) }, text);
  }

  // A list that shows its first items, and the rest when asked.
  list(items, make, kind = "ul") {
    const made = el(kind, {}, items.slice(0, MORE).map(make));
    if (items.length <= MORE) return [made];
    const more = el("button", { onclick: () => (made.append(...items.slice(MORE).map(make)), more.remove()) }, `Show ${number(items.length - MORE)} more`);
    return [made, more];
  }

  node({ node: v }) {
    const { model, app } = this, { data } = model;
    if (model.kind === "communities") return communityPanel(this, v);
    const outside = outsideOf(model, v);
    const papers = model.activePapers(listAt(model.papers, v)), partners = model.neighbours(v);
    const cut = papers.filter((p) => this.isCut(p));
    const atLeast = cut.length && model.kind === "authors" ? "at least " : "";
    const facts = [data.aliases?.[v] && `Also: ${data.aliases[v]}`, data.detail?.[v], data.communities[model.community[v]] && `${model.kind === "result" ? "Label" : "Community"}: ${data.communities[model.community[v]]}`];
    return [
      el("h2", {}, model.names[v]),
      el("p", { className: "small" }, `${this.words[0]}. `, model.paperCount ? `${counted(papers.length, "paper")}, ` : "", `${atLeast}${counted(partners.length + outside.length, this.words[1])}.`),
      facts.filter(Boolean).map((fact) => el("p", { className: "small" }, fact)),
      data.link?.[v] ? el("p", { className: "small" }, this.address(data.link[v], data.link[v])) : null,
      atLeast ? el("p", { className: "small mark" }, `Lower bound: ${counted(cut.length, "byline")} of these papers ${cut.length === 1 ? "is" : "are"} truncated; hidden names are not counted.`) : null,
      el("p", {}, el("button", { id: "path-from", onclick: () => app.startPath(v) }, "Shortest path to …")),
      this.years(papers),
      this.section(`${this.words[1][0].toUpperCase()}${this.words[1].slice(1)}s by weight`, this.partners(v, partners)),
      this.section("Co-authors on other maps", this.list(outside, (sum) => el("li", {}, outsideLink(data, sum.outside), ` ${this.weights(sum.full, sum.low, sum.high)}`))),
      this.section("Institutions", this.list(Array.from(listAt(model.institutions, v)), (i) => el("li", {}, el("button", { className: "link", onclick: () => app.select({ type: "institution", institution: i }, { focus: true }) }, data.institutionNames[i])))),
      this.section("Categories", this.list(categoriesOf(model, v), ([c, n]) => el("li", {}, `${data.categories[c][1]} (${data.categories[c][0]}): ${counted(n, "paper")}`))),
      this.paperSection(papers),
    ].flat(2).filter(Boolean);
  }

  section(title, content) {
    return content[0].childElementCount ? [el("h3", {}, title), ...content] : [];
  }

  // The neighbours of a node, each with a bar as long as its edge is heavy.
  partners(v, neighbours) {
    const heaviest = neighbours.length ? this.model.weight[neighbours[0].edge] : 1;
    return this.list(neighbours, (n) => this.partner(v, n, heaviest));
  }

  partner(v, { edge, node }, heaviest) {
    const { model } = this;
    const weight = model.relation ? model.relation.type[edge] : this.weights(model.full[edge], model.low[edge], model.high[edge]);
    const bar = el("span", { className: "bar" });
    bar.style.width = `${(100 * model.weight[edge]) / heaviest}%`;
    return el("li", { className: "partner" }, this.goTo(node), " ", bar, el("button", { className: "link weight", ariaLabel: `What joins ${model.names[v]} and ${model.names[node]}`, onclick: () => this.app.select({ type: "edge", edge }, { focus: true }) }, weight));
  }

  weights(full, low, high) {
    return `${counted(full, "paper")}, fractional ${interval(low, high)}`;
  }

  // A bar for each year from the first to the last.
  years(papers) {
    const years = papers.map((p) => this.model.paperYear[p]).filter(Boolean), first = Math.min(...years), last = Math.max(...years);
    if (!(last > first)) return null;
    const counts = Array.from({ length: last - first + 1 }, (_, i) => years.filter((year) => year === first + i).length);
    const most = Math.max(...counts), wide = 100 / counts.length;
    const bars = counts.map((n, i) => ["rect", { x: i * wide + wide * 0.08, width: wide * 0.84, y: 40 - (38 * n) / most, height: (38 * n) / most }]);
    const label = `Papers by year: ${counts.map((n, i) => (n ? `${first + i}: ${n}` : "")).filter(Boolean).join(", ")}`;
    const chart = drawing("0 0 100 40", bars, label);
    chart.setAttribute("preserveAspectRatio", "none");
    return el("figure", { className: "years" }, chart, el("figcaption", {}, el("span", {}, `${first}`), el("span", {}, `at most ${counted(most, "paper")} a year`), el("span", {}, `${last}`)));
  }

  paperSection(papers, title = "Papers by year") {
    if (!papers.length) return [];
    const blocks = [el("h3", {}, title)];
    let year = null, shown = 0, list = null;
    const rest = [];
    for (const p of papers) {
      if (shown++ >= MORE) {
        rest.push(p);
        continue;
      }
      if (this.model.paperYear[p] !== year) blocks.push(el("h3", {}, (year = this.model.paperYear[p]) ? `${year}` : "Year unknown"), (list = el("ul")));
      list.append(this.paperItem(p));
    }
    if (rest.length) {
      const more = el("button", { onclick: () => more.replaceWith(...this.paperSection(rest, "More papers").slice(1)) }, `Show ${number(rest.length)} more`);
      blocks.push(more);
    }
    return blocks;
  }

  isCut(p) {
    return !this.model.paperAuthors[p] || this.model.paperNamed[p] < this.model.paperAuthors[p];
  }

  paperItem(p) {
    const { model } = this, n = model.paperAuthors[p];
    const authors = n ? (this.isCut(p) ? `${n} authors, ${model.paperNamed[p]} named` : counted(n, "author")) : `${model.paperNamed[p]} authors named, more may be hidden`;
    const cited = model.data.paperCitations[p] ? `, ${counted(model.data.paperCitations[p] - 1, "reported citation")}` : "";
    return el("li", {}, this.paperTitle(p), " ", el("span", { className: "source" }, `(${authors}${cited}) `), this.sources(p));
  }

  paperTitle(p) {
    const { data } = this.model, link = data.paperLink?.[p];
    const title = data.paperTitle?.[p] || link || `Paper ${p + 1}`;
    if (!link) return title;
    const [, scheme, id] = /^(doi|arxiv):(.*)$/.exec(link) ?? [];
    return this.address(scheme === "doi" ? `https://doi.org/${encodeURI(id)}` : scheme ? `https://arxiv.org/abs/${encodeURI(id)}` : link, title);
  }

  address(href, text) {
    return /^https?:\/\//.test(href) ? el("a", { href, rel: "noopener noreferrer", target: "_blank" }, text) : text;
  }

  // Where the records stand that a paper was read from.
  sources(p) {
    const list = listAt(this.model.paperSource, p), places = [];
    for (let i = 0; i < list.length; i += 2) places.push(`${this.model.data.files[list[i]]}:${list[i + 1]}`);
    return places.length ? el("span", { className: "source" }, places.join(", ")) : null;
  }

  edge({ edge: e }) {
    const { model } = this, a = model.source[e], b = model.target[e];
    const title = el("h2", {}, this.goTo(a), model.relation ? ` → ` : " and ", this.goTo(b));
    if (model.relation) return [title, el("p", {}, model.relation.type[e]), el("p", { className: "small" }, model.relation.detail[e])];
    const papers = model.activePapers(listAt(model.edgePapers, e)), cut = papers.some((p) => !model.paperAuthors[p]);
    return [
      title,
      el("p", {}, `${counted(model.full[e], "joint paper")} (full counting). Fractional counting, 1/(n−1) a paper: ${interval(model.low[e], model.high[e])}.`),
      model.given ? el("p", { className: "small" }, "Counted are papers with authors of both communities; they stand on the maps of the two.") : null,
      cut ? el("p", { className: "small mark" }, "An interval: the number of authors is unknown for some of these papers.") : null,
      ...this.paperSection(papers, "The papers behind it, with the lines they were read from"),
    ].filter(Boolean);
  }

  path({ from, to }) {
    const { model } = this, found = shortestPath(model, from, to);
    const title = el("h2", {}, `From ${model.names[from]} to ${model.names[to]}`);
    if (!found) return [title, el("p", {}, "No path under the filters in force.")];
    const steps = found.nodes.map((v, i) => el("li", {}, this.goTo(v), i ? [el("br"), "by ", el("button", { className: "link", onclick: () => this.app.select({ type: "edge", edge: found.edges[i - 1] }, { focus: true }) }, this.step(found.edges[i - 1]))] : ""));
    return [title, el("p", { className: "small" }, `${counted(found.edges.length, "step")}: the fewest, and among equals the largest sum of weights.`), el("ol", {}, steps)];
  }

  step(e) {
    return this.model.relation ? this.model.relation.type[e] : counted(this.model.full[e], "joint paper");
  }

  paper({ paper: p }) {
    return [el("h2", {}, this.paperTitle(p)), el("p", { className: "small" }, this.model.paperYear[p] ? `${this.model.paperYear[p]}. ` : "", this.sources(p) ?? ""), el("ul", {}, Array.from(listAt(this.model.members, p), (v) => el("li", {}, this.goTo(v))), Array.from(listAt(this.model.outside, p), (o) => el("li", {}, outsideLink(this.model.data, o))))];
  }

  institution({ institution: i }) {
    const { model } = this, people = model.ranked(this.app.staff(i));
    return [el("h2", {}, model.data.institutionNames[i]), el("p", { className: "small" }, `Institution. ${counted(people.length, "author")} shown.`), ...this.list(people, (v) => el("li", {}, this.goTo(v), ` ${counted(model.papersOf[v], "paper")}`))];
  }
}
