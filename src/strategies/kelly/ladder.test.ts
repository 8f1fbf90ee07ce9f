import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prob } from '../../engine/units.js';
import { kellyFraction, shrinkToPrice } from './kelly.js';
import { indifferencePrice, type LadderLevel, walkLadder, wealthOf } from './ladder.js';

const levels = (...rows: readonly (readonly [number, number])[]): LadderLevel[] =>
  rows.map(([allInPrice, size]) => ({ allInPrice, size }));

describe('the reference ladders', () => {
  it('no holding: fills two of three asks, and is indifferent at the second afterwards', () => {
    const holding = { cash: 1000, yes: 0, no: 0 };
    const walk = walkLadder('buy', { p: prob(0.6), holding }, levels([0.5, 200], [0.52, 200], [0.55, 1000]));
    expect(walk.sizes[0]).toBe(200);
    expect(walk.sizes[1]).toBeCloseTo(121.7948717949, 10);
    expect(walk.sizes[2]).toBe(0);
    expect(walk.wealth.ifYes).toBeCloseTo(1158.4615385, 7);
    expect(walk.wealth.ifNo).toBeCloseTo(836.6666667, 7);
    expect(indifferencePrice(prob(0.6), walk.wealth)).toBeCloseTo(0.52, 12);
  });

  it('with 300 shares held, buys back to a fifth of wealth', () => {
    const holding = { cash: 850, yes: 300, no: 0 };
    const walk = walkLadder('buy', { p: prob(0.6), holding }, levels([0.5, 10_000]));
    expect(walk.sizes[0]).toBeCloseTo(100, 10);
  });

  it('sells through three bids', () => {
    const holding = { cash: 500, yes: 600, no: 0 };
    const bids = levels([0.58, 100], [0.56, 150], [0.54, 500]);
    const walk = walkLadder('sell', { p: prob(0.55), holding }, bids);
    expect(walk.sizes[0]).toBe(100);
    expect(walk.sizes[1]).toBe(150);
    expect(walk.sizes[2]).toBeCloseTo(316.5458937198, 10);
    expect(walk.wealth.ifYes).toBeCloseTo(846.3888888889, 10);
    expect(walk.wealth.ifNo).toBeCloseTo(812.9347826087, 10);
  });
});

