import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prob } from '../../engine/units.js';
import { drawdownKellyFraction, drawdownPortfolio, kellyPortfolio, riskAversion } from './drawdown.js';
import { singleBet } from './joint-game.js';
import { kellyFraction } from './kelly.js';
import { simultaneousKelly } from './simultaneous.js';

const LIMIT = { level: 0.7, chance: 0.1 };

/** 20 assets, 100 outcomes: the finite example of Busseti, Ryu, Boyd 2016; see fixtures/metadata.json. */
const FINITE: { readonly probabilities: number[]; readonly returns: number[][] } = JSON.parse(
  readFileSync(new URL('./fixtures/busseti-finite.json', import.meta.url), 'utf8'),
);
const OUTCOMES = {
  probabilities: FINITE.probabilities,
  returns: FINITE.returns.map((row) => Float64Array.from(row)),
};
const wealthIn = (parts: Float64Array, outcome: number): number =>
  parts.reduce((sum, part, asset) => sum + part * (FINITE.returns[asset]?.[outcome] ?? 0), 0);
const expected = (parts: Float64Array, utility: (wealth: number) => number): number =>
  FINITE.probabilities.reduce((sum, p, outcome) => sum + p * utility(wealthIn(parts, outcome)), 0);

describe('Kelly within a drawdown limit', () => {
  it('of one bet is the root of the reference', () => {
    expect(riskAversion(LIMIT)).toBeCloseTo(6.4556962358, 10);
    expect(drawdownKellyFraction(prob(0.6), 0.5, LIMIT)).toBeCloseTo(0.0542572855, 10);
  });

  it('never passes Kelly, and is Kelly where the limit does not bind', () => {
    const open01 = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(open01, open01, open01, open01, (p, c, level, chance) => {
        const limited = drawdownKellyFraction(prob(p), c, { level, chance });
        expect(limited).toBeGreaterThanOrEqual(0);
        expect(limited).toBeLessThanOrEqual(kellyFraction(prob(p), c));
      }),
    );
    expect(drawdownKellyFraction(prob(0.6), 0.5, { level: 0.5, chance: 0.99 })).toBe(
      kellyFraction(prob(0.6), 0.5),
    );
    expect(drawdownKellyFraction(prob(0.4), 0.5, LIMIT)).toBe(0);
  });

  it('solves the finite example without the limit', () => {
    const parts = kellyPortfolio(OUTCOMES);
    expect(expected(parts, Math.log)).toBeCloseTo(0.061691324, 10);
    expect(parts[3]).toBeCloseTo(0.87353, 5);
    expect(parts[18]).toBeCloseTo(0.12647, 5);
  });

  it('solves the finite example within it, and the limit binds', () => {
    const parts = drawdownPortfolio(OUTCOMES, LIMIT);
    expect(expected(parts, Math.log)).toBeCloseTo(0.0430199461, 9);
    expect(expected(parts, (wealth) => wealth ** -6.4556962358)).toBeCloseTo(1, 9);
  });

  it('of many bets is that of one where there is one', () => {
    const { fractions } = simultaneousKelly([singleBet(prob(0.6), 0.5)], { seed: 1, drawdown: LIMIT });
    expect(fractions[0]).toBeCloseTo(0.0542572855, 9);
    const none = simultaneousKelly([singleBet(prob(0.4), 0.5)], { seed: 1, drawdown: LIMIT });
    expect(none.fractions[0]).toBe(0);
  });

  it('refuses a limit that is none', () => {
    for (const limit of [
      { level: 1, chance: 0.1 },
      { level: 0.5, chance: 0 },
    ]) {
      expect(() => riskAversion(limit)).toThrow(/within/);
    }
  });
});
