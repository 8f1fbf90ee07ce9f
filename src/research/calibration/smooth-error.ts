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
  const residuals = filled(onGrid(sample, grid, (p, y) => p - y));
  const density = filled(onGrid(sample, grid, () => 1));
  let above = 0;
  let below = 0;
  for (let j = 0; j < mesh; j += 1) {
    const position = (j / (mesh - 1)) * (grid - 1);
    above += Math.abs(smoothedAt(residuals, kernel, position));
    below += smoothedAt(density, kernel, position) + DENSITY_FLOOR / sample.rows;
  }
  return above / below;
}

/** The grid points that hold something. */
interface Filled {
  readonly at: readonly number[];
  readonly values: readonly number[];
  /** The last point of the grid. */
  readonly last: number;
}

function filled(grid: Float64Array): Filled {
  const at = [...grid.keys()].filter((i) => grid[i] !== 0);
  return { at, values: at.map((i) => grid[i] as number), last: grid.length - 1 };
}

/** The smoothed values at `position` on the grid, by a line between the two points beside it. */
function smoothedAt(input: Filled, kernel: Float64Array, position: number): number {
  const at = Math.min(input.last - 1, Math.floor(position));
  const share = position - at;
  return (1 - share) * smoothed(input, kernel, at) + share * smoothed(input, kernel, at + 1);
}

/** Every filled point and its reflections at both ends, which are not repeated. Beyond the kernel is nothing. */
function smoothed({ at: points, values, last }: Filled, kernel: Float64Array, at: number): number {
  let sum = 0;
  for (let i = 0; i < points.length; i += 1) {
    const point = points[i] as number;
    const direct = kernel[Math.abs(at - point)] ?? 0;
    const left = point > 0 ? (kernel[at + point] ?? 0) : 0;
    const right = point < last ? (kernel[2 * last - at - point] ?? 0) : 0;
    sum += (values[i] as number) * (direct + left + right);
  }
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
