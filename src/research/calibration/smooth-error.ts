const FEWEST_MESH_POINTS = 200;
const FEWEST_GRID_POINTS = 2000;
/** Added to the density of the rows, as relplot does. */
const DENSITY_FLOOR = 1e-4;
const SMALLEST_WIDTH = 0.001;
const BISECTIONS = 10;
/** Beyond this many standard deviations the kernel is below the last bit of what it is added to. */
const KERNEL_REACH = 9;

/** What of a sample is read here; `outcome` may be the mean of pooled rows. */
export interface SmoothInput {
  readonly probability: ArrayLike<number>;
  readonly outcome: ArrayLike<number>;
  readonly weight: ArrayLike<number>;
  readonly totalWeight: number;
  readonly rows: number;
}

/** Smooth calibration error and the kernel width at which it was read. */
export interface SmoothError {
  readonly smoothEce: number;
  readonly width: number;
}

/**
 * smECE: mean absolute residual smoothed by a reflected Gaussian kernel, whose width is the smallest, by
 * bisection, that is no less than the error it gives. No bins to choose. Source: Błasiok and Nakkiran,
 * "Smooth ECE" (arXiv 2309.12236); grid, mesh and search as in their package relplot.
 */
export function smoothError(sample: SmoothInput): SmoothError {
  let above = 1;
  let below = 0;
  for (let step = 0; step < BISECTIONS; step += 1) {
    const middle = (above + below) / 2;
    if (middle < SMALLEST_WIDTH || middle < errorAt(sample, middle)) below = middle;
    else above = middle;
  }
  return { smoothEce: errorAt(sample, above), width: above };
}

/** Absolute smoothed residuals over smoothed rows, both summed over an even mesh on [0, 1]. */
function errorAt(sample: SmoothInput, width: number): number {
  const grid = Math.floor(Math.max(FEWEST_GRID_POINTS, Math.round(20 / width)) / 2) + 1;
  const mesh = Math.max(FEWEST_MESH_POINTS, Math.round(10 / width));
  const kernel = halfKernel(width, grid);
  const filled = filledPoints(
    onGrid(sample, grid, (p, y) => p - y),
    onGrid(sample, grid, () => 1),
  );
  let above = 0;
  let below = 0;
  for (let j = 0; j < mesh; j += 1) {
    const { residual, density } = smoothedAt(filled, kernel, (j / (mesh - 1)) * (grid - 1));
    above += Math.abs(residual);
    below += density + DENSITY_FLOOR / sample.rows;
  }
  return above / below;
}

/** The grid points that hold rows, ascending. All of length n. */
interface FilledPoints {
  readonly at: Int32Array;
  readonly residuals: Float64Array;
  readonly densities: Float64Array;
  /** The last point of the grid. */
  readonly last: number;
}

function filledPoints(residuals: Float64Array, densities: Float64Array): FilledPoints {
  const at = Int32Array.from([...densities.keys()].filter((i) => densities[i] !== 0));
  const pick = (values: Float64Array): Float64Array => Float64Array.from(at, (i) => values[i] as number);
  return { at, residuals: pick(residuals), densities: pick(densities), last: densities.length - 1 };
}

/**
 * Residuals and rows smoothed at `position` on the grid, by a line between the two points beside it. Every filled
 * point counts with its reflections at both ends, which are not repeated; beyond the kernel is nothing.
 */
function smoothedAt(filled: FilledPoints, kernel: Float64Array, position: number) {
  const { at, residuals, densities, last } = filled;
  const here = Math.min(last - 1, Math.floor(position));
  const share = position - here;
  let residual = 0;
  let density = 0;
  for (let i = 0; i < at.length; i += 1) {
    const point = at[i] as number;
    const weight =
      (1 - share) * kernelWeight(kernel, here, { point, last }) +
      share * kernelWeight(kernel, here + 1, { point, last });
    residual += (residuals[i] as number) * weight;
    density += (densities[i] as number) * weight;
  }
  return { residual, density };
}

function kernelWeight(
  kernel: Float64Array,
  at: number,
  { point, last }: { readonly point: number; readonly last: number },
): number {
  const direct = Math.abs(at - point);
  const left = at + point;
  const right = 2 * last - left;
  const reach = kernel.length;
  let sum = direct < reach ? (kernel[direct] as number) : 0;
  if (point > 0 && left < reach) sum += kernel[left] as number;
  if (point < last && right < reach) sum += kernel[right] as number;
  return sum;
}

/** A value a row, each shared between the two grid points beside its forecast. Their sum is the weighted mean. */
function onGrid(
  sample: SmoothInput,
  points: number,
  rowValue: (probability: number, outcome: number) => number,
): Float64Array {
  const values = new Float64Array(points);
  for (let i = 0; i < sample.probability.length; i += 1) {
    const p = sample.probability[i] as number;
    const at = Math.min(points - 2, Math.floor(p * (points - 1)));
    const share = p * (points - 1) - at;
    const weight = (sample.weight[i] as number) / sample.totalWeight;
    const value = weight * rowValue(p, sample.outcome[i] as number);
    values[at] = (values[at] as number) + (1 - share) * value;
    values[at + 1] = (values[at + 1] as number) + share * value;
  }
  return values;
}

/** The Gaussian density at 0, 1, 2, ... grid steps, at most half the grid away. */
function halfKernel(width: number, points: number): Float64Array {
  const scale = 1 / (Math.sqrt(2 * Math.PI) * width);
  const reach = Math.min(Math.floor(points / 2), Math.ceil(KERNEL_REACH * width * points));
  return Float64Array.from({ length: reach + 1 }, (_, k) => {
    const offset = k / (points - 1);
    return scale * Math.exp((-offset * offset) / (2 * width * width));
  });
}
