// The state in the address: a selection is a step in the history, filters and the view replace the last step.

class State {
  constructor(app) {
    this.app = app;
    window.addEventListener("popstate", () => this.read());
    window.addEventListener("hashchange", () => this.read());
  }

  // Nodes by name, once they are needed.
  get places() {
    if (this.byName) return this.byName;
    this.byName = new Map();
    this.app.model.names.forEach((name, v) =>
      this.byName.has(name) ? this.byName.get(name).push(v) : this.byName.set(name, [v]),
    );
    return this.byName;
  }

  // A node is named by its name, and its number among equal names.
  token(v) {
    const same = this.places.get(this.app.model.names[v]);
    return same.length > 1 ? `${this.app.model.names[v]}~${same.indexOf(v) + 1}` : this.app.model.names[v];
  }

  node(token) {
    const [, name, place] = /^(.*?)(?:~(\d+))?$/su.exec(token ?? "");
    return (this.places.get(token) ?? [])[0] ?? (this.places.get(name) ?? [])[Number(place ?? 1) - 1];
  }

  text() {
    const { selection: s, settings, model, stage } = this.app,
      parts = new URLSearchParams();
    if (s?.type === "node") parts.set("node", this.token(s.node));
    if (s?.type === "edge")
      (parts.set("edge", this.token(model.source[s.edge])), parts.set("with", this.token(model.target[s.edge])));
    if (s?.type === "path") (parts.set("from", this.token(s.from)), parts.set("to", this.token(s.to)));
    if (s?.type === "paper") parts.set("paper", s.paper);
    if (s?.type === "institution") parts.set("place", model.data.institutionNames[s.institution]);
    if (settings.colour !== "community") parts.set("colour", settings.colour);
    if (settings.counting !== "full") parts.set("counting", settings.counting);
    if (settings.from !== model.firstYear || settings.to !== model.lastYear)
      parts.set("years", `${settings.from}-${settings.to}`);
    if (settings.least) parts.set("least", settings.least);
    if (settings.category >= 0) parts.set("category", model.data.categories[settings.category][0]);
    if (settings.institution >= 0) parts.set("institution", model.data.institutionNames[settings.institution]);
    const { x, y, scale } = stage.camera;
    parts.set("view", [x.toFixed(2), y.toFixed(2), scale.toPrecision(4)].join(","));
    return `#${parts}`;
  }

  // In a notebook's frame the address is not ours to write.
  write(step) {
    if (location.protocol === "about:") return;
    const text = this.text();
    if (text !== location.hash) history[step ? "pushState" : "replaceState"](null, "", text);
    this.last = location.hash;
  }

  async read() {
    if (location.hash === this.last) return;
    this.last = location.hash;
    const parts = new URLSearchParams(location.hash.slice(1)),
      { app } = this,
      { model } = app;
    const [from, to] = (parts.get("years") ?? "").split("-").map(Number);
    const offered = [...at("colour").options].map((option) => option.value);
    await app.set(
      {
        colour: offered.includes(parts.get("colour")) ? parts.get("colour") : "community",
        counting: parts.get("counting") === "fractional" ? "fractional" : "full",
        from: Math.max(model.firstYear, from || model.firstYear),
        to: Math.min(model.lastYear, to || model.lastYear),
        least: Number(parts.get("least")) || 0,
        category: model.data.categories.findIndex(([code]) => code === parts.get("category")),
        institution: model.data.institutionNames.indexOf(parts.get("institution")),
      },
      false,
    );
    app.select(this.selection(parts), { quiet: true, move: !parts.has("view") });
    const view = (parts.get("view") ?? "").split(",").map(Number);
    if (view.length === 3 && view.every(Number.isFinite) && view[2] > 0) {
      [app.stage.camera.x, app.stage.camera.y, app.stage.camera.scale] = view;
      app.stage.redraw();
    }
  }

  selection(parts) {
    const { model } = this.app,
      node = (name) => (parts.has(name) ? this.node(parts.get(name)) : undefined);
    if (node("node") !== undefined) return { type: "node", node: node("node") };
    if (node("edge") !== undefined && node("with") !== undefined) {
      const edge = model.edgeBetween(node("edge"), node("with"));
      return edge < 0 ? null : { type: "edge", edge };
    }
    if (node("from") !== undefined && node("to") !== undefined)
      return { type: "path", from: node("from"), to: node("to") };
    const paper = Number(parts.get("paper") ?? -1),
      institution = model.data.institutionNames.indexOf(parts.get("place"));
    if (paper >= 0 && paper < model.paperCount) return { type: "paper", paper };
    return institution >= 0 ? { type: "institution", institution } : null;
  }
}
