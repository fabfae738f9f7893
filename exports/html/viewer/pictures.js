// The view as a PNG or SVG file, drawn by the same painter.

function savePng(app) {
  const scale = 2,
    { width, height } = app;
  const canvas = el("canvas", { width: width * scale, height: height * scale });
  const ctx = canvas.getContext("2d");
  ctx.scale(scale, scale);
  for (const _ of new Paint(app, app.stage.camera, app.focus()).run(ctx));
  canvas.toBlob((blob) => download("map.png", blob), "image/png");
}

function saveSvg(app) {
  const { width, height } = app,
    ctx = new SvgContext();
  for (const _ of new Paint(app, app.stage.camera, app.focus()).run(ctx));
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">\n<title>${escaped(app.model.data.title)}</title>\n${ctx.parts.join("\n")}\n</svg>\n`;
  download("map.svg", new Blob([text], { type: "image/svg+xml" }));
}

const escaped = (text) =>
  text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
const short = (value) => Math.round(value * 100) / 100;

// The part of a canvas context that the painter uses, writing SVG.
class SvgContext {
  constructor() {
    Object.assign(this, {
      parts: [],
      path: "",
      globalAlpha: 1,
      lineWidth: 1,
      fillStyle: "",
      strokeStyle: "",
      font: "",
    });
    this.ruler = document.createElement("canvas").getContext("2d");
  }

  beginPath() {
    this.path = "";
  }

  moveTo(x, y) {
    this.path += `M${short(x)} ${short(y)}`;
  }

  lineTo(x, y) {
    this.path += `L${short(x)} ${short(y)}`;
  }

  rect(x, y, w, h) {
    this.path += `M${short(x)} ${short(y)}h${short(w)}v${short(h)}h${short(-w)}z`;
  }

  arc(x, y, r) {
    this.path += `M${short(x + r)} ${short(y)}a${short(r)} ${short(r)} 0 1 1 ${short(-2 * r)} 0a${short(r)} ${short(r)} 0 1 1 ${short(2 * r)} 0`;
  }

  fillRect(x, y, w, h) {
    this.parts.push(`<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${this.fillStyle}"/>`);
  }

  fill() {
    if (this.path)
      this.parts.push(`<path d="${this.path}" fill="${this.fillStyle}" opacity="${short(this.globalAlpha)}"/>`);
  }

  stroke() {
    if (this.path)
      this.parts.push(
        `<path d="${this.path}" fill="none" stroke="${this.strokeStyle}" stroke-width="${short(this.lineWidth)}" opacity="${short(this.globalAlpha)}"/>`,
      );
  }

  measureText(text) {
    this.ruler.font = this.font;
    return this.ruler.measureText(text);
  }

  strokeText(text, x, y) {
    this.text(
      text,
      x,
      y,
      `fill="none" stroke="${this.strokeStyle}" stroke-width="${this.lineWidth}" stroke-linejoin="round"`,
    );
  }

  fillText(text, x, y) {
    this.text(text, x, y, `fill="${this.fillStyle}"`);
  }

  text(text, x, y, how) {
    const [, bold, size] = /^(600 )?([\d.]+)px/.exec(this.font);
    this.parts.push(
      `<text x="${short(x)}" y="${short(y)}" font-family="system-ui, sans-serif" font-size="${short(size)}"${bold ? ' font-weight="600"' : ""} text-anchor="middle" dominant-baseline="central" ${how}>${escaped(text)}</text>`,
    );
  }
}
