// Lists of lists in two arrays: list i is value[start[i]] to value[start[i + 1] - 1].

function listsOf(lengths, values) {
  const start = new Uint32Array(lengths.length + 1);
  for (let i = 0; i < lengths.length; i++) start[i + 1] = start[i] + lengths[i];
  return { start, value: values };
}

function listAt(lists, i) {
  return lists ? lists.value.subarray(lists.start[i], lists.start[i + 1]) : new Uint32Array(0);
}

// Lists from pairs: for each owner its values, in the order in which they come (a counting sort).
async function grouped(owner, value, owners, pacer) {
  const start = new Uint32Array(owners + 1),
    sorted = new Uint32Array(value.length);
  await pacer.inSlices(
    owner.length,
    (from, to) => {
      for (let i = from; i < to; i++) start[owner[i] + 1]++;
    },
    32768,
  );
  for (let i = 0; i < owners; i++) start[i + 1] += start[i];
  const next = start.slice();
  await pacer.inSlices(
    value.length,
    (from, to) => {
      for (let i = from; i < to; i++) sorted[next[owner[i]]++] = value[i];
    },
    32768,
  );
  return { start, value: sorted };
}

// The same pairs from the other side: for each of `count` values the owners that list it, ascending.
async function turned(lists, count, pacer) {
  const owner = new Uint32Array(lists.value.length);
  for (let i = 0; i + 1 < lists.start.length; i++) owner.fill(i, lists.start[i], lists.start[i + 1]);
  return grouped(lists.value, owner, count, pacer);
}
