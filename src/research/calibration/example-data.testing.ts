import { type ForecastRow, type ForecastSample, forecastSample } from './forecast-sample.js';

/** Rows of games that have one row each. */
export const rowsOf = (p: readonly number[], y: readonly number[]): readonly ForecastRow[] =>
  p.map((probability, i) => ({ probability, outcome: y[i] as number, game: `game ${i}`, contract: null }));

export const sampleOf = (p: readonly number[], y: readonly number[]): ForecastSample =>
  forecastSample(rowsOf(p, y), 'row');

const repeated = (p: number, hits: number, rows: number): readonly (readonly [number, number])[] =>
  Array.from({ length: rows }, (_, i) => [p, i < hits ? 1 : 0] as const);

/** Forecasts that repeat: `[forecast, hits, rows]`. */
export function countsSample(counts: readonly (readonly [number, number, number])[]): ForecastSample {
  const rows = counts.flatMap(([p, hits, n]) => repeated(p, hits, n));
  return sampleOf(
    rows.map(([p]) => p),
    rows.map(([, y]) => y),
  );
}

/** 30 rows at three forecasts; its figures were computed with numpy and R. */
export const EXAMPLE_A = countsSample([
  [0.1, 1, 10],
  [0.4, 3, 10],
  [0.7, 8, 10],
]);

/** 12 rows with ties; its figures were computed with numpy and scipy. */
export const EXAMPLE_B = sampleOf(
  [0.1, 0.2, 0.2, 0.3, 0.4, 0.5, 0.5, 0.6, 0.7, 0.8, 0.9, 0.9],
  [0, 0, 1, 0, 1, 0, 1, 1, 0, 1, 1, 1],
);
