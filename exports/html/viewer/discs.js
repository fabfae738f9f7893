// Discs under what belongs together: the ground of a community, and the communities of an overview.

const SMALLEST_GROUND = 12;
const FEWEST_NAMED = 300; // nodes of a map on which communities are named

// A faint disc under each large community, fainter when it fills the view.
function drawGrounds(paint, ctx) {
  const { app, camera } = paint;
  for (const [c, place] of app.centres.entries()) {
    if (place.size < SMALLEST_GROUND) continue;
    const [x, y] = camera.toScreen(place.x, place.y),
      reach = place.spread * 1.45 * camera.scale;
    const fade = Math.min(1, (0.5 * Math.min(app.width, app.height)) / reach);
    ctx.globalAlpha = (paint.focus ? 0.03 : paint.dark ? 0.1 : 0.07) * fade;
    ctx.fillStyle = paint.palette[app.colours.hueOf[c]];
    ctx.beginPath();
    ctx.arc(x, y, reach, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.globalAlpha = 1;
}

// Communities of an overview: tinted discs with a rim, on the ground of the page so that no edge shows through.
function drawBubbles(paint, ctx, list, colour, strength) {
  for (const v of list) {
    const r = paint.radius(v);
    ctx.beginPath();
    ctx.moveTo(paint.x(v) + r, paint.y(v));
    ctx.arc(paint.x(v), paint.y(v), r, 0, 2 * Math.PI);
    ctx.globalAlpha = 1;
    ctx.fillStyle = paint.theme.page;
    ctx.fill();
    ctx.globalAlpha = (paint.dark ? 0.45 : 0.32) * strength;
    ctx.fillStyle = colour;
    ctx.fill();
    ctx.globalAlpha = strength;
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.5;
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

// Names of communities with the place where each stands: in its middle, on a map of nodes only where it is neither
// a speck nor larger than the view.
function communityNames(paint) {
  const { model, app, camera, em } = paint;
  if (model.isOverview)
    return [...paint.pinned, ...app.ranking]
      .filter((v, i, all) => all.indexOf(v) === i && paint.inside(v) && (!paint.focus || paint.focus.nodes.includes(v)))
      .map((v) => ({
        name: model.names[v],
        x: paint.x(v),
        y: paint.y(v),
        size: em * Math.min(1.1, 0.66 + paint.radius(v) / 240),
      }));
  if (paint.focus || model.relation || model.count < FEWEST_NAMED) return [];
  const largest = Math.min(app.width, app.height) * 0.45;
  return app.centres
    .map((place, c) => ({ place, c, reach: place.spread * camera.scale }))
    .filter(({ place, reach }) => place.size >= 5 && reach > em * 0.9 && reach < largest)
    .map(({ place, c, reach }) => {
      const [x, y] = camera.toScreen(place.x, place.y);
      return { name: model.data.communities[c], x, y, size: em * Math.min(1.15, 0.72 + reach / 400) };
    });
}
