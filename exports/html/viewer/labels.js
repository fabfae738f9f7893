// Labels that never overlap: the most important first, each kept if its box meets no box already kept.

const LONGEST_LINE = 26;
const FOREMOST = 10;

class Labels {
  constructor() {
    this.cell = 24;
    this.cells = new Map();
    this.dots = new Map();
    this.kept = [];
  }

  meets(cells, box) {
    for (const key of this.keys(box))
      for (const other of cells.get(key) ?? [])
        if ((other.dot === undefined || other.dot !== box.of) && box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom) return true;
    return false;
  }

  keep(box) {
    this.kept.push(box);
    this.enter(this.cells, box);
  }

  enter(cells, box) {
    for (const key of this.keys(box)) {
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push(box);
    }
  }

  *keys(box) {
    for (let row = Math.floor(box.top / this.cell); row <= Math.floor(box.bottom / this.cell); row++)
      for (let column = Math.floor(box.left / this.cell); column <= Math.floor(box.right / this.cell); column++)
        yield row * 4096 + column;
  }
}

// A text in lines: names of communities break after a comma or colon, all are cut when they are very long.
function linesOf(text, kind) {
  const short = text.length > 2 * LONGEST_LINE ? `${text.slice(0, 2 * LONGEST_LINE - 1)}…` : text;
  if (kind !== "community" || short.length <= LONGEST_LINE) return [short];
  const middle = short.length / 2;
  const breaks = [...short.matchAll(/[,:;]? /g)].map((m) => m.index + m[0].length);
  const best = breaks.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
  return best ? [short.slice(0, best).trimEnd(), short.slice(best)] : [short];
}

// The labels of one picture, in the order of importance: pinned nodes, communities, then nodes by size.
// A generator: each `yield` is a place to stop and go on later.
function* placeLabels(paint, measure) {
  const { model, camera, width, height, em, pinned, focus } = paint;
  const labels = new Labels();
  const add = (text, x, y, size, kind, { gap = 0, of = -1, over = false } = {}) => {
    const lines = linesOf(text, kind), line = size * 1.22, tall = lines.length * line;
    const half = lines.reduce((widest, each) => Math.max(widest, measure(each, size, kind !== "node")), 0) / 2 + 2;
    const places = kind === "community" ? [[0, -tall / 2]] : [[0, gap], [0, -gap - tall], [half + gap, -tall / 2], [-half - gap, -tall / 2]];
    const boxes = places
      .map(([across, down]) => ({ left: x + across - half, right: x + across + half, top: y + down, bottom: y + down + tall, x: x + across, text, lines, size, kind, of }))
      .filter((box) => box.right > 0 && box.left < width && box.bottom > 0 && box.top < height && !labels.meets(labels.cells, box));
    const box = boxes.find((each) => !labels.meets(labels.dots, each)) ?? (over ? boxes[0] : undefined);
    if (box) labels.keep(box);
  };
  const nodeLabel = (v, kind, over) => {
    const [x, y] = camera.toScreen(model.x[v], model.y[v]);
    if (x < 0 || y < 0 || x > width || y > height) return;
    add(model.names[v], x, y, kind === "pinned" ? em * 0.95 : em * 0.8, kind, { gap: paint.radius(v) + 2, of: v, over });
  };
  yield* enterDots(paint, labels);
  for (const v of pinned) nodeLabel(v, "pinned", true);
  if (!focus || model.kind === "communities") for (const c of paint.communities()) add(c.name, c.x, c.y, c.size, "community", { over: true });
  if (model.kind === "communities") return labels.kept;
  const budget = Math.round((width * height) / (em * em * 36));
  let tried = 0;
  for (const v of paint.ranked()) {
    if (labels.kept.length >= budget || tried > 12 * budget) break;
    if (!pinned.has(v)) nodeLabel(v, "node", tried < FOREMOST);
    if (++tried % 100 === 0) yield;
  }
  return labels.kept;
}

// Dots that a label should not cover: those large enough to be looked at.
function* enterDots(paint, labels) {
  const { model, camera } = paint;
  let seen = 0;
  for (const v of paint.focus ? paint.focus.nodes : paint.app.ranking) {
    if (++seen % 2000 === 0) yield;
    const r = paint.radius(v) - 1;
    if (r < 3) {
      if (!paint.focus) return; // in the order of size: the rest is smaller still
      continue;
    }
    if (!model.nodeShown[v] || !paint.inside(v)) continue;
    const [x, y] = camera.toScreen(model.x[v], model.y[v]);
    labels.enter(labels.dots, { left: x - r, right: x + r, top: y - r, bottom: y + r, dot: v });
  }
}
