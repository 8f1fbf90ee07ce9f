import { exactExp, exactLog, normalQuantile } from '../../engine/exact-math.js';
import type { RandomStream } from '../../engine/random.js';
import { type AxisValue, DIGITS, type SweepAxis } from './sweep-axes.js';

/** A trial that was made, and its score; `null` = it never traded, which is worse than any score. */
export interface Observation {
  readonly values: readonly AxisValue[];
  readonly score: number | null;
}

/** The best quarter of the trials is what is imitated. */
const GOOD_SHARE = 0.25;
/** Values that are drawn for an axis; the one that looks most like the good and least like the rest is taken. */
const CANDIDATES = 24;

/**
 * Proposes values by tree-structured Parzen estimators (Bergstra et al., "Algorithms for hyper-parameter
 * optimization", 2011): each axis by itself, from where good trials are dense and others are not. Bit-exact, so that
 * the same ledger proposes the same everywhere.
 */
export function proposeValues(
  axes: readonly SweepAxis[],
  observations: readonly Observation[],
  random: (axis: SweepAxis) => RandomStream,
): readonly AxisValue[] {
  const ranked = [...observations].sort((a, b) => (b.score ?? -Infinity) - (a.score ?? -Infinity));
  const goodCount = Math.max(1, Math.ceil(GOOD_SHARE * ranked.length));
  return axes.map((axis, i) => {
    const good = ranked.slice(0, goodCount).map(({ values }) => values[i] as AxisValue);
    const rest = ranked.slice(goodCount).map(({ values }) => values[i] as AxisValue);
    return axis.kind === 'list'
      ? proposeChoice(axis.values, { good, rest }, random(axis))
      : proposeNumber(axis, { good, rest }, random(axis));
  });
}

interface Split<Value> {
  readonly good: readonly Value[];
  readonly rest: readonly Value[];
}

function proposeChoice(
  values: readonly AxisValue[],
  { good, rest }: Split<AxisValue>,
  random: RandomStream,
): AxisValue {
  // One of each beforehand: what was never tried is not ruled out.
  const weights = (seen: readonly AxisValue[]): readonly number[] =>
    values.map((value) => (1 + seen.filter((each) => each === value).length) / (values.length + seen.length));
  const [near, far] = [weights(good), weights(rest)];
  let best = { value: values[0] as AxisValue, ratio: Number.NEGATIVE_INFINITY };
  for (let draw = 0; draw < CANDIDATES; draw += 1) {
    const at = pick(near, random.uniform());
    const ratio = (near[at] as number) / (far[at] as number);
    if (ratio > best.ratio) best = { value: values[at] as AxisValue, ratio };
  }
  return best.value;
}

function pick(weights: readonly number[], uniform: number): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i += 1) {
    sum += weights[i] as number;
    if (uniform < sum) return i;
  }
  return weights.length - 1;
}

type RangeAxis = Extract<SweepAxis, { kind: 'range' }>;

function proposeNumber(axis: RangeAxis, split: Split<AxisValue>, random: RandomStream): AxisValue {
  const { from, to, log } = axis;
  const place = (value: number): number =>
    log ? (exactLog(value) - exactLog(from)) / (exactLog(to) - exactLog(from)) : (value - from) / (to - from);
  const value = (at: number): number =>
    log ? exactExp(exactLog(from) + at * (exactLog(to) - exactLog(from))) : from + at * (to - from);
  const near = kernels(split.good.map((each) => place(Number(each))));
  const far = kernels(split.rest.map((each) => place(Number(each))));
  let best = { at: 0.5, ratio: Number.NEGATIVE_INFINITY };
  for (let draw = 0; draw < CANDIDATES; draw += 1) {
    const at = drawFrom(near, random);
    const ratio = density(near, at) / density(far, at);
    if (ratio > best.ratio) best = { at, ratio };
  }
  return Math.min(to, Math.max(from, Number(value(best.at).toPrecision(DIGITS))));
}

interface Kernels {
  readonly centres: readonly number[];
  readonly width: number;
}

/** A bell around each point, as wide as the points are far apart on average, and an even part over the range. */
const kernels = (centres: readonly number[]): Kernels => ({
  centres,
  width: Math.max(0.02, 1 / (1 + centres.length)),
});

function drawFrom({ centres, width }: Kernels, random: RandomStream): number {
  const at = random.integer(centres.length + 1);
  const centre = centres[at];
  if (centre === undefined) return random.uniform();
  // The open interval: a quantile of 0 has no value.
  const bell = normalQuantile(Math.max(1e-12, random.uniform()));
  return Math.min(1, Math.max(0, centre + width * bell));
}

function density({ centres, width }: Kernels, at: number): number {
  let sum = 1;
  for (const centre of centres) {
    const z = (at - centre) / width;
    sum += exactExp((-z * z) / 2) / (width * Math.sqrt(2 * Math.PI));
  }
  return sum / (centres.length + 1);
}
