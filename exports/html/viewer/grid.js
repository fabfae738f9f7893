// Nodes by cells of the map, to find those near a place.

class Grid {
  static async of(model, pacer) {
    const grid = new Grid(),
      { x, y, count } = model;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let v = 0; v < count; v++) {
      left = Math.min(left, x[v]);
      right = Math.max(right, x[v]);
      top = Math.min(top, y[v]);
      bottom = Math.max(bottom, y[v]);
    }
    const cell = Math.max(2, Math.sqrt(((right - left + 1) * (bottom - top + 1)) / (count + 1)) * 2);
    Object.assign(grid, {
      left,
      top,
      cell,
      columns: Math.floor((right - left) / cell) + 1,
      rows: Math.floor((bottom - top) / cell) + 1,
    });
    const nodes = Uint32Array.from({ length: count }, (_, v) => v);
    const cells = Uint32Array.from(
      nodes,
      (v) => Math.floor((y[v] - top) / cell) * grid.columns + Math.floor((x[v] - left) / cell),
    );
    grid.nodes = await grouped(cells, nodes, grid.columns * grid.rows, pacer);
    return grid;
  }

  *near(x, y, reach) {
    const within = (value, most) => Math.max(0, Math.min(most - 1, Math.floor(value / this.cell)));
    const first = within(x - reach - this.left, this.columns),
      last = within(x + reach - this.left, this.columns);
    for (let row = within(y - reach - this.top, this.rows); row <= within(y + reach - this.top, this.rows); row++)
      for (let column = first; column <= last; column++) yield* listAt(this.nodes, row * this.columns + column);
  }
}
