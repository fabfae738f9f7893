// The graph: nodes, the papers they share, the edges that follow, and the weights under the filters in force.

class Model {
  static async from(data) {
    const model = new Model(),
      count = data.x.length,
      pacer = new Pacer();
    Object.assign(model, {
      data,
      count,
      kind: data.kind,
      isOverview: data.kind === "communities",
      names: data.name,
      community: data.community,
    });
    model.x = Float32Array.from(data.x, (v) => v / data.precision);
    model.y = Float32Array.from(data.y, (v) => v / data.precision);
    model.institutions = data.institutionLength ? listsOf(data.institutionLength, data.institutionValue) : null;
    await model.readPapers(data, pacer);
    if (data.relationSource) await model.readRelations(data, pacer);
    else await model.joinByPapers(pacer);
    model.incident = await model.incidence(pacer);
    Object.assign(model, {
      degree: new Float64Array(count),
      nodeShown: new Uint8Array(count).fill(1),
      papersOf: new Uint32Array(count),
    });
    await model.filter({}, pacer);
    return model;
  }

  async readPapers(data, pacer) {
    const none = new Int32Array(0);
    this.members = listsOf(data.memberLength ?? none, data.memberValue ?? none);
    this.paperCount = this.members.start.length - 1;
    this.papers = await turned(this.members, this.count, pacer);
    this.paperYear = data.paperYear ?? none;
    this.paperAuthors = data.paperCount ?? none;
    this.paperCategory = data.paperCategoryLength ? listsOf(data.paperCategoryLength, data.paperCategoryValue) : null;
    this.paperSource = data.paperSourceLength ? listsOf(data.paperSourceLength, data.paperSourceValue) : null;
    this.outside = data.outsideLength ? listsOf(data.outsideLength, data.outsideValue) : null;
    this.paperActive = new Uint8Array(this.paperCount).fill(1);
    this.paperJoins = new Uint8Array(this.paperCount).fill(1);
    for (const p of data.unjoined ?? none) this.paperJoins[p] = 0;
    await this.readShares(data, pacer);
  }

  // How much a paper of n authors adds to an edge: 1/(n − 1) exactly where n is known, else between 0 and the same
  // with the fewest authors that it can have. Also the range of the years.
  async readShares(data, pacer) {
    this.paperNamed = new Int32Array(this.paperCount);
    this.paperLow = new Float32Array(this.paperCount);
    this.paperHigh = new Float32Array(this.paperCount);
    Object.assign(this, { firstYear: 0, lastYear: 0, unknownYears: 0 });
    await pacer.inSlices(this.paperCount, (from, to) => {
      for (let p = from; p < to; p++) {
        const n = this.paperAuthors[p],
          year = this.paperYear[p];
        this.paperNamed[p] = data.paperNamed[p] ? data.paperNamed[p] - 1 : n;
        this.paperLow[p] = n > 1 ? 1 / (n - 1) : 0;
        this.paperHigh[p] = 1 / (n > 1 ? n - 1 : Math.max(1, this.paperNamed[p]));
        if (!year) this.unknownYears++;
        else if (!this.firstYear || year < this.firstYear) this.firstYear = year;
        if (year > this.lastYear) this.lastYear = year;
      }
    });
  }

  // Two nodes are joined when they share a paper: walk each node's papers and number the partners met.
  async joinByPapers(pacer) {
    const { start, value } = this.members;
    let pairs = 0,
      edges = 0,
      done = 0;
    for (let p = 0; p < this.paperCount; p++) {
      const size = this.paperJoins[p] * (start[p + 1] - start[p]);
      pairs += (size * (size - 1)) / 2;
    }
    const source = new Uint32Array(pairs),
      target = new Uint32Array(pairs),
      pairEdge = new Uint32Array(pairs);
    const pairPaper = new Uint32Array(pairs),
      slot = new Int32Array(this.count).fill(-1);
    for (let a = 0; a < this.count; a++) {
      const first = edges;
      for (let k = this.papers.start[a]; k < this.papers.start[a + 1]; k++) {
        const p = this.papers.value[k];
        for (let i = start[p + 1] - 1; this.paperJoins[p] && value[i] > a; i--) {
          const b = value[i];
          if (slot[b] < first) {
            slot[b] = edges;
            source[edges] = a;
            target[edges++] = b;
          }
          pairEdge[done] = slot[b];
          pairPaper[done++] = p;
        }
      }
      if ((a & 31) === 0 && pacer.isDue()) await pacer.pause();
    }
    this.edgeCount = edges;
    this.source = source.slice(0, edges);
    this.target = target.slice(0, edges);
    this.edgePapers = await grouped(pairEdge, pairPaper, edges, pacer);
  }

