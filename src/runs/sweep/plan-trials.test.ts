import { describe, expect, it } from 'vitest';
import { parseConfigText } from '../../config/config-file.js';
import { strategyNamed } from '../../strategies/registry.js';
import { planTrials } from './plan-trials.js';
import { readAxes } from './sweep-axes.js';
import type { SweepFile } from './sweep-file.js';

const BASE = parseConfigText('strategy = "favourite-dip"\ndata.dataset = "week"', 'run.toml');
const LOADED = { module: strategyNamed('favourite-dip'), sha256: null };
const sweepOf = (axes: string, search: SweepFile['search'] = { method: 'grid' }): SweepFile => ({
  file: 'sweep.toml',
  base: BASE,
  baseFile: 'run.toml',
  axes: readAxes(parseConfigText(axes, 'sweep.toml'), 'sweep.toml'),
  search,
});
const valuesOf = (sweep: SweepFile) => planTrials(sweep, LOADED).map(({ values }) => values);
const random = (trials: number, seed = 1): SweepFile['search'] => ({ method: 'random', trials, seed });

describe('a grid', () => {
  it('is every combination, the last axis first, ranges with both ends', () => {
    const axes = `
      parameters.entry.dipRelativeMin = { from = 0.1, to = 0.3, step = 0.1 }
      parameters.exit.takeProfit = [0.2, "off"]`;
    expect(valuesOf(sweepOf(axes))).toEqual([
      [0.1, 0.2],
      [0.1, 'off'],
      [0.2, 0.2],
      [0.2, 'off'],
      [0.3, 0.2],
      [0.3, 'off'],
    ]);
  });

  it('counts settings that come to one configuration once', () => {
    const axes = 'risk.perOrderUsd = [25, 30]\nparameters.baseline.policy = ["opening"]';
    expect(valuesOf(sweepOf(axes))).toHaveLength(2);
    const [one, other] = planTrials(sweepOf('risk.perOrderUsd = [25, 30]'), LOADED);
    expect(one?.configHash).not.toBe(other?.configHash);
    const written = {
      ...sweepOf('risk.perOrderUsd = [25, 30]'),
      base: { ...BASE, risk: { perOrderUsd: 25 } },
    };
    expect(planTrials(written, LOADED)[0]?.configHash).toBe(one?.configHash);
  });
});

describe('a random search', () => {
  const axes = `
    parameters.entry.dipRelativeMin = { from = 0.01, to = 0.3, log = true }
    parameters.entry.confidenceMin = { from = 0.4, to = 0.8 }`;

  it('draws within its ranges, alike for one seed and otherwise for another', () => {
    const drawn = valuesOf(sweepOf(axes, random(300)));
    expect(drawn).toHaveLength(300);
    expect(drawn.every(([dip]) => Number(dip) >= 0.01 && Number(dip) <= 0.3)).toBe(true);
    expect(drawn.every(([, least]) => Number(least) >= 0.4 && Number(least) <= 0.8)).toBe(true);
    // Half of the draws lie below the geometric mean, sqrt(0.01 x 0.3) = 0.0548; binomial, 5 sigma.
    const below = drawn.filter(([dip]) => Number(dip) < Math.sqrt(0.01 * 0.3)).length;
    expect(Math.abs(below - 150)).toBeLessThan(43);
    expect(valuesOf(sweepOf(axes, random(300)))).toEqual(drawn);
    expect(valuesOf(sweepOf(axes, random(300, 2)))).not.toEqual(drawn);
  });

  it('leaves the draws of an axis alone when another is added', () => {
    const [first = ''] = axes.trim().split('\n');
    const alone = valuesOf(sweepOf(first, random(20))).map(([dip]) => dip);
    expect(valuesOf(sweepOf(axes, random(20))).map(([dip]) => dip)).toEqual(alone);
  });
});

describe('a sweep is refused', () => {
  it.each([
    ['parameters.entry.dipMin = [0.1]', 'dipMin'],
    ['parameters.entry.dipRelativeMin = [0.1, 15]', 'parameters.entry.dipRelativeMin: Too big'],
    ['data.dataset = ["a", "b"]', 'axes.data.dataset: a sweep replays one selection'],
    ['risk.perOrderUsd = []', 'axes.risk.perOrderUsd: '],
    ['risk.perOrderUsd = [25, 25]', 'axes.risk.perOrderUsd: 25 stands there twice'],
    ['risk.perOrderUsd = { from = 30, to = 20, step = 1 }', 'axes.risk.perOrderUsd.to: more than from'],
    ['risk.perOrderUsd = { from = 0, to = 20, log = true }', 'axes.risk.perOrderUsd.from: above 0'],
    ['risk.perOrderUsd = { from = 20, to = 30, steps = 1 }', 'axes.risk.perOrderUsd: '],
    ['risk.perOrderUsd = { from = 20, to = 30 }', 'a range without step has no grid'],
    ['risk.perOrderUsd = 20', 'axes.risk.perOrderUsd: '],
    ['seed = { from = 1, to = 9999, step = 1 }\nrisk.openMarkets = [1, 2]', 'a grid of 19998 trials'],
    ['', 'names nothing to sweep'],
  ])('%s', (axes, message) => {
    expect(() => planTrials(sweepOf(axes), LOADED)).toThrow(message);
  });
});
