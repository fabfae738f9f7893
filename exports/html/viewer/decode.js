// The block of data inside the page, as encoding.py writes it: base64, deflated, a JSON header, sections.

const pause = () => new Promise((go) => { const c = new MessageChannel(); c.port1.onmessage = go; c.port2.postMessage(0); });

// Tells when work has gone on for so long that the page should answer the reader.
class Pacer {
  constructor(milliseconds = 12) {
    Object.assign(this, { milliseconds, end: performance.now() + milliseconds, calls: 0 });
  }

  isDue() {
    return (++this.calls & 63) === 0 && performance.now() > this.end;
  }

  async pause() {
    await pause();
    this.end = performance.now() + this.milliseconds;
  }
}

async function readBlock(text) {
  const letters = atob(text.trim()), bytes = new Uint8Array(letters.length);
  await pause();
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  await pause();
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const whole = new Uint8Array(await new Response(stream).arrayBuffer());
  const headerLength = new DataView(whole.buffer).getUint32(0, true);
  const utf8 = new TextDecoder();
  const data = JSON.parse(utf8.decode(whole.subarray(4, 4 + headerLength)));
  let at = 4 + headerLength;
  for (const [name, kind, length] of data.sections) {
    await pause();
    const part = whole.subarray(at, at + length);
    at += length;
    data[name] = kind === "texts" ? utf8.decode(part).split("\n") : readNumbers(part, kind === "steps");
  }
  return data;
}

function readNumbers(bytes, steps) {
  let count = 0;
  for (let i = 0; i < bytes.length; i++) if (bytes[i] < 128) count++;
  const values = new Int32Array(count);
  let value = 0, shift = 0, previous = 0, n = 0;
  for (let i = 0; i < bytes.length; i++) {
    value |= (bytes[i] & 127) << shift;
    shift += 7;
    if (bytes[i] > 127) continue;
    if (steps) value = previous += (value >>> 1) ^ -(value & 1);
    values[n++] = value;
    value = shift = 0;
  }
  return values;
}

// Lists of lists in two arrays: list i is value[start[i]] to value[start[i + 1] - 1].
function listsOf(lengths, values) {
  const start = new Uint32Array(lengths.length + 1);
  for (let i = 0; i < lengths.length; i++) start[i + 1] = start[i] + lengths[i];
  return { start, value: values };
}

// The same pairs from the other side: for each of `count` values the owners that list it, ascending.
function turned(lists, count) {
  const start = new Uint32Array(count + 1);
  for (const v of lists.value) start[v + 1]++;
  for (let i = 0; i < count; i++) start[i + 1] += start[i];
  const next = start.slice(), value = new Uint32Array(lists.value.length);
  for (let owner = 0; owner + 1 < lists.start.length; owner++)
    for (let i = lists.start[owner]; i < lists.start[owner + 1]; i++) value[next[lists.value[i]]++] = owner;
  return { start, value };
}

function listAt(lists, i) {
  return lists ? lists.value.subarray(lists.start[i], lists.start[i + 1]) : new Uint32Array(0);
}
