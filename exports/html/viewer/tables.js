// What is selected as tables, on the page and as CSV.

const MOST_ROWS = 500;

class Tables {
  constructor(app) {
    this.app = app;
    this.model = app.model;
  }

  of(selection) {
    if (!selection) return [this.nodes("Everything shown", this.app.ranking), this.edges("All edges shown", this.model.byWeight)];
    const { model } = this;
    if (selection.type === "node") {
      const partners = model.neighbours(selection.node);
      return [this.edges(`Edges of ${model.names[selection.node]}`, partners.map((n) => n.edge)), this.papers("Papers", model.activePapers(listAt(model.papers, selection.node)))];
    }
    if (selection.type === "edge") return [this.edges("The edge", [selection.edge]), this.papers("Papers", model.activePapers(listAt(model.edgePapers, selection.edge)))];
    if (selection.type === "path") {
      const path = shortestPath(model, selection.from, selection.to);
      return path ? [this.nodes("Nodes of the path", path.nodes), this.edges("Edges of the path", path.edges)] : [];
    }
    if (selection.type === "paper") return [this.papers("Paper", [selection.paper]), this.nodes("Names on it", listAt(model.members, selection.paper))];
    return [this.nodes(model.data.institutionNames[selection.institution], model.ranked(this.app.staff(selection.institution)))];
  }

  nodes(caption, list) {
    const { model } = this;
    const rows = Array.from(list, (v) => [model.names[v], model.papersOf[v], model.neighbours(v).length, model.data.communities[model.community[v]] ?? ""]);
    return { caption, columns: ["name", "papers", "neighbours", model.relation ? "label" : "community"], rows };
  }

  edges(caption, list) {
    const { model } = this;
    if (model.relation) return { caption, columns: ["from", "type", "to"], rows: Array.from(list, (e) => [model.names[model.source[e]], model.relation.type[e], model.names[model.target[e]]]) };
    return {
      caption,
      columns: ["a", "b", "papers (full counting)", "fractional, lower bound", "fractional, upper bound"],
      rows: Array.from(list, (e) => [model.names[model.source[e]], model.names[model.target[e]], model.full[e], sixDigits(model.low[e]), sixDigits(model.high[e])]),
    };
  }

  papers(caption, list) {
    const { model } = this, { data } = model;
    const places = (p) => {
      const own = listAt(model.paperSource, p);
      return Array.from({ length: own.length / 2 }, (_, i) => `${data.files[own[2 * i]]}:${own[2 * i + 1]}`).join(" ");
    };
    return {
      caption,
      columns: ["title", "year", "authors", "authors named", "link", "sources"],
      rows: Array.from(list, (p) => [data.paperTitle?.[p] ?? "", model.paperYear[p] || "", model.paperAuthors[p] || "", model.paperNamed[p], data.paperLink?.[p] ?? "", places(p)]),
    };
  }

  open() {
    const dialog = at("table"), tables = this.of(this.app.selection);
    const close = el("form", { method: "dialog" }, el("button", {}, "Close"));
    dialog.replaceChildren(close, ...tables.flatMap((table) => this.shown(table)));
    dialog.showModal();
  }

  shown(table) {
    const cell = (value) => el("td", { className: typeof value === "number" ? "number" : "" }, String(value));
    const note = table.rows.length > MOST_ROWS ? ` (the first ${MOST_ROWS} of ${number(table.rows.length)} rows; the CSV has all)` : "";
    const csv = el("button", { onclick: () => download(`${table.caption.replace(/[^\p{L}\p{N}]+/gu, "-")}.csv`, new Blob([csvOf(table)], { type: "text/csv" })) }, `Download CSV: ${table.caption}`);
    return [
      el("table", {}, el("caption", {}, table.caption + note), el("thead", {}, el("tr", {}, table.columns.map((name) => el("th", { scope: "col" }, name)))), el("tbody", {}, table.rows.slice(0, MOST_ROWS).map((row) => el("tr", {}, row.map(cell))))),
      csv,
    ];
  }
}

const sixDigits = (value) => Math.round(value * 1e6) / 1e6;

// RFC 4180; a text that a spreadsheet would run as a formula gets an apostrophe before it.
function csvOf({ columns, rows }) {
  const quoted = (value) => {
    const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\ufeff${[columns, ...rows].map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
}
