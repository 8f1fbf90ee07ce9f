import { describe, expect, it } from 'vitest';
import { type RandomStream, randomStream } from '../../engine/random.js';
import type { AxisValue, SweepAxis } from './sweep-axes.js';
import { type Observation, proposeValues } from './tree-parzen.js';

const AXES: readonly SweepAxis[] = [
  { kind: 'range', key: 'x', from: 0, to: 1, log: false },
  { kind: 'range', key: 'y', from: 0.001, to: 1, log: true },
  { kind: 'list', key: 'z', values: ['a', 'b', 'c'] },
];

/** Best at x 0.3, y 0.01, z b; 0 there. */
const scoreOf = ([x, y, z]: readonly AxisValue[]): number =>
  -Math.abs(Number(x) - 0.3) - Math.abs(Math.log10(Number(y)) + 2) / 3 - (z === 'b' ? 0 : 0.5);

const streams = (seed: number, round: number): ((axis: SweepAxis) => RandomStream) => {
  const known = new Map<string, RandomStream>();
  return ({ key }) => {
    const stream =
      known.get(key) ?? randomStream({ seed, strategy: 'test', market: '', purpose: `${round} ${key}` });
    known.set(key, stream);
    return stream;
  };
};

function searched(seed: number, learns: boolean): number {
  const made: Observation[] = [];
  for (let round = 0; round < 60; round += 1) {
    const from = learns && round >= 15 ? made : [];
    const values = proposeValues(AXES, from, streams(seed, round));
    made.push({ values, score: scoreOf(values) });
  }
  return Math.max(...made.map(({ score }) => score ?? 0));
}

describe('tree-structured Parzen estimators', () => {
  it('come nearer to the best than draws do, with as many trials', () => {
    const seeds = Array.from({ length: 20 }, (_, i) => i + 1);
    const nearer = seeds.filter((seed) => searched(seed, true) > searched(seed, false)).length;
    // A coin would win 15 or more of 20 in 2 % of the cases.
    expect(nearer).toBeGreaterThanOrEqual(15);
  });

  it('propose the same from the same trials and seed, and within their ranges', () => {
    const made = [0.1, 0.2, 0.9].map((x) => ({ values: [x, 0.01, 'b'], score: -x }));
    const one = proposeValues(AXES, made, streams(1, 1));
    expect(proposeValues(AXES, made, streams(1, 1))).toEqual(one);
    for (let round = 0; round < 200; round += 1) {
      const [x, y, z] = proposeValues(AXES, made, streams(2, round));
      expect(Number(x)).toBeGreaterThanOrEqual(0);
      expect(Number(x)).toBeLessThanOrEqual(1);
      expect(Number(y)).toBeGreaterThanOrEqual(0.001);
      expect(Number(y)).toBeLessThanOrEqual(1);
      expect(['a', 'b', 'c']).toContain(z);
    }
  });

  it('take a trial that never traded for worse than any loss', () => {
    const idle = Array.from({ length: 30 }, (_, i) => ({ values: [i / 30, 0.01, 'a'], score: null }));
    const losing = Array.from({ length: 10 }, (_, i) => ({ values: [0.5, 0.01, 'c'], score: -1 - i }));
    const choices = Array.from(
      { length: 40 },
      (_, round) => proposeValues(AXES, [...idle, ...losing], streams(3, round))[2],
    );
    expect(choices.filter((choice) => choice === 'c').length).toBeGreaterThan(30);
  });
});
