// Search with completion: names and other spellings, institutions, titles; every word must begin some word.

const MOST_MATCHES = 12;
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

class Search {
  constructor(app) {
    this.app = app;
    this.input = at("query");
    this.box = at("matches");
    this.found = [];
    this.active = -1;
    this.input.addEventListener("input", () => this.update());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  // Texts to search, folded once, the first time that something is typed.
  entries() {
    if (this.all) return this.all;
    const { model } = this.app, { data } = model, kind = { authors: "author", institutions: "institution", categories: "category", result: "node" }[model.kind];
    const entry = (text, also, kind, weight, selection) => ({ text, folded: ` ${fold(`${text} ${also}`).replace(/[^\p{L}\p{N}]+/gu, " ")}`, kind, weight, selection });
    this.all = [
      ...Array.from({ length: model.count }, (_, v) => entry(model.names[v], data.aliases?.[v] ?? "", kind, 1e6 + model.size(v), { type: "node", node: v })),
      ...data.institutionNames.map((name, i) => entry(name, "", "institution", 1e5 - i, { type: "institution", institution: i })),
      ...(data.paperTitle ?? []).map((title, p) => entry(title, "", "paper", model.paperYear[p], { type: "paper", paper: p })),
    ];
    return this.all;
  }

  matches(text) {
    const words = fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    if (!words.length) return [];
    const wanted = this.app.pathFrom !== null ? (entry) => entry.selection.type === "node" : () => true;
    const hits = this.entries().filter((entry) => wanted(entry) && words.every((word) => entry.folded.includes(` ${word}`)));
    const whole = fold(text).trim();
    hits.sort((a, b) => (fold(b.text) === whole) - (fold(a.text) === whole) || b.weight - a.weight);
    this.total = hits.length;
    return hits.slice(0, MOST_MATCHES);
  }

  update() {
    this.found = this.matches(this.input.value);
    this.active = this.found.length ? 0 : -1;
    this.box.replaceChildren(...this.found.map((entry, i) => el("li", { id: `match-${i}`, role: "option", onmousedown: (event) => (event.preventDefault(), this.take(i)) }, el("span", { className: "kind" }, entry.kind), entry.text)));
    this.mark();
    this.box.hidden = !this.found.length;
    this.input.setAttribute("aria-expanded", String(!this.box.hidden));
    if (this.input.value) say(this.found.length ? counted(this.total, "match", "matches") : "No matches");
  }

  mark() {
    [...this.box.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === this.active)));
    this.box.children[this.active]?.scrollIntoView({ block: "nearest" });
    if (this.active >= 0) this.input.setAttribute("aria-activedescendant", `match-${this.active}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.found.length) {
      this.active = (this.active + step + this.found.length) % this.found.length;
      this.mark();
    } else if (event.key === "Enter" && this.active >= 0) this.take(this.active);
    else if (event.key === "Escape") {
      this.input.value = "";
      this.app.endPath();
      this.close();
    } else return;
    event.preventDefault();
  }

  take(i) {
    const { selection } = this.found[i], from = this.app.pathFrom;
    this.input.value = "";
    this.close();
    this.app.endPath();
    this.app.select(from !== null ? { type: "path", from, to: selection.node } : selection, { focus: true, move: true });
  }

  close() {
    this.box.hidden = true;
    this.found = [];
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
