// The canvas: a finished picture that is moved while the reader moves, and drawn anew at rest.

const REST = 120;
const MARGIN = 0.2;
const SMALL = 2500;
const SLICE = 8;
const MOST_PIXELS = 8e6;

class Stage {
  constructor(app, canvas) {
    Object.assign(this, { app, canvas, ctx: canvas.getContext("2d"), camera: new Camera(0, 0, 1, 1, 1) });
    this.picture = null;
    this.resize();
  }

  resize() {
    const box = this.canvas.parentElement.getBoundingClientRect();
    this.ratio = Math.min(window.devicePixelRatio || 1, Math.sqrt(MOST_PIXELS / Math.max(1, box.width * box.height)));
    this.app.width = this.camera.width = Math.max(1, box.width);
    this.app.height = this.camera.height = Math.max(1, box.height);
    this.canvas.width = Math.round(box.width * this.ratio);
    this.canvas.height = Math.round(box.height * this.ratio);
  }

  bounds(nodes) {
    const { model } = this.app,
      box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const v of nodes) {
      const reach = model.reach(v);
      box.left = Math.min(box.left, model.x[v] - reach);
      box.right = Math.max(box.right, model.x[v] + reach);
      box.top = Math.min(box.top, model.y[v] - reach);
      box.bottom = Math.max(box.bottom, model.y[v] + reach);
    }
    return box;
  }

  fit(nodes) {
    const box = this.bounds(nodes),
      { camera } = this;
    const covered = this.app.covered();
    const across = (camera.width - 60) / (box.right - box.left + 1.5),
      down = (camera.height - covered - 70) / (box.bottom - box.top + 1.5);
    camera.scale = Math.min(90, Math.max(0.05, Math.min(across, down)));
    camera.x = (box.left + box.right) / 2;
    camera.y = (box.top + box.bottom) / 2 + covered / 2 / camera.scale;
    this.moved();
  }

  // Go to a node without losing the overview: as near as its neighbourhood needs.
  show(nodes) {
    const box = this.bounds(nodes),
      { camera } = this;
    const [left, top] = camera.toWorld(40, 40),
      [right, bottom] = camera.toWorld(camera.width - 40, camera.height - this.app.covered() - 40);
    const visible = box.left >= left && box.right <= right && box.top >= top && box.bottom <= bottom;
    const large =
      (box.right - box.left) * camera.scale > camera.width * 0.25 ||
      (box.bottom - box.top) * camera.scale > camera.height * 0.25;
    if (!visible || !large) this.fit(nodes);
    else this.redraw();
  }

  zoom(factor, x = this.camera.width / 2, y = this.camera.height / 2) {
    const [wx, wy] = this.camera.toWorld(x, y),
      { camera } = this;
    camera.scale = Math.min(400, Math.max(0.02, camera.scale * factor));
    camera.x = wx - (x - camera.width / 2) / camera.scale;
    camera.y = wy - (y - camera.height / 2) / camera.scale;
    this.moved();
  }

  pan(dx, dy) {
    this.camera.x -= dx / this.camera.scale;
    this.camera.y -= dy / this.camera.scale;
    this.moved();
  }

  // The view changed: show the old picture in its new place now, and draw a new one when the reader rests.
  moved() {
    clearTimeout(this.resting);
    this.job = null;
    const small = this.app.model.count + this.app.model.shownEdges < SMALL;
    this.resting = setTimeout(() => this.redraw(), small ? 0 : REST);
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.blit();
    });
    this.app.changedView();
  }

  blit() {
    const { ctx, camera, picture, ratio } = this;
    this.frames = (this.frames ?? 0) + 1;
    if (!picture) return;
    const zoom = camera.scale / picture.camera.scale,
      wide = picture.camera;
    const [x, y] = camera.toScreen(...wide.toWorld(0, 0));
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.fillStyle = picture.paint.theme.page;
    ctx.fillRect(0, 0, camera.width, camera.height);
    ctx.drawImage(picture.canvas, x, y, wide.width * zoom, wide.height * zoom);
    if (zoom === 1) ctx.drawImage(picture.layer, x, y, wide.width, wide.height);
    else moveLabels(ctx, picture, camera, ratio);
  }

  // Draw a new picture in slices of a few milliseconds; put it up when it is done.
  redraw() {
    const camera = this.camera.widened(MARGIN),
      paint = new Paint(this.app, camera, this.app.focus());
    const [ctx, layer] = [this.emptyPicture(camera), this.emptyPicture(camera)];
    const job = (this.job = paint.run(ctx, layer));
    const go = () => {
      if (this.job !== job) return;
      const end = performance.now() + SLICE;
      let strokes = 0;
      do {
        const { done, value } = job.next();
        if (done) return this.finish({ canvas: ctx.canvas, layer: layer.canvas, camera, paint });
        strokes += value;
      } while (strokes < STROKES && performance.now() < end);
      if (strokes) for (const each of [ctx, layer]) each.getImageData(0, 0, 1, 1); // else browsers put drawing off
      pause().then(go);
    };
    pause().then(go);
  }

  emptyPicture(camera) {
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(camera.width * this.ratio);
    canvas.height = Math.round(camera.height * this.ratio);
    const ctx = canvas.getContext("2d", { willReadFrequently: true });
    ctx.scale(this.ratio, this.ratio);
    return ctx;
  }

  finish(picture) {
    this.job = null;
    this.picture = picture;
    this.paint = picture.paint;
    this.blit();
    this.app.drawn();
  }

  // The node under a point of the canvas, else the edge, else nothing.
  hit(x, y, slack = 5) {
    const { model } = this.app,
      [wx, wy] = this.camera.toWorld(x, y);
    const reach = 1 + 14 / this.camera.scale;
    let best = null,
      nearest = Infinity;
    const around = model.isOverview ? model.names.keys() : this.app.grid.near(wx, wy, Math.min(reach, 60));
    for (const v of around) {
      if (!model.nodeShown[v]) continue;
      const distance = Math.hypot(model.x[v] - wx, model.y[v] - wy) * this.camera.scale - (this.paint?.radius(v) ?? 3);
      if (distance < slack && distance < nearest) ((nearest = distance), (best = { node: v }));
    }
    return best ?? this.hitEdge(x, y, slack);
  }

  hitEdge(x, y, slack) {
    const { model } = this.app,
      focus = this.app.focus(),
      edges = focus ? focus.edges : (this.paint?.drawn ?? []);
    const [wx, wy] = this.camera.toWorld(x, y);
    let best = null,
      nearest = slack;
    for (const e of edges) {
      const a = model.source[e],
        b = model.target[e];
      const distance = fromSegment(wx, wy, model.x[a], model.y[a], model.x[b], model.y[b]) * this.camera.scale;
      if (distance < nearest) ((nearest = distance), (best = { edge: e }));
    }
    return best;
  }
}

function fromSegment(x, y, ax, ay, bx, by) {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = length ? Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length)) : 0;
  return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay));
}
