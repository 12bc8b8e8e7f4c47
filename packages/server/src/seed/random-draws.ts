/** Random numbers with a fixed start, and what is drawn by them. */

/** Mulberry32: numbers in [0, 1) that depend on nothing but the start value. */
export function fixedRandom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws positions below `count` with the weight 1 / (position + 1)^skew. */
export function skewedPositions(count: number, skew: number, random: () => number): () => number {
  const sums = new Float64Array(count);
  let total = 0;
  for (let position = 0; position < count; position++) {
    total += (position + 1) ** -skew;
    sums[position] = total;
  }
  return () => {
    const drawn = random() * total;
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) > drawn) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
