// The page comes to life: read the data, build the parts, obey the address.

const NARROW = 50; // widths of an M: below it panels lie over the map

class App {
  static async start() {
    const data = await readBlock(at("data").textContent);
    const app = new App();
    app.model = await Model.from(data);
    await app.begin(data);
    return app;
  }

  // In steps with pauses, so that the page answers while it starts.
  async begin(data) {
    Object.assign(this, { selection: null, pathFrom: null, walked: -1, em: this.rootSize() });
    this.scheme = matchMedia("(prefers-color-scheme: dark)");
    this.dark = this.scheme.matches;
    this.title(data);
    await this.derive(data);
    Object.assign(this, { stage: new Stage(this, at("map")), panels: new Panels(this), search: new Search(this) });
    Object.assign(this, { controls: new Controls(this), tables: new Tables(this), state: new State(this) });
    this.pointer = new Pointer(this, at("map"));
    this.fitPage();
    this.stage.resize();
    await pause();
    this.fitAll();
    clearTimeout(this.stage.resting);
    this.buttons();
    await pause();
    await this.state.read();
    at("loading").hidden = true;
  }

  title(data) {
    const { model } = this,
      nodes = counted(model.count, "node"),
      edges = counted(model.edgeCount, "edge");
    document.title = at("title").textContent = data.title;
    at("map").setAttribute("aria-label", `${data.title}: ${nodes}, ${edges}`);
    if (data.overview) Object.assign(at("overview"), { href: data.overview, hidden: false });
    this.endPath();
  }

  // What follows from the model alone.
  async derive(data) {
    const { model } = this,
      pacer = new Pacer(),
      most = (values) => values.reduce((a, b) => Math.max(a, b), 0);
    this.centres = communityCentres(model);
    await pacer.pause();
    this.colours = new Colours(model);
    await pacer.pause();
    this.grid = await Grid.of(model, pacer);
    if (model.institutions) this.houses = await turned(model.institutions, data.institutionNames.length, pacer);
    await pacer.pause();
    this.ranking = model.ranked(model.names.keys());
    this.tops = { full: most(model.full), fractional: most(model.high) };
    this.unfiltered = { from: model.firstYear, to: model.lastYear, least: 0, category: -1, institution: -1 };
    this.settings = { ...this.unfiltered, colour: "community", counting: "full" };
    this.countedFor = filterKey(this.settings); // the model comes counted so
    this.counting = Promise.resolve();
  }

  // With large text a wide window is narrow too; media queries do not see the size of the text on the page.
  fitPage() {
    this.em = this.rootSize();
    const narrow = window.innerWidth / this.em < NARROW;
    if (narrow === this.narrow) return;
    this.narrow = narrow;
    document.body.classList.toggle("narrow", narrow);
    this.toggleControls(!narrow);
  }

  rootSize() {
    return parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  }

  buttons() {
    const press = (id, action) => at(id).addEventListener("click", action);
    press("open-controls", () => this.toggleControls(at("controls").classList.contains("closed")));
    press("open-table", () => this.tables.open());
    press("save-png", () => savePng(this));
    press("save-svg", () => saveSvg(this));
    press("open-help", () => at("help").showModal());
    press("zoom-in", () => this.stage.zoom(1.5));
    press("zoom-out", () => this.stage.zoom(1 / 1.5));
    press("zoom-fit", () => this.fitAll());
    this.scheme.addEventListener("change", () => {
      this.dark = this.scheme.matches;
      showLegend(this);
      this.stage.redraw();
    });
    new ResizeObserver(() => {
      if (this.width === at("stage").clientWidth && this.height === at("stage").clientHeight) return;
      this.fitPage();
      this.stage.resize();
      this.stage.blit();
      this.stage.redraw();
    }).observe(at("stage"));
  }

  toggleControls(open) {
    at("controls").classList.toggle("closed", !open);
    at("open-controls").setAttribute("aria-expanded", String(open));
  }

  fitAll() {
    this.stage.fit(this.ranking.length ? this.ranking : this.model.names.keys());
  }

  // How much of the map's lower part the panel covers: on narrow screens it lies over the map.
  covered() {
    return this.narrow && !at("panel").hidden ? at("panel").offsetHeight : 0;
  }

  heaviestEver(counting) {
    return this.tops[counting];
  }

  // Take new settings: count anew, colour anew, draw anew.
  async set(changes, remember = true) {
    const settings = (this.settings = { ...this.settings, ...changes });
    await this.count(settings);
    if (settings !== this.settings) return; // the reader has gone on meanwhile
    this.colours.choose(settings.colour);
    this.controls.show();
    this.focused = undefined;
    if (this.selection) this.panels.show(this.selection);
    if (!remember) return;
    this.stage.redraw();
    this.state.write(false);
    say(`${counted(this.model.shownNodes, "node")} and ${counted(this.model.shownEdges, "edge")} shown`);
  }

