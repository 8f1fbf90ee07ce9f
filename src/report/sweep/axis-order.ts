type Value = string | number | boolean;

/** The distinct values of an axis: numbers by size, then truth values and words by their letters. */
export function axisOrder(values: readonly Value[]): readonly Value[] {
  const distinct = [...new Set(values)];
  const numbers = distinct.filter((value) => typeof value === 'number').sort((a, b) => a - b);
  const words = distinct.filter((value) => typeof value !== 'number');
  return [...numbers, ...words.sort((a, b) => (String(a) < String(b) ? -1 : 1))];
}
