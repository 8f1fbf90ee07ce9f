import { randomStream } from '../engine/random.js';
import { type Interval, MINIMUM_CLUSTERS } from './interval.js';

/** Wild cluster bootstrap of a mean over games. */
export interface WildBootstrap {
  /** Two-sided, of a mean of 0. */
  readonly p: number;
  /** Means that the test does not refuse; `null` = of so few games it refuses none. */
  readonly interval: Interval | null;
  /** Sign patterns that were looked at; all there are, up to twelve games. */
  readonly patterns: number;
}

const PATTERNS = 4_095;
const ALL_UP_TO = 12;
const STEPS = 24;

/**
 * The wild cluster bootstrap with Rademacher signs under the null, for few games: each game keeps the size of its
 * deviation and gets a sign; t is compared with the t of the signed games (Cameron, Gelbach and Miller 2008). The
 * interval inverts the test by bisection: p falls away from the mean but for small steps. `null` with fewer than five games, or where all brought the same.
 */
export function wildBootstrap(values: readonly number[], confidence = 0.95): WildBootstrap | null {
  const n = values.length;
  if (n < MINIMUM_CLUSTERS || values.every((value) => value === values[0])) return null;
  const signs = signPatterns(n);
  const pOf = (mean: number): number => refusal(values, mean, signs);
  const centre = values.reduce((sum, value) => sum + value, 0) / n;
  const spread = Math.max(...values) - Math.min(...values);
  const edge = (direction: 1 | -1): number => {
    let [inside, outside] = [centre, centre + direction * spread];
    for (let step = 0; step < STEPS; step += 1) {
      const middle = (inside + outside) / 2;
      if (pOf(middle) > 1 - confidence) inside = middle;
      else outside = middle;
    }
    return inside;
  };
  return {
    p: pOf(0),
    // The least p there can be is that of all signs alike, one way or the other.
    interval: 2 / signs.length > 1 - confidence ? null : { low: edge(-1), high: edge(1), confidence },
    patterns: signs.length,
  };
}

/** Every pattern of signs of few games, else as many drawn; a pattern and its opposite give the same |t|. */
function signPatterns(n: number): readonly Int8Array[] {
  if (n <= ALL_UP_TO) {
    return Array.from({ length: 2 ** n }, (_, bits) =>
      Int8Array.from({ length: n }, (_unused, i) => ((bits >> i) & 1 ? 1 : -1)),
    );
  }
  const random = randomStream({ seed: 0, strategy: 'report', market: '', purpose: 'wild' });
  const drawn = Array.from({ length: PATTERNS }, () =>
    Int8Array.from({ length: n }, () => (random.integer(2) === 0 ? -1 : 1)),
  );
  return [new Int8Array(n).fill(1), ...drawn];
}

/** Share of patterns whose |t| is at least that of the games as they are, about `mean`. */
function refusal(values: readonly number[], mean: number, patterns: readonly Int8Array[]): number {
  const deviations = Float64Array.from(values, (value) => value - mean);
  const n = deviations.length;
  let square = 0;
  for (let i = 0; i < n; i += 1) square += (deviations[i] as number) ** 2;
  // |t| rises with |sum| while the squares stay the same, so sums are compared.
  const sumOf = (signs: Int8Array): number => {
    let sum = 0;
    for (let i = 0; i < n; i += 1) sum += (signs[i] as number) * (deviations[i] as number);
    return Math.abs(sum);
  };
  const observed = sumOf(new Int8Array(n).fill(1)) * (1 - 1e-12);
  const reached = patterns.filter((signs) => sumOf(signs) >= observed).length;
  return square === 0 ? 1 : reached / patterns.length;
}
