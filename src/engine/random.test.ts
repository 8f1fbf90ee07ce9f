import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RandomKey, randomStream } from './random.js';

const KEY: RandomKey = { seed: 7, strategy: 'dip', market: 'nba-1', purpose: 'entry' };
const take = (key: RandomKey, count: number): number[] => {
  const stream = randomStream(key);
  return Array.from({ length: count }, () => stream.uniform());
};

describe('a random stream', () => {
  it('depends on its key alone, however streams interleave', () => {
    const alone = take(KEY, 9);
    const stream = randomStream(KEY);
    const other = randomStream({ ...KEY, market: 'nba-2' });
    const interleaved = Array.from({ length: 9 }, (_, step) => {
      for (let extra = 0; extra < step; extra += 1) other.normal();
      return stream.uniform();
    });
    expect(interleaved).toEqual(alone);
  });

  it('changes with every part of its key and with where one part ends', () => {
    const keys: RandomKey[] = [
      KEY,
      { ...KEY, seed: 8 },
      { ...KEY, strategy: 'dap' },
      { ...KEY, market: 'nba-2' },
      { ...KEY, purpose: 'exit' },
      { seed: 7, strategy: 'd', market: 'ipnba-1', purpose: 'entry' },
      { seed: 7, strategy: 'dip', market: 'nba-', purpose: '1entry' },
    ];
    expect(new Set(keys.map((key) => take(key, 1)[0])).size).toBe(keys.length);
    expect(take({ ...KEY, seed: '7' }, 3)).toEqual(take(KEY, 3));
  });

  it('is uniform: sixteen bins pass a chi-squared test at 1 in 10 000', () => {
    const bins = new Array<number>(16).fill(0);
    for (const value of take(KEY, 16_000)) {
      expect(value >= 0 && value < 1).toBe(true);
      const bin = Math.floor(value * 16);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    const statistic = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(statistic).toBeLessThan(44.3); // chi-squared, 15 degrees of freedom, 0.9999
  });

  it('has integers below the bound without modulo bias', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (below) => {
        const value = randomStream({ ...KEY, seed: below }).integer(below);
        expect(Number.isInteger(value) && value >= 0 && value < below).toBe(true);
      }),
    );
    // Modulo of 53 bits would hit the lower half of 3 x 2^51 twice as often: mean 0.417 instead of 0.5.
    const below = 3 * 2 ** 51;
    const stream = randomStream(KEY);
    let sum = 0;
    for (let draw = 0; draw < 10_000; draw += 1) sum += stream.integer(below) / below;
    expect(Math.abs(sum / 10_000 - 0.5)).toBeLessThan(4 * 0.00289);
    expect(() => stream.integer(0)).toThrow(/bound of 1 or more/);
    expect(() => stream.integer(1.5)).toThrow(/bound of 1 or more/);
  });

  it('has normal deviates with mean 0, variance 1 and kurtosis 3', () => {
    const stream = randomStream(KEY);
    const values = Array.from({ length: 20_000 }, () => stream.normal());
    const moment = (power: number): number => values.reduce((sum, value) => sum + value ** power, 0) / 20_000;
    expect(Math.abs(moment(1))).toBeLessThan(4 / Math.sqrt(20_000));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / 20_000));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / 20_000));
  });

  // From an independent implementation: Python's hashlib and a Philox on its big integers.
  it('has the same bits in another language', () => {
    expect(take(KEY, 4)).toEqual([
      0.5895049573080745, 0.516761846423481, 0.2534141635501085, 0.5254680686006445,
    ]);
  });
});
