// One picture of the scene for one camera, drawn in slices so that nothing blocks for long.

const MOST_EDGES = 45000;
const SLICE = 10;

class Camera {
  constructor(x, y, scale, width, height) {
    Object.assign(this, { x, y, scale, width, height });
  }

  toScreen(x, y) {
    return [(x - this.x) * this.scale + this.width / 2, (y - this.y) * this.scale + this.height / 2];
  }

  toWorld(x, y) {
    return [(x - this.width / 2) / this.scale + this.x, (y - this.height / 2) / this.scale + this.y];
  }

  // A larger camera on the same scene, `share` of the size wider on each side.
  widened(share) {
    return new Camera(this.x, this.y, this.scale, this.width * (1 + 2 * share), this.height * (1 + 2 * share));
  }
}

class Paint {
  constructor(app, camera, focus) {
    Object.assign(this, { app, camera, focus, model: app.model, em: app.em, dark: app.dark });
    this.width = camera.width;
    this.height = camera.height;
    this.palette = app.colours.palette(app.dark);
    this.theme = app.dark
      ? { page: "#10151b", ink: "#e8edf2", halo: "rgba(16,21,27,.85)", edge: "#7d8b99", strong: "#ffffff" }
      : { page: "#ffffff", ink: "#1c2733", halo: "rgba(255,255,255,.88)", edge: "#8493a3", strong: "#10151b" };
    this.pinned = new Set(focus?.pinned ?? []);
    this.lit = focus ? new Set(focus.nodes) : null;
    const [left, top] = camera.toWorld(-40, -40), [right, bottom] = camera.toWorld(this.width + 40, this.height + 40);
    Object.assign(this, { left, top, right, bottom });
    this.least = Math.min(1.5, Math.max(0.75, camera.scale * 0.3));
  }

  radius(v) {
    if (this.model.kind === "communities") return Math.max(2, this.model.reach(v) * this.camera.scale);
    const world = Math.min(0.95, 0.15 + 0.085 * Math.sqrt(this.model.size(v)));
    return Math.max(this.least, Math.min(world * this.camera.scale, this.em * 1.5));
  }

  inside(v) {
    const { x, y } = this.model, reach = this.model.reach(v);
    return x[v] + reach >= this.left && x[v] - reach <= this.right && y[v] + reach >= this.top && y[v] - reach <= this.bottom;
  }

  // All strokes and dots as a generator; each `yield` is a place to stop and go on later.
  *run(ctx) {
    ctx.fillStyle = this.theme.page;
    ctx.fillRect(0, 0, this.width, this.height);
    if (this.app.colours.by === "community" && !["result", "communities"].includes(this.model.kind) && this.model.count > 400) this.grounds(ctx);
    yield* this.edges(ctx);
    yield* this.nodes(ctx);
    if (this.focus) yield* this.highlight(ctx);
    yield* this.writeLabels(ctx);
  }

  // A faint disc under each large community.
  grounds(ctx) {
    for (const [c, place] of this.app.centres.entries()) {
      if (place.size < 12) continue;
      const [x, y] = this.camera.toScreen(place.x, place.y), reach = place.spread * 1.45 * this.camera.scale;
      const fade = Math.min(1, (0.5 * Math.min(this.app.width, this.app.height)) / reach);
      ctx.globalAlpha = (this.focus ? 0.03 : this.dark ? 0.1 : 0.07) * fade;
      ctx.fillStyle = this.palette[this.app.colours.hueOf[c]];
      ctx.beginPath();
      ctx.arc(x, y, reach, 0, 2 * Math.PI);
      ctx.fill();
    }
    ctx.globalAlpha = 1;
  }

