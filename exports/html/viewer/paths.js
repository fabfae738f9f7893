// Shortest paths over the edges that are shown.

// Fewest steps; among equally short ways the one with the largest sum of weights. Null where there is none.
function shortestPath(model, from, to) {
  const step = new Int32Array(model.count).fill(-1),
    best = new Float64Array(model.count),
    via = new Int32Array(model.count).fill(-1);
  step[from] = 0;
  let ring = [from];
  while (ring.length && step[to] < 0) {
    const next = [];
    for (const v of ring)
      for (const e of listAt(model.incident, v)) {
        if (!model.edgeShown[e]) continue;
        const w = model.source[e] === v ? model.target[e] : model.source[e];
        if (step[w] >= 0 && step[w] !== step[v] + 1) continue;
        if (step[w] < 0) {
          step[w] = step[v] + 1;
          next.push(w);
        }
        if (best[v] + model.weight[e] > best[w]) {
          best[w] = best[v] + model.weight[e];
          via[w] = e;
        }
      }
    ring = next;
  }
  if (step[to] < 0) return null;
  const nodes = [to],
    edges = [];
  for (let v = to; v !== from; nodes.unshift(v)) {
    edges.unshift(via[v]);
    v = model.source[via[v]] === v ? model.target[via[v]] : model.source[via[v]];
  }
  return { nodes, edges };
}