  // Count anew only where a filter differs from those last in force; one counting at a time.
  async count(settings) {
    const key = filterKey(settings);
    if (key === this.countedFor) return;
    this.countedFor = key;
    const inForce = () => settings === this.settings;
    this.counting = this.counting.then(() => inForce() && this.model.filter({ ...settings, min: settings.least }));
    await this.counting;
    this.ranking = this.model.ranked(this.model.names.keys());
  }

  select(selection, { focus = false, move = true, quiet = false } = {}) {
    this.selection = selection;
    this.focused = undefined;
    this.walked = -1;
    this.panels.show(selection, focus);
    if (selection) say(at("panel").querySelector("h2").textContent);
    this.stage.resize();
    const lit = this.focus();
    if (lit && move && lit.nodes.length) this.stage.show(lit.nodes);
    else {
      this.stage.blit();
      this.stage.redraw();
    }
    if (!quiet) this.state.write(true);
  }

  // What is lit: the pinned nodes, the nodes around them in order of importance, the edges between.
  focus() {
    if (this.focused === undefined) this.focused = this.lit();
    if (this.walked < 0 || !this.focused)
      return this.walked < 0 ? this.focused : { pinned: [this.walked], nodes: [this.walked], edges: [] };
    return { ...this.focused, pinned: [...this.focused.pinned, this.walked] };
  }

  lit() {
    const { selection: s, model } = this;
    if (!s) return null;
    if (s.type === "node") {
      const around = model.neighbours(s.node);
      return {
        pinned: [s.node],
        nodes: [s.node, ...around.map((n) => n.node)],
        edges: around.map((n) => n.edge).reverse(),
      };
    }
    if (s.type === "edge") {
      const ends = [model.source[s.edge], model.target[s.edge]];
      return { pinned: ends, nodes: ends, edges: [s.edge], strong: new Set([s.edge]) };
    }
    if (s.type === "path") {
      const path = shortestPath(model, s.from, s.to) ?? { nodes: [s.from, s.to], edges: [] };
      return { pinned: path.nodes, nodes: path.nodes, edges: path.edges, strong: new Set(path.edges) };
    }
    const nodes =
      s.type === "paper" ? Array.from(listAt(model.members, s.paper)) : model.ranked(this.staff(s.institution));
    return { pinned: s.type === "paper" ? nodes : [], nodes, edges: [] };
  }

  staff(institution) {
    return listAt(this.houses, institution);
  }

  startPath(from) {
    this.pathFrom = from;
    at("query").placeholder = `Path from ${this.model.names[from]} to …`;
    at("query").focus();
    say(`Search the other end of the path from ${this.model.names[from]}`);
  }

  endPath() {
    this.pathFrom = null;
    const { kind } = this.model;
    at("query").placeholder =
      { authors: "Search names, papers, institutions", communities: "Search authors and communities" }[kind] ??
      "Search names and papers";
  }

  clicked(hit) {
    if (hit?.node !== undefined && this.pathFrom !== null) {
      const from = this.pathFrom;
      this.endPath();
      this.select({ type: "path", from, to: hit.node });
    } else if (hit?.node !== undefined) this.select({ type: "node", node: hit.node }, { move: false });
    else if (hit?.edge !== undefined) this.select({ type: "edge", edge: hit.edge }, { move: false });
    else if (this.selection) this.select(null);
  }

  // Walk through the neighbours of what is selected, or through all nodes by importance.
  walk(step) {
    const nodes = this.focused?.nodes ?? this.ranking;
    if (!nodes.length) return;
    const place = nodes.indexOf(this.walked);
    this.walked = nodes[(place < 0 ? (step > 0 ? 0 : nodes.length - 1) : place + step + nodes.length) % nodes.length];
    say(`${this.model.names[this.walked]}, ${counted(this.model.size(this.walked), "paper")}. Enter selects.`);
    this.stage.redraw();
  }

  takeWalked() {
    if (this.walked >= 0) this.select({ type: "node", node: this.walked }, { focus: true });
  }

  changedView() {
    clearTimeout(this.viewing);
    this.viewing = setTimeout(() => this.state.write(false), 300);
  }

  drawn() {
    this.drawings = (this.drawings ?? 0) + 1;
    this.readyAt ??= performance.now();
  }
}

function filterKey({ from, to, least, category, institution, counting }) {
  return JSON.stringify([from, to, least, category, institution, counting]);
}

App.start().then(
  (app) => (window.graphkit = app),
  (error) => {
    at("loading").textContent = `The map cannot be shown: ${error.message}`;
    throw error;
  },
);
