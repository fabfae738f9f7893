// Mouse, touch and keys on the map.

class Pointer {
  constructor(app, canvas) {
    Object.assign(this, { app, canvas, points: new Map(), travelled: 0 });
    canvas.addEventListener("pointerdown", (event) => this.down(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, (event) => this.up(event));
    canvas.addEventListener("pointerleave", () => this.hover(null));
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    canvas.addEventListener("dblclick", (event) => app.stage.zoom(1.8, ...this.place(event)));
    document.addEventListener("keydown", (event) => this.key(event));
  }

  place(event) {
    const box = this.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  down(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.points.set(event.pointerId, this.place(event));
    if (this.points.size === 1) this.travelled = 0;
  }

  move(event) {
    const now = this.place(event),
      before = this.points.get(event.pointerId);
    if (!before) return this.hover(now);
    const { stage } = this.app;
    this.travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (this.points.size === 1) {
      if (this.travelled > 4) stage.pan(now[0] - before[0], now[1] - before[1]);
    } else {
      const [other] = [...this.points].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
      const apart =
        Math.hypot(now[0] - other[0], now[1] - other[1]) /
        Math.max(1, Math.hypot(before[0] - other[0], before[1] - other[1]));
      stage.zoom(apart, (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
      stage.pan((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
      this.travelled = 99;
    }
    this.points.set(event.pointerId, now);
  }

  up(event) {
    if (
      !this.points.delete(event.pointerId) ||
      this.points.size ||
      this.travelled > 4 ||
      event.type === "pointercancel"
    )
      return;
    const hit = this.app.stage.hit(...this.place(event), event.pointerType === "touch" ? 14 : 5);
    this.app.clicked(hit);
  }

  hover(point) {
    const tip = at("tip");
    const hit = point && !this.app.stage.frame ? this.app.stage.hit(...point, 3) : null;
    const { model } = this.app;
    tip.hidden = !hit;
    this.canvas.classList.toggle("over", Boolean(hit));
    if (!hit) return;
    tip.textContent = hit.node !== undefined ? model.names[hit.node] : this.edgeText(hit.edge);
    tip.style.left = `${Math.min(point[0] + 14, this.app.width - 120)}px`;
    tip.style.top = `${Math.min(point[1] + 14, this.app.height - 30)}px`;
  }

  edgeText(e) {
    const { model } = this.app,
      [from, to] = [model.names[model.source[e]], model.names[model.target[e]]];
    return model.relation
      ? `${from} –${model.relation.type[e]}→ ${to}`
      : `${from} – ${to}: ${counted(model.full[e], "paper")}`;
  }

  wheel(event) {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 18 : 1;
    this.app.stage.zoom(
      Math.exp(-Math.max(-120, Math.min(120, event.deltaY * lines)) * (event.ctrlKey ? 0.01 : 0.0025)),
      ...this.place(event),
    );
  }

  key(event) {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName);
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const { app } = this,
      onMap = document.activeElement === this.canvas;
    const anywhere = { "/": () => at("query").focus(), t: () => app.tables.open(), Escape: () => app.select(null) };
    const step = 60;
    const here = {
      ArrowLeft: () => app.stage.pan(step, 0),
      ArrowRight: () => app.stage.pan(-step, 0),
      ArrowUp: () => app.stage.pan(0, step),
      ArrowDown: () => app.stage.pan(0, -step),
      "+": () => app.stage.zoom(1.4),
      "=": () => app.stage.zoom(1.4),
      "-": () => app.stage.zoom(1 / 1.4),
      0: () => app.fitAll(),
      n: () => app.walk(1),
      p: () => app.walk(-1),
      Enter: () => app.takeWalked(),
    };
    const action = (onMap && here[event.key]) || (!typing && anywhere[event.key]);
    if (!action) return;
    event.preventDefault();
    action();
  }
}
