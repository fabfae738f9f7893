// The block of data inside the page, as encoding.py writes it: base64, deflated, a JSON header, sections.

const pause = () =>
  new Promise((go) => {
    const c = new MessageChannel();
    c.port1.onmessage = go;
    c.port2.postMessage(0);
  });

// Tells when work has gone on for so long that the page should answer the reader.
class Pacer {
  constructor(milliseconds = 10) {
    this.milliseconds = milliseconds;
    this.end = performance.now() + milliseconds;
  }

  isDue() {
    return performance.now() > this.end;
  }

  async pause() {
    await pause();
    this.end = performance.now() + this.milliseconds;
  }

  // Work on 0 to count - 1, some thousands at a time: `work` is given where to begin and where to end.
  async inSlices(count, work, size = 8192) {
    for (let from = 0; from < count; from += size) {
      work(from, Math.min(count, from + size));
      if (this.isDue()) await this.pause();
    }
  }
}

async function readBlock(text) {
  const pacer = new Pacer(),
    whole = await inflated(await bytesOf(text, pacer));
  const headerLength = new DataView(whole.buffer).getUint32(0, true);
  const utf8 = new TextDecoder();
  const data = JSON.parse(utf8.decode(whole.subarray(4, 4 + headerLength)));
  let at = 4 + headerLength;
  for (const [name, kind, length] of data.sections) {
    const part = whole.subarray(at, at + length);
    at += length;
    data[name] = kind === "texts" ? utf8.decode(part).split("\n") : await readNumbers(part, kind === "steps", pacer);
    if (pacer.isDue()) await pacer.pause();
  }
  return data;
}

// Base64, some letters at a time; four letters make three bytes.
async function bytesOf(text, pacer) {
  const letters = text.trim(),
    size = 65536;
  const bytes = new Uint8Array((letters.length / 4) * 3 - (letters.endsWith("==") ? 2 : letters.endsWith("=") ? 1 : 0));
  await pacer.inSlices(
    letters.length,
    (from, to) => {
      const part = atob(letters.slice(from, to)),
        start = (from / 4) * 3;
      for (let i = 0; i < part.length; i++) bytes[start + i] = part.charCodeAt(i);
    },
    size,
  );
  return bytes;
}

async function inflated(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function readNumbers(bytes, steps, pacer) {
  let count = 0,
    value = 0,
    shift = 0,
    previous = 0,
    n = 0;
  await pacer.inSlices(
    bytes.length,
    (from, to) => {
      for (let i = from; i < to; i++) if (bytes[i] < 128) count++;
    },
    65536,
  );
  const values = new Int32Array(count);
  await pacer.inSlices(
    bytes.length,
    (from, to) => {
      for (let i = from; i < to; i++) {
        value |= (bytes[i] & 127) << shift;
        shift += 7;
        if (bytes[i] > 127) continue;
        if (steps) value = previous += (value >>> 1) ^ -(value & 1);
        values[n++] = value;
        value = shift = 0;
      }
    },
    65536,
  );
  return values;
}
