// Labels that never overlap: the most important first, each kept if its box meets no box already kept.

const LONGEST_LINE = 26;
const FOREMOST = 10; // so many labels may cover the dots of less important nodes
const TEXT_STROKES = 40; // a label takes about as long to draw as so many strokes
const HALO = 2;
const SEEN_DOT = 3; // radius of a dot that other labels should not cover

// Boxes by coarse cells of the picture, to find those that one meets.
class Boxes {
  constructor() {
    Object.assign(this, { cell: 24, cells: new Map() });
  }

  add(box) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }

  // Whether a box meets one that is there already: its own dot apart, and only those of a lower rank, if given.
  meets(box, rank = Infinity) {
    for (const key of this.keys(box))
      for (const other of this.cells.get(key) ?? [])
        if (
          (other.dot === undefined || (other.dot !== box.of && other.rank < rank)) &&
          box.left < other.right &&
          other.left < box.right &&
          box.top < other.bottom &&
          other.top < box.bottom
        )
          return true;
    return false;
  }

  keys({ left, top, right, bottom }) {
    const found = [];
    for (let row = Math.floor(top / this.cell); row <= Math.floor(bottom / this.cell); row++)
      for (let column = Math.floor(left / this.cell); column <= Math.floor(right / this.cell); column++)
        found.push(row * 4096 + column);
    return found;
  }
}

// Widths of texts, measured once: setting the font and measuring are slow.
class Ruler {
  static widths = new Map();

  constructor(ctx) {
    this.ctx = ctx;
  }

  font(size, bold) {
    const font = `${bold ? "600 " : ""}${size}px system-ui, "Segoe UI", sans-serif`;
    if (this.set !== font) this.ctx.font = this.set = font;
    return font;
  }

  width(text, size, bold) {
    const key = `${bold ? "b" : ""}${size} ${text}`,
      { widths } = Ruler;
    if (!widths.has(key)) {
      if (widths.size > 50000) widths.clear();
      this.font(size, bold);
      widths.set(key, this.ctx.measureText(text).width);
    }
    return widths.get(key);
  }
}

// A text in lines: names of communities break after a comma or colon, all are cut when they are very long.
function linesOf(text, kind) {
  const most = kind === "community" ? 2 * LONGEST_LINE : LONGEST_LINE + 8;
  const short = text.length > most ? `${text.slice(0, most - 1)}…` : text;
  if (kind !== "community" || short.length <= LONGEST_LINE) return [short];
  const breaks = [...short.matchAll(/[,:;]? /g)].map((m) => m.index + m[0].length);
  const best = breaks.sort((a, b) => Math.abs(a - short.length / 2) - Math.abs(b - short.length / 2))[0];
  return best ? [short.slice(0, best).trimEnd(), short.slice(best)] : [short];
}

// The places that a label may take, as boxes, the best first: communities in their middle, nodes below, above, beside.
function placesOf({ text, x, y, size, kind, gap = 0, of }, ruler) {
  const lines = linesOf(text, kind),
    tall = lines.length * size * 1.3;
  const half = Math.max(...lines.map((line) => ruler.width(line, size, kind !== "node"))) / 2 + 3;
  const shifts =
    kind === "community"
      ? [[0, -tall / 2]]
      : [
          [0, gap],
          [0, -gap - tall],
          [half + gap, -tall / 2],
          [-half - gap, -tall / 2],
        ];
  return shifts.map(([across, down]) => ({
    left: x + across - half,
    right: x + across + half,
    top: y + down,
    bottom: y + down + tall,
    x: x + across,
    text,
    lines,
    size,
    kind,
    of,
    anchor: [x, y],
  }));
}

// Finds places for the labels of one picture. A label of rank 0, for what is pinned and for communities, gets a place
// wherever no other label stands; the first few ranks may cover dots of less important nodes; the others none.
class Placer {
  constructor(paint, ruler, dots) {
    Object.assign(this, { paint, ruler, dots, taken: new Boxes(), kept: [] });
    const { width, height, app } = paint; // the picture is larger than the view in its middle
    this.left = (width - app.width) / 2;
    this.top = (height - app.height) / 2;
    this.right = width - this.left;
    this.bottom = height - this.top;
  }

  add(label, rank = 0) {
    const places = placesOf(label, this.ruler).map((box) => (label.kind === "community" ? this.intoView(box) : box));
    const free = places.filter((box) => this.isInPicture(box) && !this.taken.meets(box));
    const whole = free.filter((box) => !this.isSplit(box));
    let box = whole.find((each) => !this.dots.meets(each));
    if (!box && rank < FOREMOST) box = whole.find((each) => !this.dots.meets(each, rank));
    if (!box && !rank) box = free[0];
    if (!box) return;
    this.taken.add(box);
    this.kept.push(box);
  }

