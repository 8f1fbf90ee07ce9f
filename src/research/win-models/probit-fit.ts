import { normalCdf } from '../../engine/exact-math.js';
import { inverseMatrix, matrixTimes } from '../calibration/linear-system.js';

/** A probit regression without intercept to be fitted: P = Φ(Σ coefficient x column). All of length n. */
export interface ProbitTask {
  readonly columns: readonly Float64Array[];
  /** 0 or 1. */
  readonly target: Uint8Array;
  readonly weight: Float64Array;
}

const ITERATIONS = 60;
/** A step below this part of the coefficients ends the fit. */
const DONE = 1e-10;
/** Beyond this many deviations a probability is taken as at it, so that no weight is a division by zero. */
const SURE = 6;

/** Maximum likelihood by Fisher scoring; `null` where it does not settle: the columns separate the outcomes. */
export function probitFit(task: ProbitTask): readonly number[] | null {
  let coefficients: readonly number[] = task.columns.map(() => 0);
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const { gradient, information } = derivatives(task, coefficients);
    const covariance = inverseMatrix(information);
    if (covariance === null) return null;
    const step = matrixTimes(covariance, gradient);
    if (!step.every(Number.isFinite)) return null;
    coefficients = coefficients.map((value, i) => value + (step[i] as number));
    const size = Math.max(...coefficients.map(Math.abs));
    if (step.every((value) => Math.abs(value) <= DONE * size)) return coefficients;
  }
  return null;
}

function derivatives({ columns, target, weight }: ProbitTask, coefficients: readonly number[]) {
  const size = columns.length;
  const gradient = new Float64Array(size);
  const information = columns.map(() => new Float64Array(size));
  for (let row = 0; row < weight.length; row += 1) {
    let z = 0;
    for (let i = 0; i < size; i += 1) z += (columns[i]?.[row] as number) * (coefficients[i] as number);
    const at = Math.min(SURE, Math.max(-SURE, z));
    const p = normalCdf(at);
    const density = Math.exp((-at * at) / 2) / Math.sqrt(2 * Math.PI);
    const slope = ((weight[row] as number) * density) / (p * (1 - p));
    for (let i = 0; i < size; i += 1) {
      const x = slope * (columns[i]?.[row] as number);
      gradient[i] = (gradient[i] as number) + x * ((target[row] as number) - p);
      const line = information[i] as Float64Array;
      for (let j = 0; j <= i; j += 1) {
        line[j] = (line[j] as number) + x * density * (columns[j]?.[row] as number);
      }
    }
  }
  return {
    gradient,
    information: information.map((line, i) => columns.map((_, j) => mirrored(information, line, [i, j]))),
  };
}

/** The half above the diagonal is that below it. */
const mirrored = (
  rows: readonly Float64Array[],
  line: Float64Array,
  [i, j]: readonly [number, number],
): number => (j <= i ? line[j] : rows[j]?.[i]) ?? Number.NaN;
