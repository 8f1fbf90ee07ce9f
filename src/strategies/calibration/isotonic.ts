/**
 * Weighted least-squares fit that never falls, by pooling adjacent violators; neighbours that are equal are
 * pooled too. `values` and `weights` of length n in the order of the predictor, ties already pooled; the fit
 * has length n. Source: Ayer et al., Annals of Mathematical Statistics 26 (1955).
 *
 * @example
 * isotonicFit([5, 3, 1, 2], [1, 1, 1, 1]); // [2.75, 2.75, 2.75, 2.75]
 */
export function isotonicFit(values: ArrayLike<number>, weights: ArrayLike<number>): Float64Array {
  // A stack of blocks in columns: redraws fit many long curves, and an object a value would cost more than the fit.
  const levels = new Float64Array(values.length);
  const masses = new Float64Array(values.length);
  const ends = new Uint32Array(values.length);
  let top = -1;
  for (let i = 0; i < values.length; i += 1) {
    let level = values[i] as number;
    let mass = weights[i] as number;
    while (top >= 0 && (levels[top] as number) >= level) {
      const below = masses[top] as number;
      level = ((levels[top] as number) * below + level * mass) / (below + mass);
      mass += below;
      top -= 1;
    }
    top += 1;
    levels[top] = level;
    masses[top] = mass;
    ends[top] = i + 1;
  }
  const fit = new Float64Array(values.length);
  for (let block = 0, from = 0; block <= top; block += 1) {
    fit.fill(levels[block] as number, from, ends[block]);
    from = ends[block] as number;
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
