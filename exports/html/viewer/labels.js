// Labels that never overlap: the most important first, each kept if its box meets no box already kept.

class Labels {
  constructor(width, height) {
    this.cell = 24;
    this.columns = Math.ceil(width / this.cell) + 1;
    this.rows = Math.ceil(height / this.cell) + 1;
    this.cells = new Map();
    this.kept = [];
  }

  fits(box) {
    for (const key of this.keys(box))
      for (const other of this.cells.get(key) ?? [])
        if (box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom) return false;
    return true;
  }

  keep(box) {
    this.kept.push(box);
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }

  *keys(box) {
    for (let row = Math.floor(box.top / this.cell); row <= Math.floor(box.bottom / this.cell); row++)
      for (let column = Math.floor(box.left / this.cell); column <= Math.floor(box.right / this.cell); column++)
        yield row * 4096 + column;
  }
}

// The labels of one picture, in the order of importance: pinned nodes, communities, then nodes by size.
// A generator: each `yield` is a place to stop and go on later.
function* placeLabels(paint, measure) {
  const { model, camera, width, height, em, pinned, focus } = paint;
  const labels = new Labels(width, height);
  const add = (text, x, y, size, kind, gap) => {
    const short = text.length > 46 ? `${text.slice(0, 45)}…` : text;
    const half = measure(short, size, kind !== "node") / 2, line = size * 1.25;
    const places = kind === "community" ? [-line / 2] : [gap, -gap - line];
    for (const shift of places) {
      const box = { left: x - half - 3, right: x + half + 3, top: y + shift, bottom: y + shift + line, text: short, x, size, kind };
      if (box.right < 0 || box.left > width || box.bottom < 0 || box.top > height || !labels.fits(box)) continue;
      labels.keep(box);
      return;
    }
  };
  const nodeLabel = (v, kind) => {
    const [x, y] = camera.toScreen(model.x[v], model.y[v]);
    if (x < 0 || y < 0 || x > width || y > height) return;
    add(model.names[v], x, y, kind === "pinned" ? em * 0.95 : em * 0.8, kind, paint.radius(v) + 2);
  };
  for (const v of pinned) nodeLabel(v, "pinned");
  if (!focus) for (const c of paint.communities()) add(c.name, c.x, c.y, c.size, "community", 0);
  const budget = Math.round((width * height) / (em * em * 36));
  let tried = 0;
  for (const v of paint.ranked()) {
    if (labels.kept.length >= budget || tried > 12 * budget) break;
    if (!pinned.has(v)) nodeLabel(v, "node");
    if (++tried % 100 === 0) yield;
  }
  return labels.kept;
}
