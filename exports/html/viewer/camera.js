// Where the reader looks: the middle of the view in units of the map, and pixels per unit.

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
