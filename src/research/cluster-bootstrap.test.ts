import { describe, expect, it } from 'vitest';
import { randomStream } from '../engine/random.js';
import { clusterBootstrap, drawClusters, sortedQuantile } from './cluster-bootstrap.js';

const stream = (seed: number) => randomStream({ seed, strategy: 'test', market: '', purpose: 'bootstrap' });
const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

/** Law school data of Efron and Tibshirani (1993), table 3.1: LSAT and GPA of 15 schools. */
const SCHOOLS: readonly (readonly [number, number])[] = [
  [576, 3.39],
  [635, 3.3],
  [558, 2.81],
  [578, 3.03],
  [666, 3.44],
  [580, 3.07],
  [555, 3.0],
  [661, 3.43],
  [651, 3.36],
  [605, 3.13],
  [653, 3.12],
  [575, 2.74],
  [545, 2.76],
  [572, 2.88],
  [594, 2.96],
];

function correlation(sample: readonly (readonly [number, number])[]): number {
  const meanX = mean(sample.map(([x]) => x));
  const meanY = mean(sample.map(([, y]) => y));
  const sum = (f: (x: number, y: number) => number): number =>
    sample.reduce((total, [x, y]) => total + f(x - meanX, y - meanY), 0);
  return sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y));
}

describe('clusterBootstrap', () => {
  it('reproduces the standard error of the law school data and corrects its bias', () => {
    const draws = drawClusters(SCHOOLS.length, 20_000, stream(1));
    const result = clusterBootstrap(SCHOOLS, correlation, { draws });
    expect(result?.estimate).toBeCloseTo(0.776, 3);
    // Published: bootstrap standard error .132 to .135 (Efron and Tibshirani 1993, table 6.1).
    expect(result?.standardError).toBeCloseTo(0.134, 2);
    // The estimate is biased downwards and its errors are skew: BCa moves both ends to the left.
    expect(result?.bca?.low).toBeLessThan(result?.percentile.low ?? 0);
    expect(result?.bca?.high).toBeLessThan(result?.percentile.high ?? 0);
  });

  it('covers the true mean about as often as it says', () => {
    const normals = stream(7);
    let covered = 0;
    for (let world = 0; world < 300; world += 1) {
      const games = Array.from({ length: 50 }, () => normals.normal());
      const draws = drawClusters(50, 400, stream(1000 + world));
      const interval = clusterBootstrap(games, mean, { draws })?.bca;
      if (interval && interval.low <= 0 && interval.high >= 0) covered += 1;
    }
    // 95 % of 300 is 285, standard deviation 3.8; a bootstrap of 50 runs a little narrow.
    expect(covered).toBeGreaterThan(265);
    expect(covered).toBeLessThan(298);
  });

  it('draws whole clusters: copies of a trade within a game narrow nothing', () => {
    const values = [1, -2, 3, 0, 2, -1, 4, -3];
    const draws = drawClusters(values.length, 500, stream(3));
    const pooled = (sample: readonly (readonly number[])[]): number => mean(sample.flat());
    const once = clusterBootstrap(
      values.map((v) => [v]),
      pooled,
      { draws },
    );
    const often = clusterBootstrap(
      values.map((v) => [v, v, v, v]),
      pooled,
      { draws },
    );
    expect(often?.standardError).toBeCloseTo(once?.standardError ?? 0, 12);
  });

  it('respects a monotone transformation of the statistic', () => {
    const draws = drawClusters(SCHOOLS.length, 4_001, stream(2));
    const plain = clusterBootstrap(SCHOOLS, correlation, { draws })?.percentile;
    const fisher = clusterBootstrap(SCHOOLS, (s) => Math.atanh(correlation(s)), { draws })?.percentile;
    expect(Math.tanh(fisher?.low ?? 0)).toBeCloseTo(plain?.low ?? 0, 4);
    expect(Math.tanh(fisher?.high ?? 0)).toBeCloseTo(plain?.high ?? 0, 4);
  });

  it('gives the same numbers for the same seed and others for another', () => {
    const values = [1, -2, 3, 0, 2.5, -1];
    const run = (seed: number) =>
      clusterBootstrap(values, mean, { draws: drawClusters(6, 200, stream(seed)) });
    expect(run(1)).toEqual(run(1));
    expect(run(1)?.standardError).not.toBe(run(2)?.standardError);
  });

  it('has no interval for four games, and no BCa where every game is the same', () => {
    const four = drawClusters(4, 100, stream(1));
    expect(clusterBootstrap([1, 2, 3, 4], mean, { draws: four })).toBeNull();
    const six = drawClusters(6, 100, stream(1));
    expect(clusterBootstrap([1, 1, 1, 1, 1, 1], mean, { draws: six })?.bca).toBeNull();
  });

  it('interpolates quantiles linearly', () => {
    expect(sortedQuantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(sortedQuantile([1, 2, 3, 4], 0)).toBe(1);
    expect(sortedQuantile([1, 2, 3, 4], 1)).toBe(4);
  });
});
