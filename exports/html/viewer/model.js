// The graph: nodes, the papers they share, the edges that follow, and the weights under the filters in force.

class Model {
  static async from(data) {
    const model = new Model();
    const count = data.x.length;
    Object.assign(model, { data, count, kind: data.kind, names: data.name });
    model.x = Float32Array.from(data.x, (v) => v / data.precision);
    model.y = Float32Array.from(data.y, (v) => v / data.precision);
    model.community = data.community;
    model.institutions = data.institutionLength ? listsOf(data.institutionLength, data.institutionValue) : null;
    model.readPapers(data);
    await pause();
    if (data.relationSource) model.readRelations(data);
    else await model.joinByPapers();
    await pause();
    model.readYears();
    model.incident = model.incidence();
    model.degree = new Float64Array(count);
    model.nodeShown = new Uint8Array(count).fill(1);
    model.papersOf = new Uint32Array(count);
    model.filter({});
    return model;
  }

  readPapers(data) {
    const none = new Int32Array(0);
    this.members = listsOf(data.memberLength ?? none, data.memberValue ?? none);
    this.paperCount = this.members.start.length - 1;
    this.papers = turned(this.members, this.count);
    this.paperYear = data.paperYear ?? none;
    this.paperAuthors = data.paperCount ?? none;
    this.paperNamed = Int32Array.from(this.paperAuthors, (n, p) => (data.paperNamed[p] ? data.paperNamed[p] - 1 : n));
    this.paperCategory = data.paperCategoryLength ? listsOf(data.paperCategoryLength, data.paperCategoryValue) : null;
    this.paperSource = data.paperSourceLength ? listsOf(data.paperSourceLength, data.paperSourceValue) : null;
    this.paperActive = new Uint8Array(this.paperCount).fill(1);
    this.paperJoins = new Uint8Array(this.paperCount).fill(1);
    for (const p of data.unjoined ?? none) this.paperJoins[p] = 0;
    this.paperLow = Float32Array.from(this.paperAuthors, (n) => (n > 1 ? 1 / (n - 1) : 0));
    this.paperHigh = Float32Array.from(this.paperAuthors, (n, p) => 1 / (n > 1 ? n - 1 : Math.max(1, this.paperNamed[p])));
    this.outside = data.outsideLength ? listsOf(data.outsideLength, data.outsideValue) : null;
  }

  // Two nodes are joined when they share a paper: walk each node's papers and number the partners met.
  async joinByPapers() {
    let pairs = 0;
    for (let p = 0; p < this.paperCount; p++) {
      const size = this.paperJoins[p] * (this.members.start[p + 1] - this.members.start[p]);
      pairs += (size * (size - 1)) / 2;
    }
    const source = new Uint32Array(pairs), target = new Uint32Array(pairs), pairEdge = new Uint32Array(pairs);
    const pairPaper = new Uint32Array(pairs), slot = new Int32Array(this.count).fill(-1);
    const pacer = new Pacer();
    let edges = 0, done = 0;
    for (let a = 0; a < this.count; a++) {
      const first = edges;
      for (const p of listAt(this.papers, a))
        for (let i = this.members.start[p + 1] - 1; this.paperJoins[p] && i >= this.members.start[p]; i--) {
          const b = this.members.value[i];
          if (b <= a) break;
          if (slot[b] < first) {
            slot[b] = edges;
            source[edges] = a;
            target[edges++] = b;
          }
          pairEdge[done] = slot[b];
          pairPaper[done++] = p;
        }
      if (pacer.isDue()) await pacer.pause();
    }
    this.edgeCount = edges;
    this.source = source.slice(0, edges);
    this.target = target.slice(0, edges);
    this.edgePapers = grouped(pairEdge, pairPaper, edges);
  }

  readRelations(data) {
    this.edgeCount = data.relationSource.length;
    this.source = Uint32Array.from(data.relationSource);
    this.target = Uint32Array.from(data.relationTarget);
    this.edgePapers = grouped(new Uint32Array(0), new Uint32Array(0), this.edgeCount);
    if (data.relationType) this.relation = { type: data.relationType, detail: data.relationDetail };
    else this.given = { full: data.relationPapers, low: data.relationLow, high: data.relationHigh };
  }

  readYears() {
    const known = this.paperYear.filter((y) => y > 0);
    this.firstYear = known.length ? known.reduce((a, b) => Math.min(a, b)) : 0;
    this.lastYear = known.length ? known.reduce((a, b) => Math.max(a, b)) : 0;
    this.unknownYears = this.paperYear.length - known.length;
  }

  incidence() {
    const owner = new Uint32Array(2 * this.edgeCount), edge = new Uint32Array(2 * this.edgeCount);
    for (let e = 0; e < this.edgeCount; e++) {
      owner[2 * e] = this.source[e];
      owner[2 * e + 1] = this.target[e];
      edge[2 * e] = edge[2 * e + 1] = e;
    }
    return grouped(owner, edge, this.count);
  }

  // Count anew, from the papers that pass: full counting, and both bounds of fractional counting.
  filter(settings) {
    this.settings = settings;
    const { from = this.firstYear, to = this.lastYear, category = -1, institution = -1 } = settings;
    const allYears = from <= this.firstYear && to >= this.lastYear;
    for (let p = 0; p < this.paperCount; p++) {
      const year = this.paperYear[p];
      const inYears = allYears || (year >= from && year <= to);
      this.paperActive[p] = inYears && (category < 0 || listAt(this.paperCategory, p).includes(category)) ? 1 : 0;
    }
    const narrowed = !allYears || category >= 0;
    for (let v = 0; v < this.count; v++) {
      let papers = 0;
      for (let i = this.papers.start[v]; i < this.papers.start[v + 1]; i++) papers += this.paperActive[this.papers.value[i]];
      this.papersOf[v] = this.data.papersOf ? this.data.papersOf[v] : papers;
      const housed = institution < 0 || listAt(this.institutions, v).includes(institution);
      this.nodeShown[v] = housed && (papers > 0 || !narrowed) ? 1 : 0;
    }
    this.weigh(settings);
  }

