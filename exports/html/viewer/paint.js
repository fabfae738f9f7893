// One picture of the scene for one camera, drawn in slices so that nothing blocks for long.

const MOST_EDGES = 20000;
const STROKES = 1500; // edges or dots in one path: drawing a path cannot be interrupted
const CLASSES = 4; // of weight
const BETWEEN = 9; // the hue of edges between two hues

const THEMES = {
  light: { page: "#ffffff", ink: "#1c2733", halo: "rgba(255,255,255,.88)", edge: "#8493a3", strong: "#10151b" },
  dark: { page: "#10151b", ink: "#e8edf2", halo: "rgba(16,21,27,.85)", edge: "#7d8b99", strong: "#ffffff" },
};

// Heavier edges are wider and less transparent; where all weigh alike, none stands out.
function weightClass(weight, heaviest) {
  if (heaviest <= 1) return 1;
  return Math.max(0, Math.min(CLASSES - 1, Math.floor((CLASSES * Math.log(weight)) / Math.log(heaviest))));
}

class Paint {
  constructor(app, camera, focus) {
    Object.assign(this, {
      app,
      camera,
      focus,
      model: app.model,
      em: app.em,
      dark: app.dark,
      drawn: new Uint32Array(0),
    });
    this.width = camera.width;
    this.height = camera.height;
    this.palette = app.colours.palette(app.dark);
    this.theme = THEMES[app.dark ? "dark" : "light"];
    this.pinned = new Set(focus?.pinned ?? []);
    const [left, top] = camera.toWorld(-40, -40),
      [right, bottom] = camera.toWorld(this.width + 40, this.height + 40);
    Object.assign(this, { left, top, right, bottom });
    this.least = Math.min(1.5, Math.max(0.6, camera.scale * 0.3));
  }

  x(v) {
    return (this.model.x[v] - this.camera.x) * this.camera.scale + this.width / 2;
  }

  y(v) {
    return (this.model.y[v] - this.camera.y) * this.camera.scale + this.height / 2;
  }

  radius(v) {
    if (this.model.isOverview) return Math.max(2, this.model.reach(v) * this.camera.scale);
    const world = Math.min(0.95, 0.15 + 0.085 * Math.sqrt(this.model.size(v)));
    return Math.max(this.least, Math.min(world * this.camera.scale, this.em * 1.5));
  }

  inside(v) {
    const { x, y } = this.model,
      reach = this.model.reach(v);
    return (
      x[v] + reach >= this.left && x[v] - reach <= this.right && y[v] + reach >= this.top && y[v] - reach <= this.bottom
    );
  }

  // All strokes and dots as a generator; each `yield` is a place to stop and go on later, and says how many strokes
  // have been asked for since the last. Labels may go to a layer of their own.
  *run(ctx, layer = ctx) {
    ctx.fillStyle = this.theme.page;
    ctx.fillRect(0, 0, this.width, this.height);
    if (this.app.colours.by === "community" && !this.model.relation && !this.model.isOverview && this.model.count > 400)
      drawGrounds(this, ctx);
    yield* this.edges(ctx);
    yield* this.nodes(ctx);
    if (this.focus) yield* this.highlight(ctx);
    this.labels = yield* placeLabels(this, layer);
    yield* writeLabels(this, layer);
  }

  *edges(ctx) {
    const buckets = yield* this.edgesByLook();
    const many = this.drawn.length || 1,
      enough = this.model.isOverview ? 300 : 4000;
    const dense = Math.min(1, Math.max(0.35, Math.sqrt(enough / many))),
      fade = this.focus ? 0.2 : 1;
    for (const key of [...buckets.keys()].sort((a, b) => a - b)) {
      const step = key >> 4,
        hue = key & 15,
        list = buckets.get(key);
      ctx.strokeStyle = hue === BETWEEN ? this.theme.edge : this.palette[hue];
      ctx.globalAlpha = (0.28 + 0.16 * step) * (hue === BETWEEN ? dense : Math.sqrt(dense)) * fade;
      ctx.lineWidth = Math.max(0.5, Math.min(this.camera.scale * 0.05 * (1 + step * 1.4), 0.8 + step * 1.1));
      for (let from = 0; from < list.length; from += STROKES) {
        ctx.beginPath();
        const to = Math.min(list.length, from + STROKES);
        for (let i = from; i < to; i++) this.trace(ctx, list[i]);
        ctx.stroke();
        yield to - from;
      }
    }
    ctx.globalAlpha = 1;
  }