  async readRelations(data, pacer) {
    this.edgeCount = data.relationSource.length;
    this.source = Uint32Array.from(data.relationSource);
    this.target = Uint32Array.from(data.relationTarget);
    this.edgePapers = await grouped([], [], this.edgeCount, pacer);
    if (data.relationType) this.relation = { type: data.relationType, detail: data.relationDetail };
    else this.given = { full: data.relationPapers, low: data.relationLow, high: data.relationHigh };
  }

  async incidence(pacer) {
    const owner = new Uint32Array(2 * this.edgeCount),
      edge = new Uint32Array(2 * this.edgeCount);
    await pacer.inSlices(this.edgeCount, (from, to) => {
      for (let e = from; e < to; e++) {
        owner[2 * e] = this.source[e];
        owner[2 * e + 1] = this.target[e];
        edge[2 * e] = edge[2 * e + 1] = e;
      }
    });
    return grouped(owner, edge, this.count, pacer);
  }

  // Count anew, from the papers that pass: full counting, and both bounds of fractional counting.
  async filter(settings, pacer = new Pacer()) {
    const { from = this.firstYear, to = this.lastYear, category = -1, institution = -1 } = settings;
    const allYears = from <= this.firstYear && to >= this.lastYear,
      narrowed = !allYears || category >= 0;
    await pacer.inSlices(this.paperCount, (start, end) => {
      for (let p = start; p < end; p++) {
        const inYears = allYears || (this.paperYear[p] >= from && this.paperYear[p] <= to);
        this.paperActive[p] = inYears && (category < 0 || listAt(this.paperCategory, p).includes(category)) ? 1 : 0;
      }
    });
    this.shownNodes = 0;
    await pacer.inSlices(this.count, (start, end) => {
      for (let v = start; v < end; v++) {
        const papers = (this.papersOf[v] = this.data.papersOf?.[v] ?? this.activeOf(v));
        const housed = institution < 0 || listAt(this.institutions, v).includes(institution);
        this.shownNodes += this.nodeShown[v] = housed && (papers > 0 || !narrowed) ? 1 : 0;
      }
    });
    await this.weigh(settings, pacer);
  }

  activeOf(v) {
    let papers = 0;
    for (let i = this.papers.start[v]; i < this.papers.start[v + 1]; i++)
      papers += this.paperActive[this.papers.value[i]];
    return papers;
  }

  async weigh({ counting = "full", min = 0 }, pacer) {
    const m = this.edgeCount;
    this.full ??= new Uint32Array(m);
    this.low ??= new Float32Array(m);
    this.high ??= new Float32Array(m);
    this.weight ??= new Float32Array(m);
    this.edgeShown ??= new Uint8Array(m);
    this.degree.fill(0);
    Object.assign(this, { shownEdges: 0, heaviest: 0 });
    await pacer.inSlices(m, (from, to) => {
      for (let e = from; e < to; e++) {
        this.addPapers(e);
        this.showEdge(e, counting === "fractional" ? this.high[e] : this.full[e], min);
      }
    });
    await this.sortEdges(pacer);
  }

  // The sums over the papers behind an edge; edges that stand for many come with theirs.
  addPapers(e) {
    let full = this.relation ? 1 : 0,
      low = 0,
      high = 0;
    if (this.given) [full, low, high] = [this.given.full[e], this.given.low[e] / 100, this.given.high[e] / 100];
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
  }

  showEdge(e, weight, min) {
    const a = this.source[e],
      b = this.target[e];
    this.weight[e] = weight;
    this.edgeShown[e] = this.nodeShown[a] && this.nodeShown[b] && this.full[e] > 0 && weight >= min - 1e-6 ? 1 : 0;
    if (weight > this.heaviest) this.heaviest = weight;
    if (!this.edgeShown[e]) return;
    this.shownEdges++;
    this.degree[a] += weight;
    this.degree[b] += weight;
  }

  // Shown edges, the heaviest first, by counting in 256 classes of the logarithm.
  async sortEdges(pacer) {
    const top = Math.log1p(this.heaviest) || 1,
      shown = new Uint32Array(this.shownEdges),
      classes = new Uint8Array(this.shownEdges);
    let n = 0;
    await pacer.inSlices(this.edgeCount, (from, to) => {
      for (let e = from; e < to; e++) {
        if (!this.edgeShown[e]) continue;
        shown[n] = e;
        classes[n++] = 255 - Math.floor((255 * Math.log1p(this.weight[e])) / top);
      }
    });
    this.byWeight = (await grouped(classes, shown, 256, pacer)).value;
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
    return Array.from(nodes)
      .filter((v) => this.nodeShown[v])
      .sort((a, b) => this.size(b) - this.size(a) || this.degree[b] - this.degree[a] || a - b);
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
    return Array.from(list)
      .filter((p) => this.paperActive[p])
      .sort((a, b) => this.paperYear[b] - this.paperYear[a] || a - b);
  }
}
