import { inverseMatrix, type Matrix, matrixTimes } from './linear-system.js';

/** A logistic regression to be fitted: logit P = offset + Σ coefficient x column. All of length n. */
export interface LogisticTask {
  readonly columns: readonly Float64Array[];
  readonly offset?: Float64Array;
  /** 0..1; between the two for smoothed targets. */
  readonly target: ArrayLike<number>;
  readonly weight: Float64Array;
}

export interface LogisticFit {
  readonly coefficients: readonly number[];
  readonly logLikelihood: number;
  /** Inverse of the information: the covariance if rows were independent. */
  readonly covariance: Matrix;
  /** Fitted probability of each row. */
  readonly fitted: Float64Array;
}

const ITERATIONS = 100;
const HALVINGS = 40;
/** Newton's decrement a unit of weight: from the first on, a few full steps finish; above the second after them, there is no maximum. */
const NEAR = 1e-10;
const DONE = 1e-20;
const LAST_STEPS = 3;

/** 1 / (1 + e^-x) without overflow. */
export const logistic = (x: number): number =>
  x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));

export const logOdds = (p: number): number => Math.log(p) - Math.log1p(-p);

/** ln(1 + e^x) without overflow. */
const softplus = (x: number): number => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));

/**
 * Maximum likelihood by Newton's method with step halving. `null` where there is none: the columns separate
 * the outcomes, or say the same.
 */
export function logisticFit(task: LogisticTask): LogisticFit | null {
  const total = task.weight.reduce((sum, weight) => sum + weight, 0);
  let coefficients = task.columns.map(() => 0);
  let last = 0;
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const { gradient, covariance, fitted } = derivatives(task, coefficients);
    if (covariance === null) return null;
    const step = matrixTimes(covariance, gradient);
    const decrement = step.reduce((sum, value, i) => sum + value * (gradient[i] as number), 0);
    if (last === LAST_STEPS || step.length === 0) {
      const found = decrement <= DONE * total;
      return found
        ? { coefficients, logLikelihood: logLikelihood(task, coefficients), covariance, fitted }
        : null;
    }
    if (!(decrement >= 0)) return null;
    const near = decrement < NEAR * total;
    const next = near ? moved(coefficients, step, 1) : improved(task, coefficients, step);
    if (next === null) return null;
    if (near) last += 1;
    coefficients = next;
  }
  return null;
}

const moved = (from: readonly number[], step: readonly number[], size: number): number[] =>
  from.map((value, i) => value + size * (step[i] as number));

/** The full step, or the largest half of it that raises the likelihood; `null` = none does. */
function improved(task: LogisticTask, from: readonly number[], step: readonly number[]): number[] | null {
  const likelihood = logLikelihood(task, from);
  let size = 1;
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const next = moved(from, step, size);
    if (logLikelihood(task, next) > likelihood) return next;
    size /= 2;
  }
  return null;
}

function linear(task: LogisticTask, coefficients: readonly number[], row: number): number {
  let sum = task.offset?.[row] ?? 0;
  for (let k = 0; k < coefficients.length; k += 1) {
    sum += (coefficients[k] as number) * (task.columns[k]?.[row] as number);
  }
  return sum;
}

function logLikelihood(task: LogisticTask, coefficients: readonly number[]): number {
  let total = 0;
  for (let i = 0; i < task.weight.length; i += 1) {
    const x = linear(task, coefficients, i);
    const target = task.target[i] as number;
    total -= (task.weight[i] as number) * (target * softplus(-x) + (1 - target) * softplus(x));
  }
  return total;
}

function derivatives(task: LogisticTask, coefficients: readonly number[]) {
  const size = coefficients.length;
  const gradient = new Array<number>(size).fill(0);
  const information = coefficients.map(() => new Array<number>(size).fill(0));
  const fitted = new Float64Array(task.weight.length);
  for (let i = 0; i < fitted.length; i += 1) {
    const p = logistic(linear(task, coefficients, i));
    const weight = task.weight[i] as number;
    fitted[i] = p;
    for (let j = 0; j < size; j += 1) {
      const x = task.columns[j]?.[i] as number;
      gradient[j] = (gradient[j] as number) + weight * x * ((task.target[i] as number) - p);
      const row = information[j] as number[];
      for (let k = 0; k < size; k += 1) {
        row[k] = (row[k] as number) + weight * x * (task.columns[k]?.[i] as number) * p * (1 - p);
      }
    }
  }
  return { gradient, covariance: inverseMatrix(information), fitted };
}
