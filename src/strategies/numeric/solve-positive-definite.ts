import { assert } from '../../engine/assert.js';

/**
 * Solves A x = b for a symmetric positive definite A by Cholesky's decomposition.
 *
 * @param matrix A, n rows of length n; the lower triangle is read.
 * @param right b, length n.
 * @throws ASSERT_INVARIANT where A is not positive definite.
 */
export function solvePositiveDefinite(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const lower = decompose(matrix);
  const size = right.length;
  const solution = Float64Array.from(right);
  for (let row = 0; row < size; row += 1) {
    const values = rowOf(lower, row);
    for (let column = 0; column < row; column += 1)
      subtract(solution, row, at(values, column) * at(solution, column));
    solution[row] = at(solution, row) / at(values, row);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    for (let below = row + 1; below < size; below += 1) {
      subtract(solution, row, at(rowOf(lower, below), row) * at(solution, below));
    }
    solution[row] = at(solution, row) / at(rowOf(lower, row), row);
  }
  return solution;
}

function decompose(matrix: readonly Float64Array[]): readonly Float64Array[] {
  const lower = matrix.map((row) => new Float64Array(row.length));
  for (let row = 0; row < matrix.length; row += 1) {
    const values = rowOf(lower, row);
    for (let column = 0; column <= row; column += 1) {
      const other = rowOf(lower, column);
      let rest = at(rowOf(matrix, row), column);
      for (let index = 0; index < column; index += 1) rest -= at(values, index) * at(other, index);
      if (column < row) {
        values[column] = rest / at(other, column);
        continue;
      }
      assert(rest > 0, 'a matrix is positive definite');
      values[row] = Math.sqrt(rest);
    }
  }
  return lower;
}

const EMPTY = new Float64Array(0);
const rowOf = (matrix: readonly Float64Array[], row: number): Float64Array => matrix[row] ?? EMPTY;
const at = (values: Float64Array, index: number): number => values[index] ?? Number.NaN;

function subtract(values: Float64Array, index: number, amount: number): void {
  values[index] = at(values, index) - amount;
}
