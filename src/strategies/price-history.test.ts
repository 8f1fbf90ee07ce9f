import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marketIndex } from '../engine/ids.js';
import { PriceHistory } from './price-history.js';

const first = marketIndex(0);
const second = marketIndex(1);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the last prices of a market', () => {
  it('say nothing below three', () => {
    const history = new PriceHistory(1);
    for (const mid of [5000, 5001]) history.push(first, mid);
    expect(history.trend(first)).toBeNull();
  });

  it('give the mean of the last three less the mean of the first three of the last n', () => {
    const mid = fc.integer({ min: 0, max: 20_000 }).map((half) => half / 2);
    fc.assert(
      fc.property(
        fc.array(mid, { minLength: 3, maxLength: 40 }),
        fc.integer({ min: 3, max: 12 }),
        (mids, length) => {
          const history = new PriceHistory(2, length);
          for (const value of mids) history.push(second, value);
          const kept = mids.slice(-length);
          expect(history.trend(second)).toBeCloseTo(mean(kept.slice(-3)) - mean(kept.slice(0, 3)), 9);
          expect(history.trend(first)).toBeNull();
        },
      ),
    );
  });

  it('are forgotten when they are cleared', () => {
    const history = new PriceHistory(1);
    for (const mid of [1, 2, 3, 4]) history.push(first, mid);
    history.clear(first);
    for (const mid of [8, 8]) history.push(first, mid);
    expect(history.trend(first)).toBeNull();
    history.push(first, 8);
    expect(history.trend(first)).toBe(0);
  });
});
