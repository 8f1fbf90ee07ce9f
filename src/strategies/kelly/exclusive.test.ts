import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prob } from '../../engine/units.js';
import { kellyPortfolio } from './drawdown.js';
import { exclusiveKelly } from './exclusive.js';
import { kellyFraction } from './kelly.js';

const outcomes = (probabilities: readonly number[], odds: readonly number[]) =>
  probabilities.map((p, index) => ({ p: prob(p), allInPrice: 1 / (odds[index] ?? 1) }));

describe('Kelly on outcomes that exclude each other', () => {
  it('buys an outcome without an edge of its own as a hedge (penaltyblog, checked with SLSQP)', () => {
    const { fractions, reserve, growth } = exclusiveKelly(outcomes([0.45, 0.3, 0.25], [2.5, 3.2, 2.8]));
    expect(fractions[0]).toBeCloseTo(0.102173913, 10);
    expect(fractions[1]).toBeCloseTo(0.0282608696, 10);
    expect(fractions[2]).toBe(0);
    expect(reserve).toBeCloseTo(0.8695652174, 10);
    expect(growth).toBeCloseTo(0.005815282096, 12);
  });

  it('spreads all wealth by the probabilities over a book that is an arbitrage', () => {
    const { fractions, reserve, growth } = exclusiveKelly(outcomes([0.5, 0.3, 0.2], [2.2, 3, 6]));
    expect(fractions).toEqual([0.5, 0.3, 0.2]);
    expect(reserve).toBe(0);
    expect(growth).toBeCloseTo(0.052511, 6);
  });

  it('bets nothing at fair or worse prices, and survives prices that add up to a dollar', () => {
    expect(exclusiveKelly(outcomes([0.5, 0.5], [2, 2]))).toEqual({
      fractions: [0, 0],
      reserve: 1,
      growth: 0,
    });
    expect(exclusiveKelly(outcomes([0.6, 0.4], [2, 2])).growth).toBeCloseTo(
      0.6 * Math.log(1.2) + 0.4 * Math.log(0.8),
      12,
    );
    expect(exclusiveKelly(outcomes([0.45, 0.3, 0.25], [2, 3, 3.5])).fractions).toEqual([0, 0, 0]);
  });

  it('of one outcome that can be bought is the binary fraction', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (p, allInPrice) => {
          const [fraction] = exclusiveKelly([{ p: prob(p), allInPrice }]).fractions;
          expect(fraction).toBeCloseTo(kellyFraction(prob(p), allInPrice), 12);
        },
      ),
    );
  });

  it('finds what a numeric maximisation finds', () => {
    const row = fc.record({
      weight: fc.double({ min: 0.05, max: 1, noNaN: true }),
      allInPrice: fc.double({ min: 0.05, max: 0.9, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 5 }), (rows) => {
        const total = rows.reduce((sum, { weight }) => sum + weight, 0);
        const probabilities = rows.map(({ weight }) => weight / total);
        const returns = rows.map(({ allInPrice }, i) =>
          Float64Array.from(rows, (_, outcome) => (outcome === i ? 1 / allInPrice : 0)),
        );
        const cash = new Float64Array(rows.length).fill(1);
        const parts = kellyPortfolio({ probabilities, returns: [...returns, cash] });
        const numeric = probabilities.reduce((sum, p, outcome) => {
          const wealth = [...returns, cash].reduce(
            (all, asset, i) => all + (parts[i] ?? 0) * (asset[outcome] ?? 0),
            0,
          );
          return sum + p * Math.log(wealth);
        }, 0);
        const exact = exclusiveKelly(
          rows.map(({ allInPrice }, i) => ({ p: prob(probabilities[i] ?? 0), allInPrice })),
        );
        expect(exact.growth).toBeCloseTo(numeric, 9);
      }),
    );
  });

  it('refuses prices of 0 and probabilities above 1 together', () => {
    expect(() => exclusiveKelly([{ p: prob(0.5), allInPrice: 0 }])).toThrow(/above 0/);
    expect(() => exclusiveKelly(outcomes([0.7, 0.7], [2, 2]))).toThrow(/at most 1/);
  });
});
