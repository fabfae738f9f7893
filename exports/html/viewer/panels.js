// What the panel says about what is selected: a node, an edge, a path, a paper or an institution.

class Panels {
  constructor(app) {
    this.app = app;
    this.model = app.model;
  }

  show(selection, focus) {
    const panel = at("panel");
    panel.hidden = !selection;
    if (!selection) return panel.replaceChildren();
    const close = el(
      "button",
      { className: "close", ariaLabel: "Close details", onclick: () => this.app.select(null) },
      "×",
    );
    panel.replaceChildren(close, ...this[selection.type](selection).filter(Boolean));
    panel.scrollTop = 0;
    if (focus) panel.focus();
  }

  node({ node }) {
    return nodePanel(this.app, node);
  }

  edge({ edge: e }) {
    const { model, app } = this,
      [a, b] = [model.source[e], model.target[e]];
    const title = el("h2", {}, nodeLink(app, a), model.relation ? " → " : " and ", nodeLink(app, b));
    if (model.relation) return [title, el("p", {}, model.relation.type[e]), note(model.relation.detail[e])];
    const papers = model.activePapers(listAt(model.edgePapers, e));
    const range = interval(model.low[e], model.high[e]);
    return [
      title,
      el(
        "p",
        {},
        `${counted(model.full[e], "joint paper")} (full counting). Fractional counting, 1/(n−1) a paper: ${range}.`,
      ),
      model.given
        ? note("Counted are papers with authors of both communities; they stand on the maps of the two.")
        : null,
      papers.some((p) => !model.paperAuthors[p])
        ? warning("An interval: the number of authors is unknown for some of these papers.")
        : null,
      ...paperList(model, papers, "The papers behind it, with the lines they were read from"),
    ];
  }

  path({ from, to }) {
    const { model, app } = this,
      found = shortestPath(model, from, to);
    const title = el("h2", {}, `From ${model.names[from]} to ${model.names[to]}`);
    if (!found) return [title, el("p", {}, "No path under the filters in force.")];
    const step = (v, i) =>
      el("li", {}, nodeLink(app, v), i ? [el("br"), "by ", this.stepLink(found.edges[i - 1])] : "");
    return [
      title,
      note(`${counted(found.edges.length, "step")}: the fewest, and among equals the largest sum of weights.`),
      el("ol", {}, found.nodes.map(step)),
    ];
  }

  stepLink(e) {
    const { model } = this;
    const text = model.relation ? model.relation.type[e] : counted(model.full[e], "joint paper");
    return selecting(this.app, { type: "edge", edge: e }, text);
  }

  paper({ paper: p }) {
    const { model, app } = this,
      year = model.paperYear[p];
    const inside = [...listAt(model.members, p)].map((v) => el("li", {}, nodeLink(app, v)));
    const outside = [...listAt(model.outside, p)].map((o) => el("li", {}, outsideLink(model.data, o)));
    return [
      el("h2", {}, paperTitle(model, p)),
      note(year ? `${year}. ` : "", `${bylineText(model, p)}. `, sourceText(model, p) ?? ""),
      el("ul", {}, inside, outside),
    ];
  }

  institution({ institution: i }) {
    const { model, app } = this,
      people = model.ranked(app.staff(i));
    const person = (v) => el("li", {}, nodeLink(app, v), ` ${counted(model.papersOf[v], "paper")}`);
    return [
      el("h2", {}, model.data.institutionNames[i]),
      note(`Institution. ${counted(people.length, "author")} shown.`),
      ...shortList(people, person),
    ];
  }
}