  // The heaviest edges in view, by class of weight and hue: those of one look are drawn in one go.
  *edgesByLook() {
    const { model } = this,
      buckets = new Map(),
      hues = this.app.colours.index,
      drawn = [];
    const top = model.heaviest;
    let seen = 0;
    for (const e of model.byWeight) {
      if (++seen % 4000 === 0) yield 0;
      const a = model.source[e],
        b = model.target[e];
      if (!this.inside(a) && !this.inside(b)) continue;
      const step = weightClass(model.weight[e], top);
      const key = step * 16 + (hues[a] === hues[b] ? hues[a] : BETWEEN);
      if (!buckets.has(key)) buckets.set(key, []);
      buckets.get(key).push(e);
      drawn.push(e);
      if (drawn.length >= MOST_EDGES) break;
    }
    this.drawn = Uint32Array.from(drawn);
    return buckets;
  }

  trace(ctx, e) {
    const a = this.model.source[e],
      b = this.model.target[e];
    ctx.moveTo(this.x(a), this.y(a));
    ctx.lineTo(this.x(b), this.y(b));
  }

  *nodes(ctx) {
    const { model } = this,
      groups = this.palette.map(() => []);
    for (let v = 0; v < model.count; v++) {
      if (model.nodeShown[v] && this.inside(v)) groups[this.app.colours.index[v]].push(v);
      if (v % 8192 === 8191) yield 0;
    }
    ctx.globalAlpha = this.focus ? 0.18 : 1;
    for (const [hue, list] of groups.entries())
      for (let from = 0; from < list.length; from += STROKES) {
        const part = list.slice(from, from + STROKES);
        if (model.isOverview) drawBubbles(this, ctx, part, this.palette[hue], this.focus ? 0.35 : 1);
        else this.dots(ctx, part, this.palette[hue], list.length);
        yield part.length;
      }
    ctx.globalAlpha = 1;
  }

  dots(ctx, list, colour, many = list.length) {
    ctx.fillStyle = colour;
    ctx.beginPath();
    for (const v of list) {
      const x = this.x(v),
        y = this.y(v),
        r = this.radius(v);
      if (r < 1.3) ctx.rect(x - r, y - r, 2 * r, 2 * r);
      else {
        ctx.moveTo(x + r, y);
        ctx.arc(x, y, r, 0, 2 * Math.PI);
      }
    }
    ctx.fill();
    if (this.camera.scale < 9 || many > 1500) return;
    ctx.strokeStyle = this.theme.page;
    ctx.lineWidth = 1;
    ctx.stroke();
  }

  // What is selected, at full strength over the faded rest.
  *highlight(ctx) {
    const { model, focus } = this,
      hues = this.app.colours.index;
    const heaviest = focus.edges.reduce((most, e) => Math.max(most, model.weight[e]), 0);
    for (const e of focus.edges) {
      ctx.globalAlpha = 0.4 + 0.55 * Math.min(1, Math.log1p(model.weight[e]) / Math.log1p(heaviest));
      ctx.strokeStyle = focus.strong?.has(e) ? this.theme.strong : this.palette[hues[model.source[e]]];
      ctx.lineWidth = (focus.strong?.has(e) ? 2 : 0.6) + Math.min(4, Math.sqrt(model.weight[e]) * 0.6);
      ctx.beginPath();
      this.trace(ctx, e);
      ctx.stroke();
    }
    yield focus.edges.length;
    ctx.globalAlpha = 1;
    for (const v of focus.nodes) {
      if (!model.nodeShown[v]) continue;
      if (model.isOverview) drawBubbles(this, ctx, [v], this.palette[hues[v]], 1);
      else this.dots(ctx, [v], this.palette[hues[v]]);
    }
    yield focus.nodes.length;
    for (const v of this.pinned) {
      ctx.strokeStyle = this.theme.strong;
      ctx.lineWidth = 2.5;
      ctx.beginPath();
      ctx.arc(this.x(v), this.y(v), this.radius(v) + 3, 0, 2 * Math.PI);
      ctx.stroke();
    }
  }

  // Nodes in the order in which they deserve a label; only those lit, where something is selected.
  *ranked() {
    for (const v of this.focus ? this.focus.nodes : this.app.ranking) {
      const r = this.radius(v);
      if (!this.focus && r < this.em * 0.17) return; // in the order of size: the rest is smaller still
      if (this.model.nodeShown[v] && this.inside(v)) yield v;
    }
  }
}