  weigh({ counting = "full", min = 0 }) {
    const m = this.edgeCount;
    this.full ??= new Uint32Array(m);
    this.low ??= new Float32Array(m);
    this.high ??= new Float32Array(m);
    this.weight ??= new Float32Array(m);
    this.edgeShown ??= new Uint8Array(m);
    this.degree.fill(0);
    this.shownEdges = 0;
    this.heaviest = 0;
    for (let e = 0; e < m; e++) {
      let full = this.relation ? 1 : (this.given?.full[e] ?? 0), low = (this.given?.low[e] ?? 0) / 100, high = (this.given?.high[e] ?? 0) / 100;
      for (let i = this.edgePapers.start[e]; i < this.edgePapers.start[e + 1]; i++) {
        const p = this.edgePapers.value[i];
        if (!this.paperActive[p]) continue;
        full++;
        low += this.paperLow[p];
        high += this.paperHigh[p];
      }
      this.full[e] = full;
      this.low[e] = low;
      this.high[e] = high;
      const weight = (this.weight[e] = counting === "fractional" ? high : full);
      const ends = this.nodeShown[this.source[e]] && this.nodeShown[this.target[e]];
      this.edgeShown[e] = ends && full > 0 && weight >= min - 1e-6 ? 1 : 0;
      if (weight > this.heaviest) this.heaviest = weight;
      if (!this.edgeShown[e]) continue;
      this.shownEdges++;
      this.degree[this.source[e]] += weight;
      this.degree[this.target[e]] += weight;
    }
    this.shownNodes = this.nodeShown.reduce((a, b) => a + b, 0);
    this.sortEdges();
  }

  // Shown edges, the heaviest first, by counting in 256 classes of the logarithm.
  sortEdges() {
    const top = Math.log1p(this.heaviest) || 1, classes = new Uint8Array(this.edgeCount), start = new Uint32Array(257);
    for (let e = 0; e < this.edgeCount; e++)
      if (this.edgeShown[e]) start[(classes[e] = 255 - Math.floor((255 * Math.log1p(this.weight[e])) / top)) + 1]++;
    for (let i = 0; i < 256; i++) start[i + 1] += start[i];
    this.byWeight = new Uint32Array(this.shownEdges);
    for (let e = 0; e < this.edgeCount; e++) if (this.edgeShown[e]) this.byWeight[start[classes[e]]++] = e;
  }

  // How much a node matters: drawn larger, and labelled earlier.
  size(v) {
    return this.data.authors ? this.data.authors[v] : this.paperCount ? this.papersOf[v] : this.degree[v];
  }

  // Radius of a community on an overview, in units of the map; 0 for other nodes, which have no size of their own.
  reach(v) {
    return this.data.authors ? this.data.reach * Math.sqrt(this.data.authors[v]) : 0;
  }

  // The shown ones among some nodes, the most important first.
  ranked(nodes) {
    return Array.from(nodes).filter((v) => this.nodeShown[v]).sort((a, b) => this.size(b) - this.size(a) || this.degree[b] - this.degree[a] || a - b);
  }

  // Edges of a node that are shown, the heaviest first, with the node at the other end.
  neighbours(v) {
    const found = [];
    for (const e of listAt(this.incident, v))
      if (this.edgeShown[e]) found.push({ edge: e, node: this.source[e] === v ? this.target[e] : this.source[e] });
    return found.sort((a, b) => this.weight[b.edge] - this.weight[a.edge] || a.node - b.node);
  }

  edgeBetween(a, b) {
    for (const e of listAt(this.incident, a)) if (this.source[e] === b || this.target[e] === b) return e;
    return -1;
  }

  activePapers(list) {
    return Array.from(list).filter((p) => this.paperActive[p]).sort((a, b) => this.paperYear[b] - this.paperYear[a] || a - b);
  }

  // Fewest steps over shown edges; among equally short ways the one with the largest sum of weights.
  path(from, to) {
    const step = new Int32Array(this.count).fill(-1), best = new Float64Array(this.count), via = new Int32Array(this.count).fill(-1);
    step[from] = 0;
    let ring = [from];
    while (ring.length && step[to] < 0) {
      const next = [];
      for (const v of ring)
        for (const e of listAt(this.incident, v)) {
          if (!this.edgeShown[e]) continue;
          const w = this.source[e] === v ? this.target[e] : this.source[e];
          if (step[w] >= 0 && step[w] !== step[v] + 1) continue;
          if (step[w] < 0) {
            step[w] = step[v] + 1;
            next.push(w);
          }
          if (best[v] + this.weight[e] > best[w]) {
            best[w] = best[v] + this.weight[e];
            via[w] = e;
          }
        }
      ring = next;
    }
    if (step[to] < 0) return null;
    const nodes = [to], edges = [];
    for (let v = to; v !== from; nodes.unshift(v)) {
      edges.unshift(via[v]);
      v = this.source[via[v]] === v ? this.target[via[v]] : this.source[via[v]];
    }
    return { nodes, edges };
  }
}

function grouped(owner, value, owners) {
  const start = new Uint32Array(owners + 1);
  for (const o of owner) start[o + 1]++;
  for (let i = 0; i < owners; i++) start[i + 1] += start[i];
  const next = start.slice(), sorted = new Uint32Array(value.length);
  for (let i = 0; i < value.length; i++) sorted[next[owner[i]]++] = value[i];
  return { start, value: sorted };
}