  addNode(v, kind, rank) {
    const { paint } = this,
      x = paint.x(v),
      y = paint.y(v);
    if (x < 0 || y < 0 || x > paint.width || y > paint.height) return;
    const size = paint.em * (kind === "pinned" ? 0.95 : 0.8);
    this.add({ text: paint.model.names[v], x, y, size, kind, gap: paint.radius(v) + 2, of: v }, rank);
  }

  isInPicture({ left, right, top, bottom }) {
    return right > 0 && left < this.paint.width && bottom > 0 && top < this.paint.height;
  }

  // Whether the edge of the view goes through a box.
  isSplit({ left, right, top, bottom }) {
    const across = (at) => left < at && at < right,
      down = (at) => top < at && at < bottom;
    return across(this.left) || across(this.right) || down(this.top) || down(this.bottom);
  }

  // The same box, shifted sidewards into the view if what it names stands there.
  intoView(box) {
    const [x] = box.anchor;
    if (x < this.left || x > this.right) return box;
    const shift = Math.max(0, this.left - box.left) + Math.min(0, this.right - box.right);
    return { ...box, left: box.left + shift, right: box.right + shift, x: box.x + shift };
  }
}

// The labels of one picture, in the order of importance: pinned nodes, communities, then nodes by size.
// A generator: each `yield` is a place to stop and go on later.
function* placeLabels(paint, ctx) {
  const { model, width, height, em, pinned } = paint;
  const placer = new Placer(paint, new Ruler(ctx), yield* seenDots(paint));
  yield 0;
  if (!model.isOverview) for (const v of pinned) placer.addNode(v, "pinned");
  for (const name of communityNames(paint)) {
    placer.add({ text: name.name, ...name, kind: "community" });
    yield 0; // the first texts are slow: fonts are read
  }
  if (model.isOverview) return placer.kept;
  const budget = Math.round((width * height) / (em * em * 36));
  let tried = 0;
  for (const v of paint.ranked()) {
    if (placer.kept.length >= budget || tried > 12 * budget) break;
    tried++;
    if (!pinned.has(v)) placer.addNode(v, "node", tried);
    if (tried % 16 === 0) yield 0;
  }
  return placer.kept;
}

// Dots that a label should not cover: those large enough to be looked at.
function* seenDots(paint) {
  const { model, focus } = paint,
    dots = new Boxes();
  let seen = 0;
  for (const v of focus ? focus.nodes : paint.app.ranking) {
    if (++seen % 500 === 0) yield 0;
    const r = paint.radius(v) - 1,
      x = paint.x(v),
      y = paint.y(v);
    if (r < SEEN_DOT && !focus) break; // in the order of size: the rest is smaller still
    if (r >= SEEN_DOT && model.nodeShown[v] && paint.inside(v))
      dots.add({ left: x - r, right: x + r, top: y - r, bottom: y + r, dot: v, rank: seen });
  }
  return dots;
}

function* writeLabels(paint, ctx) {
  const ruler = new Ruler(ctx);
  Object.assign(ctx, {
    textAlign: "center",
    textBaseline: "middle",
    lineJoin: "round",
    lineWidth: 3.5,
    globalAlpha: 1,
    strokeStyle: paint.theme.halo,
    fillStyle: paint.theme.ink,
  });
  let written = 0;
  for (const label of paint.labels) {
    ctx.font = ruler.font(label.size, label.kind !== "node");
    const tall = (label.bottom - label.top) / label.lines.length;
    label.lines.forEach((line, i) => ctx.strokeText(line, label.x, label.top + tall * (i + 0.5)));
    label.lines.forEach((line, i) => ctx.fillText(line, label.x, label.top + tall * (i + 0.5)));
    if (++written % 12 === 0) yield TEXT_STROKES * 12;
  }
}

// While the reader zooms: the labels of the last picture, as they were drawn, where their nodes are now. They keep
// their size; those that come to lie on a more important one are left out.
function moveLabels(ctx, { paint, layer, camera: old }, camera, ratio) {
  const taken = new Boxes();
  for (const { left, top, right, bottom, anchor } of paint.labels) {
    const [x, y] = camera.toScreen(...old.toWorld(...anchor)),
      across = x - anchor[0],
      down = y - anchor[1];
    const box = { left: left + across, right: right + across, top: top + down, bottom: bottom + down };
    if (box.right < 0 || box.left > camera.width || box.bottom < 0 || box.top > camera.height || taken.meets(box))
      continue;
    taken.add(box);
    const from = [left - HALO, top - HALO, right - left + 2 * HALO, bottom - top + 2 * HALO];
    ctx.drawImage(layer, ...from.map((value) => value * ratio), box.left - HALO, box.top - HALO, from[2], from[3]);
  }
}
