/** Values that were pooled: `weight` of them with this mean. */
interface Block {
  value: number;
  weight: number;
  count: number;
}

/**
 * Weighted least-squares fit that never falls, by pooling adjacent violators; neighbours that are equal are
 * pooled too. `values` and `weights` of length n in the order of the predictor, ties already pooled; the fit
 * has length n. Source: Ayer et al., Annals of Mathematical Statistics 26 (1955).
 *
 * @example
 * isotonicFit([5, 3, 1, 2], [1, 1, 1, 1]); // [2.75, 2.75, 2.75, 2.75]
 */
export function isotonicFit(values: ArrayLike<number>, weights: ArrayLike<number>): Float64Array {
  const blocks: Block[] = [];
  for (let i = 0; i < values.length; i += 1) {
    let block: Block = { value: values[i] as number, weight: weights[i] as number, count: 1 };
    for (let last = blocks.at(-1); last !== undefined && last.value >= block.value; last = blocks.at(-1)) {
      blocks.pop();
      const weight = last.weight + block.weight;
      const value = (last.value * last.weight + block.value * block.weight) / weight;
      block = { value, weight, count: last.count + block.count };
    }
    blocks.push(block);
  }
  const fit = new Float64Array(values.length);
  let at = 0;
  for (const { value, count } of blocks) {
    fit.fill(value, at, at + count);
    at += count;
  }
  return fit;
}

/** Value at `x` of the line through the knots (ascending `xs`); flat outside them. */
export function interpolated(xs: ArrayLike<number>, ys: ArrayLike<number>, x: number): number {
  const last = xs.length - 1;
  if (x <= (xs[0] as number)) return ys[0] as number;
  if (x >= (xs[last] as number)) return ys[last] as number;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((xs[middle] as number) <= x) low = middle;
    else high = middle;
  }
  const from = xs[low] as number;
  const share = (x - from) / ((xs[high] as number) - from);
  return (ys[low] as number) * (1 - share) + (ys[high] as number) * share;
}
