// Colours and filters.

const MOST_SUGGESTIONS = 30;

class Controls {
  constructor(app) {
    this.app = app;
    const { model } = app,
      { data } = model;
    this.offer("colour", this.colourings());
    this.toggle("weights", model.paperCount > 0 || Boolean(model.given));
    this.toggle("years", model.lastYear > model.firstYear);
    this.toggle("categories", model.kind !== "categories" && data.categories.length > 0);
    this.toggle("institutions", data.institutionNames.length > 0);
    this.offer("category", [
      ["-1", "all"],
      ...data.categories.map(([code, name], c) => [String(c), `${name} (${code})`]),
    ]);
    at("institution").addEventListener("input", () => this.suggest());
    this.suggest();
    for (const id of ["from", "to"]) Object.assign(at(id), { min: model.firstYear, max: model.lastYear, step: 1 });
    for (const id of ["from", "to", "least"]) at(id).addEventListener("input", () => this.later(id));
    for (const id of ["colour", "counting", "category", "institution"])
      at(id).addEventListener("change", () => this.apply(id));
    at("reset").addEventListener("click", () => app.set(app.unfiltered));
  }

  colourings() {
    const { model } = this.app,
      { data } = model;
    const all = [["community", model.kind === "result" ? "label" : "community"]];
    if (model.lastYear) all.push(["year", "latest year"]);
    if (data.categories.length && model.kind !== "categories") all.push(["category", "main category"]);
    if (data.institutionNames.length) all.push(["institution", "main institution"]);
    if (data.paperCitations?.some((c) => c > 0)) all.push(["citations", "reported citations"]);
    return all;
  }

  // The institutions whose names hold what is typed, those with the most authors first.
  suggest() {
    const { institutionNames } = this.app.model.data,
      typed = fold(at("institution").value),
      found = [];
    for (const name of institutionNames) {
      if (found.length >= MOST_SUGGESTIONS) break;
      if (fold(name).includes(typed)) found.push(name);
    }
    at("institution-names").replaceChildren(...found.map((name) => el("option", { value: name })));
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
    const { app } = this,
      { model } = app;
    const from = Number(at("from").value),
      to = Number(at("to").value);
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
    if (institution && !model.data.institutionNames.includes(institution))
      say(`No institution is named ${institution}`);
  }

  leastValue() {
    const step = Number(at("least").value);
    return step <= 0 ? 0 : step;
  }

  // Put the settings in force into the form, and say what they mean.
  show() {
    const { app } = this,
      { model, settings } = app,
      fractional = settings.counting === "fractional";
    at("colour").value = settings.colour;
    at("counting").value = settings.counting;
    at("from").value = settings.from;
    at("to").value = settings.to;
    const [low, high] = [model.firstYear, model.lastYear];
    at("years-shown").textContent = `${settings.from} to ${settings.to}`;
    at("years-note").textContent = model.unknownYears
      ? `${counted(model.unknownYears, "paper")} without a year ${settings.from > low || settings.to < high ? "left out" : "counted"}.`
      : "";
    Object.assign(at("least"), {
      min: 0,
      max: Math.max(1, Math.ceil(app.heaviestEver(settings.counting))),
      step: fractional ? 0.05 : 1,
      value: settings.least,
    });
    at("least-shown").textContent = settings.least ? `${number(settings.least, fractional ? 2 : 0)} or more` : "all";
    at("category").value = String(settings.category);
    at("institution").value = settings.institution < 0 ? "" : model.data.institutionNames[settings.institution];
    showLegend(app);
  }
}