  *edges(ctx) {
    const { model, camera } = this, classes = 4, buckets = new Map();
    const top = Math.log1p(model.heaviest) || 1;
    let drawn = 0, seen = 0;
    for (const e of model.byWeight) {
      if (++seen % 20000 === 0) yield;
      const a = model.source[e], b = model.target[e];
      if (!this.inside(a) && !this.inside(b)) continue;
      const step = Math.min(classes - 1, Math.floor((classes * Math.log1p(model.weight[e])) / top));
      const hue = this.app.colours.index[a] === this.app.colours.index[b] ? this.app.colours.index[a] : 8;
      const key = step * 16 + hue;
      if (!buckets.has(key)) buckets.set(key, []);
      buckets.get(key).push(e);
      if (++drawn >= MOST_EDGES) break;
    }
    this.leftOut = model.byWeight.length > seen;
    const dense = Math.min(1, Math.max(0.35, Math.sqrt(this.model.kind === "communities" ? 300 / (drawn || 1) : 4000 / (drawn || 1)))), fade = this.focus ? 0.2 : 1;
    for (const key of [...buckets.keys()].sort((a, b) => a - b)) {
      const step = key >> 4, hue = key & 15, list = buckets.get(key);
      ctx.strokeStyle = hue === 8 ? this.theme.edge : this.palette[hue];
      ctx.globalAlpha = (0.22 + 0.16 * step) * dense * fade;
      ctx.lineWidth = Math.max(0.5, Math.min(camera.scale * 0.05 * (1 + step * 1.4), 0.8 + step * 1.1));
      for (let from = 0; from < list.length; from += 4000) {
        ctx.beginPath();
        for (const e of list.slice(from, from + 4000)) this.trace(ctx, e);
        ctx.stroke();
        yield;
      }
    }
    ctx.globalAlpha = 1;
  }

  trace(ctx, e) {
    const { model, camera } = this;
    const [ax, ay] = camera.toScreen(model.x[model.source[e]], model.y[model.source[e]]);
    const [bx, by] = camera.toScreen(model.x[model.target[e]], model.y[model.target[e]]);
    ctx.moveTo(ax, ay);
    ctx.lineTo(bx, by);
  }

  *nodes(ctx) {
    const { model } = this, groups = this.palette.map(() => []);
    for (let v = 0; v < model.count; v++) if (model.nodeShown[v] && this.inside(v)) groups[this.app.colours.index[v]].push(v);
    ctx.globalAlpha = this.focus ? 0.18 : 1;
    if (model.kind === "communities") return this.bubbles(ctx, groups);
    for (const [hue, list] of groups.entries())
      for (let from = 0; from < list.length; from += 4000) {
        this.dots(ctx, list.slice(from, from + 4000), this.palette[hue]);
        yield;
      }
    ctx.globalAlpha = 1;
  }

  // Communities on an overview: tinted discs with a rim, on the ground of the page so that no edge shows through.
  bubbles(ctx, groups, strength = this.focus ? 0.35 : 1) {
    for (const [hue, list] of groups.entries())
      for (const v of list) {
        const [x, y] = this.camera.toScreen(this.model.x[v], this.model.y[v]);
        ctx.beginPath();
        ctx.moveTo(x + this.radius(v), y);
        ctx.arc(x, y, this.radius(v), 0, 2 * Math.PI);
        ctx.globalAlpha = 1;
        ctx.fillStyle = this.theme.page;
        ctx.fill();
        ctx.globalAlpha = (this.dark ? 0.45 : 0.32) * strength;
        ctx.fillStyle = this.palette[hue];
        ctx.fill();
        ctx.globalAlpha = strength;
        ctx.strokeStyle = this.palette[hue];
        ctx.lineWidth = 1.5;
        ctx.stroke();
      }
    ctx.globalAlpha = 1;
  }

  dots(ctx, list, colour) {
    const { model, camera } = this;
    ctx.fillStyle = colour;
    ctx.beginPath();
    for (const v of list) {
      const [x, y] = camera.toScreen(model.x[v], model.y[v]), r = this.radius(v);
      if (r < 1.3) ctx.rect(x - r, y - r, 2 * r, 2 * r);
      else {
        ctx.moveTo(x + r, y);
        ctx.arc(x, y, r, 0, 2 * Math.PI);
      }
    }
    ctx.fill();
    if (camera.scale < 9 || list.length > 1500) return;
    ctx.strokeStyle = this.theme.page;
    ctx.lineWidth = 1;
    ctx.stroke();
  }

