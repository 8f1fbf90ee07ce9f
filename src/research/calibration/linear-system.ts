/** A square matrix, row by row. */
export type Matrix = readonly (readonly number[])[];

/** Inverse by Gauss and Jordan with pivoting; `null` where the matrix is singular. For the few parameters of a fit. */
export function inverseMatrix(matrix: Matrix): Matrix | null {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let column = 0; column < size; column += 1) {
    const pivot = largestRow(rows, column);
    const [chosen, other] = [rows[pivot], rows[column]];
    if (chosen === undefined || other === undefined) return null;
    rows[pivot] = other;
    const head = chosen[column] as number;
    if (!(Math.abs(head) > 1e-300)) return null;
    const scaled = chosen.map((value) => value / head);
    rows.forEach((row, i) => {
      const factor = row[column] as number;
      rows[i] = i === column ? scaled : row.map((value, j) => value - factor * (scaled[j] as number));
    });
  }
  return rows.map((row) => row.slice(size));
}

function largestRow(rows: readonly (readonly number[])[], column: number): number {
  let best = column;
  for (let i = column + 1; i < rows.length; i += 1) {
    if (Math.abs(rows[i]?.[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0)) best = i;
  }
  return best;
}

export const matrixTimes = (matrix: Matrix, vector: ArrayLike<number>): number[] =>
  matrix.map((row) => row.reduce((sum, value, i) => sum + value * (vector[i] as number), 0));

export const matrixProduct = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) =>
    (b[0] ?? []).map((_, j) => row.reduce((sum, value, k) => sum + value * (b[k]?.[j] as number), 0)),
  );
