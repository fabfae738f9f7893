// What is selected as tables, on the page and as CSV.

const MOST_ROWS = 500;

class Tables {
  constructor(app) {
    this.app = app;
    this.model = app.model;
  }

  // The tables that tell of a selection, or of everything that is shown.
  of(selection) {
    const { model } = this;
    if (!selection)
      return [this.nodes("Everything shown", this.app.ranking), this.edges("All edges shown", model.byWeight)];
    return this[`of_${selection.type}`](selection);
  }

  of_node({ node }) {
    const { model } = this,
      name = model.names[node];
    const edges = model.neighbours(node).map((neighbour) => neighbour.edge);
    const papers = model.activePapers(listAt(model.papers, node));
    const tables = [this.edges(`Edges of ${name}`, edges), this.papers("Papers", papers)];
    return model.outside
      ? [...tables, this.outside(`Co-authors of ${name} on other maps`, name, outsideOf(model, node))]
      : tables;
  }

  of_edge({ edge }) {
    const papers = this.model.activePapers(listAt(this.model.edgePapers, edge));
    return [this.edges("The edge", [edge]), this.papers("Papers", papers)];
  }

  of_path({ from, to }) {
    const path = shortestPath(this.model, from, to);
    return path ? [this.nodes("Nodes of the path", path.nodes), this.edges("Edges of the path", path.edges)] : [];
  }

  of_paper({ paper }) {
    return [this.papers("Paper", [paper]), this.nodes("Names on it", listAt(this.model.members, paper))];
  }

  of_institution({ institution }) {
    const { model } = this;
    return [this.nodes(model.data.institutionNames[institution], model.ranked(this.app.staff(institution)))];
  }

  nodes(caption, list) {
    const { model } = this,
      group = model.relation ? "label" : "community";
    const row = (v) => [
      model.names[v],
      model.papersOf[v],
      model.neighbours(v).length,
      model.data.communities[model.community[v]] ?? "",
    ];
    return { caption, columns: ["name", "papers", "neighbours", group], rows: Array.from(list, row) };
  }

  edges(caption, list) {
    const { model } = this,
      ends = (e) => [model.names[model.source[e]], model.names[model.target[e]]];
    if (model.relation) {
      const columns = ["from", "to", "type", "properties"];
      return {
        caption,
        columns,
        rows: Array.from(list, (e) => [...ends(e), model.relation.type[e], model.relation.detail[e]]),
      };
    }
    const row = (e) => [...ends(e), model.full[e], sixDigits(model.low[e]), sixDigits(model.high[e])];
    return { caption, columns: EDGE_COLUMNS, rows: Array.from(list, row) };
  }

  outside(caption, name, sums) {
    const row = ({ outside, full, low, high }) => [
      name,
      this.model.data.outsideName[outside],
      full,
      sixDigits(low),
      sixDigits(high),
    ];
    return { caption, columns: EDGE_COLUMNS, rows: sums.map(row) };
  }

  papers(caption, list) {
    const { model } = this,
      { data } = model;
    const row = (p) => [
      data.paperTitle?.[p] ?? "",
      model.paperYear[p] || "",
      model.paperAuthors[p] || "",
      model.paperNamed[p],
      data.paperLink?.[p] ?? "",
      sourceLines(model, p).join(" "),
    ];
    const columns = ["title", "year", "authors", "authors named", "link", "sources"];
    return { caption, columns, rows: Array.from(list, row) };
  }

  open() {
    const dialog = at("table"),
      close = el("form", { method: "dialog" }, el("button", {}, "Close"));
    dialog.replaceChildren(
      close,
      ...this.of(this.app.selection).flatMap((table) => [shownTable(table), csvButton(table)]),
    );
    dialog.showModal();
  }
}

const EDGE_COLUMNS = ["a", "b", "papers (full counting)", "fractional, lower bound", "fractional, upper bound"];
const sixDigits = (value) => Math.round(value * 1e6) / 1e6;

function shownTable({ caption, columns, rows }) {
  const cell = (value) => el("td", { className: typeof value === "number" ? "number" : "" }, String(value));
  const cut =
    rows.length > MOST_ROWS ? ` (the first ${MOST_ROWS} of ${number(rows.length)} rows; the CSV has all)` : "";
  const head = columns.map((name) => el("th", { scope: "col" }, name));
  const body = rows.slice(0, MOST_ROWS).map((row) => el("tr", {}, row.map(cell)));
  return el("table", {}, el("caption", {}, caption + cut), el("thead", {}, el("tr", {}, head)), el("tbody", {}, body));
}

function csvButton(table) {
  const name = `${table.caption.replace(/[^\p{L}\p{N}]+/gu, "-")}.csv`;
  const onclick = () => download(name, new Blob([csvOf(table)], { type: "text/csv" }));
  return el("button", { onclick }, `Download CSV: ${table.caption}`);
}

// RFC 4180; a text that a spreadsheet would run as a formula gets an apostrophe before it.
function csvOf({ columns, rows }) {
  const quoted = (value) => {
    const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\ufeff${[columns, ...rows].map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
}