const open01 = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const amount = fc.double({ min: 1, max: 1e5, noNaN: true });
const book = fc
  .array(fc.record({ allInPrice: open01, size: fc.double({ min: 1, max: 1e4, noNaN: true }) }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((rows) => [...rows].sort((a, b) => a.allInPrice - b.allInPrice));
const held = fc.record({
  cash: amount,
  yes: fc.double({ min: 0, max: 1e4, noNaN: true }),
  no: fc.constant(0),
});
const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);

describe('a ladder', () => {
  it('of one endless level is the Kelly fraction at that price', () => {
    fc.assert(
      fc.property(open01, open01, amount, (p, allInPrice, cash) => {
        const holding = { cash, yes: 0, no: 0 };
        const { sizes } = walkLadder('buy', { p: prob(p), holding }, levels([allInPrice, 1e9]));
        const expected = (kellyFraction(prob(p), allInPrice) * cash) / allInPrice;
        expect(sizes[0]).toBeCloseTo(expected, 6 - Math.ceil(Math.log10(cash)));
      }),
    );
  });

  it('buys no less when the belief rises, and sells no more', () => {
    fc.assert(
      fc.property(open01, open01, held, book, (a, b, holding, asks) => {
        const low = { p: prob(Math.min(a, b)), holding };
        const high = { p: prob(Math.max(a, b)), holding };
        const bids = [...asks].reverse();
        const slack = 1e-7 * (holding.cash + holding.yes);
        const bought = sum(walkLadder('buy', high, asks).sizes) - sum(walkLadder('buy', low, asks).sizes);
        const sold = sum(walkLadder('sell', low, bids).sizes) - sum(walkLadder('sell', high, bids).sizes);
        expect(bought).toBeGreaterThanOrEqual(-slack);
        expect(sold).toBeGreaterThanOrEqual(-slack);
      }),
    );
  });

  it('grows in proportion to wealth and book', () => {
    fc.assert(
      fc.property(open01, held, book, (p, holding, asks) => {
        const times = (value: number): number => value * 8;
        const large = { cash: times(holding.cash), yes: times(holding.yes), no: 0 };
        const deep = asks.map(({ allInPrice, size }) => ({ allInPrice, size: times(size) }));
        const small = walkLadder('buy', { p: prob(p), holding }, asks).sizes;
        expect(walkLadder('buy', { p: prob(p), holding: large }, deep).sizes).toEqual(small.map(times));
      }),
    );
  });

  it('trades nothing inside the band: not at an ask above indifference, nor at a bid below', () => {
    fc.assert(
      fc.property(open01, held, fc.double({ min: 0, max: 0.5, noNaN: true }), (p, holding, width) => {
        const middle = indifferencePrice(prob(p), wealthOf(holding));
        const slack = 1e-9 + width;
        const ask = levels([Math.min(0.9999999, middle + slack), 1e6]);
        const bid = levels([Math.max(1e-7, middle - slack), 1e6]);
        if (middle > 0.999 || middle < 0.001) return;
        expect(walkLadder('buy', { p: prob(p), holding }, ask).sizes).toEqual([0]);
        expect(walkLadder('sell', { p: prob(p), holding }, bid).sizes).toEqual([0]);
      }),
    );
  });

  it('ends at the best expected log wealth: no other total does better', () => {
    fc.assert(
      fc.property(
        open01,
        held,
        book,
        fc.double({ min: -1, max: 1, noNaN: true }),
        (p, holding, asks, shift) => {
          const { sizes, wealth } = walkLadder('buy', { p: prob(p), holding }, asks);
          const log = (yes: number, no: number): number => p * Math.log(yes) + (1 - p) * Math.log(no);
          let left = Math.max(0, sum(sizes) * (1 + shift) + shift);
          let { cash, yes } = holding;
          for (const { allInPrice, size } of asks) {
            const taken = Math.min(left, size, cash / allInPrice);
            cash -= taken * allInPrice;
            yes += taken;
            left -= taken;
          }
          expect(log(wealth.ifYes, wealth.ifNo)).toBeGreaterThanOrEqual(
            log(cash + yes, Math.max(cash, 1e-300)) - 1e-9,
          );
        },
      ),
    );
  });

  it('takes at most the part of full Kelly when the belief is moved toward the price', () => {
    fc.assert(
      fc.property(open01, open01, fc.double({ min: 0, max: 1, noNaN: true }), (p, allInPrice, weight) => {
        const holding = { cash: 1, yes: 0, no: 0 };
        const asks = levels([allInPrice, 1e9]);
        const full = walkLadder('buy', { p: prob(p), holding }, asks).sizes[0] ?? 0;
        const moved = shrinkToPrice(prob(p), allInPrice, weight);
        const part = walkLadder('buy', { p: moved, holding }, asks).sizes[0] ?? 0;
        expect(Math.abs(part - weight * full)).toBeLessThan(1e-9 / allInPrice);
      }),
    );
  });

  it('takes nothing at prices that are none, and never more than cash or holding', () => {
    const holding = { cash: 10, yes: 5, no: 0 };
    expect(walkLadder('buy', { p: prob(0.9), holding }, levels([1, 10], [1.02, 10])).sizes).toEqual([0, 0]);
    expect(walkLadder('sell', { p: prob(0.1), holding }, levels([0, 10], [-0.01, 10])).sizes).toEqual([0, 0]);
    expect(walkLadder('buy', { p: prob(1), holding }, levels([0.5, 100])).sizes).toEqual([20]);
    expect(walkLadder('sell', { p: prob(0), holding }, levels([0.5, 100])).sizes).toEqual([5]);
  });
});
