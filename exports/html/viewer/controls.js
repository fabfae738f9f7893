// Colours, filters and the legend.

class Controls {
  constructor(app) {
    this.app = app;
    const { model } = app, { data } = model;
    this.offer("colour", this.colourings());
    this.toggle("weights", model.paperCount > 0 || Boolean(model.given));
    this.toggle("years", model.lastYear > model.firstYear);
    this.toggle("categories", model.kind !== "categories" && data.categories.length > 0);
    this.toggle("institutions", data.institutionNames.length > 0);
    this.offer("category", [["-1", "all"], ...data.categories.map(([code, name], c) => [String(c), `${name} (${code})`])]);
    at("institution-names").append(...data.institutionNames.map((name) => el("option", { value: name })));
    for (const id of ["from", "to"]) Object.assign(at(id), { min: model.firstYear, max: model.lastYear, step: 1 });
    for (const id of ["from", "to", "least"]) at(id).addEventListener("input", () => this.later(id));
    for (const id of ["colour", "counting", "category", "institution"]) at(id).addEventListener("change", () => this.apply(id));
    at("reset").addEventListener("click", () => app.set({ from: model.firstYear, to: model.lastYear, least: 0, category: -1, institution: -1 }));
  }

  colourings() {
    const { model } = this.app, { data } = model;
    const all = [["community", model.kind === "result" ? "label" : "community"]];
    if (model.lastYear) all.push(["year", "latest year"]);
    if (data.categories.length && model.kind !== "categories") all.push(["category", "main category"]);
    if (data.institutionNames.length) all.push(["institution", "main institution"]);
    if (data.paperCitations?.some((c) => c > 0)) all.push(["citations", "reported citations"]);
    return all;
  }

  offer(id, options) {
    at(id).replaceChildren(...options.map(([value, text]) => el("option", { value }, text)));
  }

  toggle(what, on) {
    for (const part of document.querySelectorAll(`[data-for="${what}"]`)) part.hidden = !on;
  }

  // Sliders fire many times: count anew once a frame.
  later(id) {
    this.pending ??= requestAnimationFrame(() => {
      this.pending = null;
      this.apply(id);
    });
  }

  apply(id) {
    const { app } = this, { model } = app;
    const from = Number(at("from").value), to = Number(at("to").value);
    const institution = at("institution").value.trim();
    app.set({
      colour: at("colour").value,
      counting: at("counting").value,
      from: id === "to" ? Math.min(from, to) : from,
      to: id === "from" ? Math.max(from, to) : to,
      least: this.leastValue(),
      category: Number(at("category").value || -1),
      institution: institution ? model.data.institutionNames.indexOf(institution) : -1,
    });
    if (institution && !model.data.institutionNames.includes(institution)) say(`No institution is named ${institution}`);
  }

  leastValue() {
    const step = Number(at("least").value);
    return step <= 0 ? 0 : step;
  }

  // Put the settings in force into the form, and say what they mean.
  show() {
    const { app } = this, { model, settings } = app, fractional = settings.counting === "fractional";
    at("colour").value = settings.colour;
    at("counting").value = settings.counting;
    at("from").value = settings.from;
    at("to").value = settings.to;
    const [low, high] = [model.firstYear, model.lastYear];
    at("years-shown").textContent = `${settings.from} to ${settings.to}`;
    at("years-note").textContent = model.unknownYears ? `${counted(model.unknownYears, "paper")} without a year ${settings.from > low || settings.to < high ? "left out" : "counted"}.` : "";
    Object.assign(at("least"), { min: 0, max: Math.max(1, Math.ceil(app.heaviestEver(settings.counting))), step: fractional ? 0.05 : 1, value: settings.least });
    at("least-shown").textContent = settings.least ? `${number(settings.least, fractional ? 2 : 0)} or more` : "all";
    at("category").value = String(settings.category);
    at("institution").value = settings.institution < 0 ? "" : model.data.institutionNames[settings.institution];
    this.legend();
  }

  legend() {
    const { app } = this, { model } = app, palette = app.colours.palette(app.dark);
    at("legend").replaceChildren(...app.colours.legend.map(([hue, text]) => el("li", {}, hue < 0 ? "" : dot(palette[hue]), text)));
    const what = { authors: "author", institutions: "institution", categories: "category", communities: "community", result: "node" }[model.kind];
    const many = what.endsWith("y") ? `${what.slice(0, -1)}ies` : `${what}s`;
    const counting = model.relation ? "" : app.settings.counting === "fractional" ? "Weights: fractional counting, 1/(n−1) for each joint paper of n authors; where n is unknown, the upper bound." : "Weights: full counting, 1 for each joint paper.";
    const lines = [
      `Shown: ${number(model.shownNodes)} of ${counted(model.count, what, many)}, ${counted(model.shownEdges, "edge")}.`,
      model.given ? "Size: authors. Width: weight." : model.paperCount ? "Size: papers. Width: weight." : "Size: weight of the edges.",
      counting,
      model.shownEdges > MOST_EDGES ? `Of the edges in view at most the ${number(MOST_EDGES)} heaviest are drawn.` : "",
      ...model.data.notes,
    ];
    at("meaning").replaceChildren(...lines.filter(Boolean).map((line) => el("p", {}, line)));
  }
}

function dot(colour) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 10 10");
  svg.setAttribute("aria-hidden", "true");
  const circle = document.createElementNS("http://www.w3.org/2000/svg", "circle");
  for (const [name, value] of Object.entries({ cx: 5, cy: 5, r: 5, fill: colour })) circle.setAttribute(name, value);
  svg.append(circle);
  return svg;
}
