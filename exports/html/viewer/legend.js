// The legend: what colour, size and width mean, how weights are counted, and what is not shown.

const WORDS = {
  authors: ["author", "authors"],
  institutions: ["institution", "institutions"],
  categories: ["category", "categories"],
  communities: ["community", "communities"],
  result: ["node", "nodes"],
};

function showLegend(app) {
  const { model } = app,
    palette = app.colours.palette(app.dark);
  at("legend").replaceChildren(
    ...app.colours.legend.map(([hue, text]) => el("li", {}, hue < 0 ? "" : swatch(palette[hue]), text)),
  );
  at("samples").replaceChildren(...row(sizeWord(model), sizeSamples(app)), ...row("weight", widthSamples(app)));
  at("meaning").replaceChildren(
    ...explained(app)
      .filter(Boolean)
      .map((line) => el("p", {}, line)),
  );
}

function explained({ model, settings }) {
  const counting =
    settings.counting === "fractional"
      ? "fractional counting, 1/(n−1) for each joint paper of n authors; where n is unknown, the upper bound."
      : "full counting, 1 for each joint paper.";
  return [
    `Shown: ${number(model.shownNodes)} of ${counted(model.count, ...WORDS[model.kind])}, ${counted(model.shownEdges, "edge")}.`,
    `Size: ${sizeWord(model)}. Width: ${model.relation ? "relationships" : "weight"}.`,
    model.relation ? "" : `Weights: ${counting}`,
    model.count >= FEWEST_NAMED && !model.relation ? "Bold names: communities." : "",
    model.shownEdges > MOST_EDGES ? `Of the edges in view at most the ${number(MOST_EDGES)} heaviest are drawn.` : "",
    ...model.data.notes,
  ];
}

function sizeWord(model) {
  return model.isOverview ? "authors" : model.paperCount ? "papers" : "number of relationships";
}

// Values with one digit that is not zero, ascending and without repetition.
function rounded(values) {
  const round = (value) => {
    const unit = 10 ** Math.floor(Math.log10(value));
    return Math.max(1, Math.floor(value / unit) * unit);
  };
  return [...new Set(values.filter((value) => value >= 1).map(round))];
}

function sizeSamples(app) {
  const { model } = app,
    largest = app.ranking.length ? model.size(app.ranking[0]) : 0;
  const radius = (size) =>
    model.isOverview ? 14 * Math.sqrt(size / largest) : 16 * Math.min(0.95, 0.15 + 0.085 * Math.sqrt(size));
  return rounded(model.isOverview ? [largest / 16, largest / 4, largest] : [1, Math.sqrt(largest), largest]).map(
    (size) =>
      sample(`${number(size)}`, `Size: ${number(size)} ${sizeWord(model)}`, [
        ["circle", { cx: 16, cy: 16, r: Math.max(1.5, radius(size)) }],
      ]),
  );
}

function widthSamples({ model, settings }) {
  if (model.relation || model.heaviest <= 0) return [];
  const digits = settings.counting === "fractional" && model.heaviest < 2 ? 2 : 0;
  const width = (weight) => 0.8 + 1.1 * weightClass(weight, model.heaviest);
  const values = model.heaviest < 2 ? [model.heaviest] : rounded([1, Math.sqrt(model.heaviest), model.heaviest]);
  return values.map((weight) =>
    sample(number(weight, digits), `Width: weight ${number(weight, digits)}`, [
      [
        "line",
        { x1: 3, y1: 25, x2: 29, y2: 7, "stroke-width": width(weight), "stroke-opacity": 0.4 + 0.15 * width(weight) },
      ],
    ]),
  );
}

function row(title, figures) {
  return figures.length ? [el("div", { ariaHidden: "true" }, title), ...figures] : [];
}

function sample(text, label, shapes) {
  return el("figure", {}, drawing("0 0 32 32", shapes, label), el("figcaption", { ariaHidden: "true" }, text));
}

function swatch(colour) {
  return drawing("0 0 10 10", [["circle", { cx: 5, cy: 5, r: 5, fill: colour }]]);
}

// A small picture; without a label it is only decoration.
function drawing(viewBox, shapes, label) {
  const make = (tag, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };
  const svg = make("svg", { viewBox, ...(label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" }) });
  svg.append(...shapes.map(([tag, attributes]) => make(tag, attributes)));
  return svg;
}
