// What the panel says of a node: an author, institution, category, or node of a query's result.

const NODE_WORDS = {
  authors: ["Author", "co-author"],
  institutions: ["Institution", "partner"],
  categories: ["Category", "neighbour"],
  communities: ["Community", "community"],
  result: ["Node", "neighbour"],
};

function nodePanel(app, v) {
  const { model } = app,
    { data } = model;
  if (model.isOverview) return communityPanel(app, v);
  const papers = model.activePapers(listAt(model.papers, v));
  const partners = model.neighbours(v),
    outside = outsideOf(model, v);
  const partner = NODE_WORDS[model.kind][1],
    title = `${partner[0].toUpperCase()}${partner.slice(1)}s by weight`;
  return [
    el("h2", {}, model.names[v]),
    ...nodeFacts(model, v, papers, partners.length + outside.length),
    el("p", {}, el("button", { id: "path-from", onclick: () => app.startPath(v) }, "Shortest path to …")),
    yearChart(model, papers),
    ...section(title, partnerList(app, v, partners)),
    ...section(
      "Co-authors on other maps",
      shortList(outside, (sum) => outsideItem(data, sum)),
    ),
    ...section(
      "Institutions",
      shortList([...listAt(model.institutions, v)], (i) => institutionItem(app, i)),
    ),
    ...section(
      "Categories",
      shortList(categoriesOf(model, v), (pair) => categoryItem(data, pair)),
    ),
    ...paperList(model, papers, "Papers by year"),
  ];
}

// How many papers and partners, other names, community, link; and whether names are hidden.
function nodeFacts(model, v, papers, partners) {
  const { data } = model,
    [word, partner] = NODE_WORDS[model.kind];
  const cut = model.kind === "authors" ? papers.filter((p) => isCut(model, p)).length : 0;
  const atLeast = cut ? "at least " : "";
  const community = data.communities[model.community[v]];
  const written = model.paperCount ? `${counted(papers.length, "paper")}, ` : "";
  return [
    note(`${word}. ${written}${atLeast}${counted(partners, partner)}.`),
    data.aliases?.[v] ? note(`Also: ${data.aliases[v]}`) : null,
    data.detail?.[v] ? note(data.detail[v]) : null,
    community ? note(`${model.relation ? "Label" : "Community"}: ${community}`) : null,
    data.link?.[v] ? note(webLink(data.link[v], data.link[v])) : null,
    cut ? warning(`Lower bound: ${cutText(cut)} truncated; hidden names are not counted.`) : null,
  ];
}

function cutText(cut) {
  return `${counted(cut, "byline")} of these papers ${cut === 1 ? "is" : "are"}`;
}

// The neighbours of a node, each with a bar as long as its edge is heavy.
function partnerList(app, v, neighbours) {
  const heaviest = neighbours.length ? app.model.weight[neighbours[0].edge] : 1;
  return shortList(neighbours, (neighbour) => partnerItem(app, v, neighbour, heaviest));
}

function partnerItem(app, v, { edge, node }, heaviest) {
  const { model } = app,
    bar = el("span", { className: "bar" });
  bar.style.width = `${(100 * model.weight[edge]) / heaviest}%`;
  const text = model.relation
    ? model.relation.type[edge]
    : weights(model.full[edge], model.low[edge], model.high[edge]);
  const ariaLabel = `What joins ${model.names[v]} and ${model.names[node]}`;
  const what = selecting(app, { type: "edge", edge }, text, { className: "link weight", ariaLabel });
  return el("li", { className: "partner" }, nodeLink(app, node), " ", bar, what);
}

function outsideItem(data, { outside, full, low, high }) {
  return el("li", {}, outsideLink(data, outside), ` ${weights(full, low, high)}`);
}

function institutionItem(app, i) {
  return el("li", {}, selecting(app, { type: "institution", institution: i }, app.model.data.institutionNames[i]));
}

function categoryItem(data, [c, papers]) {
  const [code, name] = data.categories[c];
  return el("li", {}, `${name} (${code}): ${counted(papers, "paper")}`);
}