  // What is selected, at full strength over the faded rest.
  *highlight(ctx) {
    const { model, focus } = this, hues = this.app.colours.index;
    ctx.strokeStyle = this.theme.edge;
    for (const e of focus.edges) {
      ctx.globalAlpha = 0.85;
      ctx.strokeStyle = focus.strong?.has(e) ? this.theme.strong : this.palette[hues[model.source[e]]];
      ctx.lineWidth = (focus.strong?.has(e) ? 2 : 0.6) + Math.min(4, Math.sqrt(model.weight[e]) * 0.6);
      ctx.beginPath();
      this.trace(ctx, e);
      ctx.stroke();
    }
    yield;
    ctx.globalAlpha = 1;
    for (const v of focus.nodes) {
      if (!model.nodeShown[v]) continue;
      if (model.kind === "communities") this.bubbles(ctx, new Map([[hues[v], [v]]]), 1);
      else this.dots(ctx, [v], this.palette[hues[v]]);
    }
    for (const v of this.pinned) {
      const [x, y] = this.camera.toScreen(model.x[v], model.y[v]);
      ctx.strokeStyle = this.theme.strong;
      ctx.lineWidth = 2.5;
      ctx.beginPath();
      ctx.arc(x, y, this.radius(v) + 3, 0, 2 * Math.PI);
      ctx.stroke();
    }
  }

  // Nodes in the order in which they deserve a label; only those lit, where something is selected.
  *ranked() {
    const { model } = this;
    for (const v of this.focus ? this.focus.nodes : this.app.ranking) {
      if (!model.nodeShown[v] || !this.inside(v)) continue;
      if (!this.focus && this.radius(v) < this.em * 0.17) continue;
      yield v;
    }
  }

  communities() {
    if (this.model.kind === "communities") return this.bubbleNames();
    if (this.app.colours.by !== "community" || this.model.kind === "result" || this.model.count < 300) return [];
    return this.app.centres
      .map((place, c) => ({ place, c, reach: place.spread * this.camera.scale }))
      .filter(({ place, reach }) => place.size >= 5 && reach > this.em * 0.9 && reach < Math.min(this.app.width, this.app.height) * 0.45)
      .map(({ place, c, reach }) => {
        const [x, y] = this.camera.toScreen(place.x, place.y);
        return { name: this.model.data.communities[c], x, y, size: this.em * Math.min(1.15, 0.72 + reach / 400) };
      });
  }

  // On an overview the names stand in the middle of their communities, the largest first.
  bubbleNames() {
    const { model, focus } = this;
    return (focus ? focus.nodes : this.app.ranking)
      .filter((v) => model.nodeShown[v] && this.inside(v))
      .map((v) => {
        const [x, y] = this.camera.toScreen(model.x[v], model.y[v]);
        return { name: model.names[v], x, y, size: this.em * Math.min(1.1, 0.66 + this.radius(v) / 240) };
      });
  }

  font(size, bold) {
    return `${bold ? "600 " : ""}${size}px system-ui, "Segoe UI", sans-serif`;
  }

  *writeLabels(ctx) {
    const measure = (text, size, bold) => {
      ctx.font = this.font(size, bold);
      return ctx.measureText(text).width;
    };
    this.labels = yield* placeLabels(this, measure);
    yield;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    for (const label of this.labels) {
      ctx.font = this.font(label.size, label.kind !== "node");
      ctx.strokeStyle = this.theme.halo;
      ctx.lineWidth = 3.5;
      ctx.fillStyle = this.theme.ink;
      const tall = (label.bottom - label.top) / label.lines.length;
      label.lines.forEach((line, i) => ctx.strokeText(line, label.x, label.top + tall * (i + 0.5)));
      label.lines.forEach((line, i) => ctx.fillText(line, label.x, label.top + tall * (i + 0.5)));
    }
  }
}
