// Search with completion: names and other spellings, institutions, titles; every word must begin some word.

const MOST_MATCHES = 12;
const fold = (text) =>
  (/^[\x00-\x7f]*$/.test(text) ? text : text.normalize("NFKD").replace(/\p{M}/gu, "")).toLowerCase();
const foldedWords = (text) =>
  ` ${fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()}`;

class Search {
  constructor(app) {
    Object.assign(this, { app, input: at("query"), box: at("matches"), found: [], active: -1, asked: 0 });
    this.input.addEventListener("focus", () => this.prepare());
    this.input.addEventListener("input", () => (this.searching = this.update()));
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  // Texts to search, folded once, the first time that the search is used.
  prepare() {
    return (this.preparing ??= this.entries());
  }

  async entries() {
    const { model } = this.app,
      { data } = model,
      all = [],
      pacer = new Pacer();
    const add = async (count, make) => {
      for (let i = 0; i < count; i++) {
        const { also = "", ...entry } = make(i);
        all.push({ ...entry, folded: foldedWords(`${entry.text} ${also}`) });
        if (pacer.isDue()) await pacer.pause();
      }
    };
    const kind = {
      authors: "author",
      institutions: "institution",
      categories: "category",
      communities: "community",
      result: "node",
    }[model.kind];
    await add(model.count, (v) => ({
      text: model.names[v],
      also: data.aliases?.[v],
      kind,
      weight: 1e6 + model.size(v),
      selection: { type: "node", node: v },
    }));
    await add(data.institutionNames.length, (i) => ({
      text: data.institutionNames[i],
      kind: "institution",
      weight: 1e5 - i,
      selection: { type: "institution", institution: i },
    }));
    await add(data.paperTitle?.length ?? 0, (p) => ({
      text: data.paperTitle[p],
      kind: "paper",
      weight: model.paperYear[p],
      selection: { type: "paper", paper: p },
    }));
    return AuthorIndex.exists ? all.concat(await AuthorIndex.read(data)) : all;
  }

  // The best matches, an exact one first; nothing when the reader has typed on meanwhile.
  async matches(text) {
    const asked = ++this.asked,
      whole = foldedWords(text),
      words = whole.split(" ").filter(Boolean);
    const wanted = this.app.pathFrom !== null ? (entry) => entry.selection.type === "node" : () => true;
    const hits = [],
      pacer = new Pacer();
    for (const entry of words.length ? await this.prepare() : []) {
      if (wanted(entry) && words.every((word) => entry.folded.includes(` ${word}`))) hits.push(entry);
      if (!pacer.isDue()) continue;
      await pacer.pause();
      if (asked !== this.asked) return null;
    }
    const rank = (entry) => entry.weight + (foldedWords(entry.text) === whole ? 1e9 : 0);
    const ranks = new Map(hits.map((entry) => [entry, rank(entry)]));
    hits.sort((a, b) => ranks.get(b) - ranks.get(a));
    return { total: hits.length, best: hits.slice(0, MOST_MATCHES) };
  }

  async update() {
    const result = await this.matches(this.input.value);
    if (!result) return;
    this.found = result.best;
    this.active = this.found.length ? 0 : -1;
    this.box.replaceChildren(...this.found.map((entry, i) => this.item(entry, i)));
    this.mark();
    this.box.hidden = !this.found.length;
    this.input.setAttribute("aria-expanded", String(!this.box.hidden));
    if (this.input.value) say(this.found.length ? counted(result.total, "match", "matches") : "No matches");
  }

  item({ text, kind, selection }, i) {
    const { model } = this.app;
    const papers =
      selection.type === "node" && model.paperCount ? `, ${counted(model.papersOf[selection.node], "paper")}` : "";
    const year =
      selection.type === "paper" && model.paperYear[selection.paper] ? ` ${model.paperYear[selection.paper]}` : "";
    const take = (event) => (event.preventDefault(), this.take(i));
    return el(
      "li",
      { id: `match-${i}`, role: "option", onmousedown: take },
      el("span", { className: "kind" }, `${kind}${year}${papers}`),
      el("bdi", {}, text),
    );
  }

  mark() {
    [...this.box.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === this.active)));
    this.box.children[this.active]?.scrollIntoView({ block: "nearest" });
    if (this.active >= 0) this.input.setAttribute("aria-activedescendant", `match-${this.active}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  async key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step && !["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault();
    if (step && this.found.length) {
      this.active = (this.active + step + this.found.length) % this.found.length;
      this.mark();
    } else if (event.key === "Enter") {
      await this.searching;
      if (this.active >= 0) this.take(this.active);
    } else if (event.key === "Escape") {
      this.input.value = "";
      this.app.endPath();
      this.close();
    }
  }

  take(i) {
    const { selection, text } = this.found[i],
      { app } = this,
      from = app.pathFrom;
    this.input.value = "";
    this.close();
    app.endPath();
    if (selection.type === "elsewhere")
      location.assign(partAddress(app.model.data, selection.file, text, selection.same));
    else
      app.select(from !== null ? { type: "path", from, to: selection.node } : selection, { focus: true, move: true });
  }

  close() {
    this.asked++;
    this.box.hidden = true;
    this.found = [];
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
