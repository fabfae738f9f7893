// Maps in several files: an overview of communities, and the map of each, which leads back and to the others.

// The file of a community, or an author on its map; namesakes are told apart by number.
function partAddress(data, file, name, same = 1) {
  const page = `${data.folder ? `${data.folder}/` : ""}part-${String(file + 1).padStart(4, "0")}.html`;
  return name === undefined ? page : `${page}#${new URLSearchParams({ node: same > 1 ? `${name}~${same}` : name })}`;
}

// Co-authors whom other files draw, with the weights of the papers that pass the filters, the heaviest first.
function outsideOf(model, v) {
  if (!model.outside) return [];
  const found = new Map();
  for (const p of listAt(model.papers, v)) {
    if (!model.paperActive[p] || !model.paperJoins[p]) continue;
    for (const o of listAt(model.outside, p)) {
      if (!found.has(o)) found.set(o, { outside: o, full: 0, low: 0, high: 0 });
      const sum = found.get(o);
      sum.full++;
      sum.low += model.paperLow[p];
      sum.high += model.paperHigh[p];
    }
  }
  return [...found.values()].sort((a, b) => b.full - a.full || b.high - a.high || a.outside - b.outside);
}

function outsideLink(data, o) {
  const name = data.outsideName[o];
  return el("a", { href: partAddress(data, data.outsideFile[o], name, data.outsideSame[o]) }, name);
}

// Names of authors on the overview, read from the page the first time that they are searched.
class AuthorIndex {
  static get exists() {
    return Boolean(at("names"));
  }

  static async read(data) {
    const index = await readBlock(at("names").textContent),
      entries = [],
      pacer = new Pacer();
    let place = 0;
    for (let file = 0; file < index.length.length; file++)
      for (const end = place + index.length[file]; place < end; place++) {
        const text = index.name[place],
          selection = { type: "elsewhere", file, same: index.same[place] };
        entries.push({ text, folded: foldedWords(text), kind: "author", weight: 0, selection });
        if (pacer.isDue()) await pacer.pause();
      }
    return entries;
  }
}

// What the overview's panel says of a community.
function communityPanel(app, v) {
  const { model } = app,
    { data } = model;
  const leaders = listsOf(
    data.leaderLength,
    Uint32Array.from(data.leaderName, (_, i) => i),
  );
  const leader = (i) => {
    const address = partAddress(data, data.fileOf[v], data.leaderName[i], data.leaderSame[i]);
    return el("li", {}, el("a", { href: address }, data.leaderName[i]), ` ${counted(data.leaderPapers[i], "paper")}`);
  };
  return [
    el("h2", {}, model.names[v]),
    note(`Community. ${counted(data.authors[v], "author")}, ${counted(data.papersOf[v], "paper")}.`),
    data.detail?.[v] ? note(data.detail[v]) : null,
    el(
      "p",
      {},
      el("a", { className: "button", id: "open-part", href: partAddress(data, data.fileOf[v]) }, "Open its map"),
    ),
    ...section("Most published authors", [el("ol", {}, [...listAt(leaders, v)].map(leader))]),
    ...section("Communities that share papers with it", partnerList(app, v, model.neighbours(v))),
  ];
}
