// What colours mean. Eight hues that colour-blind readers tell apart (after Okabe & Ito 2008), and a scale.

const HUES = {
  light: ["#0072b2", "#d55e00", "#008f68", "#c2579a", "#b58900", "#3f9fd8", "#7b4fa3", "#8c5a14"],
  dark: ["#4ba3dd", "#ff8a3d", "#2fc79a", "#e58cc2", "#e6c229", "#8fd0f7", "#b08be0", "#cf9a50"],
};
const GREY = { light: "#a3abb3", dark: "#6b7680" };
const SCALES = {
  light: ["#f0c419", "#9bc24a", "#3fa786", "#2b7f8e", "#3a5489", "#40145a"],
  dark: ["#5b3a86", "#3d6aa5", "#2f96a0", "#46bd84", "#a5d94a", "#fde725"],
};

class Colours {
  constructor(model) {
    this.model = model;
    this.hueOf = this.communityHues();
    this.by = "community";
  }

  // Communities in order of size each take the hue that is farthest from its next use.
  communityHues() {
    const { model } = this, centres = communityCentres(model), hues = new Uint8Array(centres.length);
    for (let c = 0; c < centres.length; c++) {
      const far = new Float64Array(8).fill(Infinity);
      for (let d = 0; d < c; d++)
        far[hues[d]] = Math.min(far[hues[d]], (centres[c].x - centres[d].x) ** 2 + (centres[c].y - centres[d].y) ** 2);
      hues[c] = far.indexOf(far.reduce((a, b) => Math.max(a, b)));
    }
    return hues;
  }

  choose(by) {
    this.by = by;
    const { model } = this, index = (this.index = new Uint8Array(model.count).fill(8));
    const scale = (values, label) => {
      const known = Array.from(values).filter((v) => v >= 0).sort((a, b) => a - b);
      const cuts = [1, 2, 3, 4, 5].map((i) => known[Math.floor((i * known.length) / 6)]);
      for (let v = 0; v < model.count; v++) if (values[v] >= 0) index[v] = cuts.filter((cut) => values[v] >= cut && cut > known[0]).length;
      this.legend = [];
      for (let i = 0; i < 6; i++) {
        const own = known.filter((k) => cuts.filter((cut) => k >= cut && cut > known[0]).length === i);
        if (own.length) this.legend.push([i, own[0] === own.at(-1) ? `${own[0]}` : `${own[0]}–${own.at(-1)}`]);
      }
      this.legend.push([8, `no ${label}`]);
    };
    const top = (values, names, label) => {
      const uses = new Map();
      for (const v of values) if (v >= 0) uses.set(v, (uses.get(v) ?? 0) + 1);
      const first = [...uses].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 8).map(([v]) => v);
      for (let v = 0; v < model.count; v++) if (first.includes(values[v])) index[v] = first.indexOf(values[v]);
      this.legend = first.map((v, i) => [i, names(v)]);
      this.legend.push([8, `other or no ${label}`]);
    };
    this.scaled = by === "year" || by === "citations";
    if (by === "year") scale(this.latestYears(), "year");
    else if (by === "citations") scale(this.citations(), "citations reported");
    else if (by === "category") top(this.mainCategories(), (c) => model.data.categories[c][1], "category");
    else if (by === "institution") top(this.mainInstitutions(), (i) => model.data.institutionNames[i], "institution");
    else if (!model.data.communities.length) {
      index.fill(0);
      this.legend = [[0, "not joined to communities"]];
    } else {
      for (let v = 0; v < model.count; v++) if (model.community[v] >= 0) index[v] = this.hueOf[model.community[v]];
      this.legend = model.data.communities.slice(0, 8).map((name, c) => [this.hueOf[c], name]);
      const more = model.data.communities.length - 8;
      if (more > 0) this.legend.push([-1, `and ${more} more; hues repeat, neighbours differ`]);
      if (model.community.includes(-1)) this.legend.push([8, model.kind === "communities" ? "small groups, set aside" : "small components, set aside in rows"]);
    }
  }

  latestYears() {
    return Int32Array.from({ length: this.model.count }, (_, v) => {
      let latest = -1;
      for (const p of listAt(this.model.papers, v)) if (this.model.paperActive[p] && this.model.paperYear[p]) latest = Math.max(latest, this.model.paperYear[p]);
      return latest;
    });
  }

  citations() {
    return Int32Array.from({ length: this.model.count }, (_, v) => citationsOf(this.model, v));
  }

  mainCategories() {
    return Int32Array.from({ length: this.model.count }, (_, v) => categoriesOf(this.model, v)[0]?.[0] ?? -1);
  }

  mainInstitutions() {
    return Int32Array.from({ length: this.model.count }, (_, v) => listAt(this.model.institutions, v)[0] ?? -1);
  }

  palette(dark) {
    const theme = dark ? "dark" : "light";
    const own = this.scaled ? [...SCALES[theme], GREY[theme], GREY[theme]] : HUES[theme];
    return [...own, GREY[theme]];
  }
}

// Reported citations of a node's papers that pass the filters; -1 where none are reported.
function citationsOf(model, v) {
  let sum = 0, known = false;
  for (const p of listAt(model.papers, v)) {
    const reported = model.data.paperCitations[p];
    if (!reported || !model.paperActive[p]) continue;
    known = true;
    sum += reported - 1;
  }
  return known ? sum : -1;
}

// Pairs of category and number of papers, the most frequent first.
function categoriesOf(model, v) {
  const uses = new Map();
  for (const p of listAt(model.papers, v))
    if (model.paperActive[p]) for (const c of listAt(model.paperCategory, p)) uses.set(c, (uses.get(c) ?? 0) + 1);
  return [...uses].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

function communityCentres(model) {
  const centres = model.data.communities.map(() => ({ x: 0, y: 0, size: 0, spread: 0 }));
  for (let v = 0; v < model.count; v++) {
    const c = centres[model.community[v]];
    if (c) (c.x += model.x[v]), (c.y += model.y[v]), c.size++;
  }
  for (const c of centres) (c.x /= c.size || 1), (c.y /= c.size || 1);
  for (let v = 0; v < model.count; v++) {
    const c = centres[model.community[v]];
    if (c) c.spread += (model.x[v] - c.x) ** 2 + (model.y[v] - c.y) ** 2;
  }
  for (const c of centres) c.spread = Math.sqrt(c.spread / (c.size || 1));
  return centres;
}
