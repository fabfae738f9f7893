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

const NO_COLOUR = 8; // the number of grey

class Colours {
  constructor(model) {
    this.model = model;
    this.hueOf = this.communityHues();
    this.by = "community";
  }

  // Communities in order of size each take the hue that is farthest from its next use.
  communityHues() {
    const { model } = this,
      centres = communityCentres(model),
      hues = new Uint8Array(centres.length);
    for (let c = 0; c < centres.length; c++) {
      const far = new Float64Array(8).fill(Infinity);
      for (let d = 0; d < c; d++)
        far[hues[d]] = Math.min(far[hues[d]], (centres[c].x - centres[d].x) ** 2 + (centres[c].y - centres[d].y) ** 2);
      hues[c] = far.indexOf(far.reduce((a, b) => Math.max(a, b)));
    }
    return hues;
  }

  // Give each node the number of its colour, and write the legend: pairs of such a number and a text.
  choose(by) {
    const { model } = this,
      { data } = model;
    this.by = by;
    this.scaled = by === "year" || by === "citations";
    this.index = new Uint8Array(model.count).fill(NO_COLOUR);
    if (by === "year") this.byScale(this.latestYears(), "year");
    else if (by === "citations") this.byScale(this.citations(), "citations reported");
    else if (by === "category") this.byMostUsed(this.mainCategories(), (c) => data.categories[c][1], "category");
    else if (by === "institution")
      this.byMostUsed(this.mainInstitutions(), (i) => data.institutionNames[i], "institution");
    else this.byCommunity();
  }

  // Six classes with about as many nodes in each.
  byScale(values, label) {
    const known = Array.from(values)
      .filter((value) => value >= 0)
      .sort((a, b) => a - b);
    const cuts = [1, 2, 3, 4, 5].map((i) => known[Math.floor((i * known.length) / 6)]).filter((cut) => cut > known[0]);
    const classOf = (value) => cuts.filter((cut) => value >= cut).length;
    const members = Array.from({ length: 6 }, () => []);
    for (const value of known) members[classOf(value)].push(value);
    values.forEach((value, v) => value >= 0 && (this.index[v] = classOf(value)));
    const range = (own) => (own[0] === own.at(-1) ? `${own[0]}` : `${own[0]}–${own.at(-1)}`);
    this.legend = members.flatMap((own, i) => (own.length ? [[i, range(own)]] : []));
    this.legend.push([NO_COLOUR, `no ${label}`]);
  }

  byMostUsed(values, nameOf, label) {
    const uses = new Map();
    for (const value of values) if (value >= 0) uses.set(value, (uses.get(value) ?? 0) + 1);
    const first = [...uses]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, HUES.light.length)
      .map(([value]) => value);
    const hue = new Map(first.map((value, i) => [value, i]));
    values.forEach((value, v) => (this.index[v] = hue.get(value) ?? NO_COLOUR));
    this.legend = [...first.map((value, i) => [i, nameOf(value)]), [NO_COLOUR, `other or no ${label}`]];
  }

  byCommunity() {
    const { model } = this,
      { communities } = model.data;
    if (!communities.length) {
      this.index.fill(0);
      this.legend = [[0, "not joined to communities"]];
      return;
    }
    model.community.forEach((c, v) => c >= 0 && (this.index[v] = this.hueOf[c]));
    this.legend = communities.slice(0, HUES.light.length).map((name, c) => [this.hueOf[c], name]);
    const more = communities.length - this.legend.length;
    if (more > 0) this.legend.push([-1, `and ${more} more; hues repeat, neighbours differ`]);
    const aside = model.isOverview ? "small groups, set aside" : "small components, set aside in rows";
    if (model.community.includes(-1)) this.legend.push([NO_COLOUR, aside]);
  }

  latestYears() {
    return Int32Array.from({ length: this.model.count }, (_, v) => {
      let latest = -1;
      for (const p of listAt(this.model.papers, v))
        if (this.model.paperActive[p] && this.model.paperYear[p]) latest = Math.max(latest, this.model.paperYear[p]);
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
  let sum = 0,
    known = false;
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
    if (c) ((c.x += model.x[v]), (c.y += model.y[v]), c.size++);
  }
  for (const c of centres) ((c.x /= c.size || 1), (c.y /= c.size || 1));
  for (let v = 0; v < model.count; v++) {
    const c = centres[model.community[v]];
    if (c) c.spread += (model.x[v] - c.x) ** 2 + (model.y[v] - c.y) ** 2;
  }
  for (const c of centres) c.spread = Math.sqrt(c.spread / (c.size || 1));
  return centres;
}
