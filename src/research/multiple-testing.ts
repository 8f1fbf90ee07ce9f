/** Indices of `values` in ascending order of value; equal ones keep their order. */
const ascending = (values: readonly number[]): readonly number[] =>
  values.map((_, i) => i).sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);

/**
 * Holm's adjusted p-values, in the order given: the chance of one false alarm in all tests stays below the
 * level (Holm 1979).
 */
export function holmAdjusted(pValues: readonly number[]): readonly number[] {
  const adjusted = [...pValues];
  let largest = 0;
  ascending(pValues).forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * (pValues[index] as number)));
    adjusted[index] = largest;
  });
  return adjusted;
}

/** Benjamini and Hochberg's adjusted p-values, in the order given: the share of false alarms among the alarms stays below the level (1995). */
export function benjaminiHochbergAdjusted(pValues: readonly number[]): readonly number[] {
  const adjusted = [...pValues];
  const order = ascending(pValues);
  let smallest = 1;
  for (let rank = order.length; rank >= 1; rank -= 1) {
    const index = order[rank - 1] as number;
    smallest = Math.min(smallest, ((pValues[index] as number) * pValues.length) / rank);
    adjusted[index] = smallest;
  }
  return adjusted;
}
