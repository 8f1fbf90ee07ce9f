import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prob } from '../../engine/units.js';
import { type JointGame, singleBet } from './joint-game.js';
import { kellyFraction } from './kelly.js';
import { simultaneousKelly } from './simultaneous.js';

const OPTIONS = { seed: 7, drawdown: null } as const;
const equalBets = (count: number, p: number, allInPrice: number): JointGame[] =>
  Array.from({ length: count }, () => singleBet(prob(p), allInPrice));

/** Two markets at evens, each won with 0.6, whose wins go together with correlation `rho`. */
function twoOfOneGame(rho: number): JointGame {
  const both = 0.36 + rho * 0.24;
  return {
    prices: [0.5, 0.5],
    states: [
      { probability: both, payouts: [1, 1] },
      { probability: 0.6 - both, payouts: [1, 0] },
      { probability: 0.6 - both, payouts: [0, 1] },
      { probability: both - 0.2, payouts: [0, 0] },
    ],
  };
}

describe('Kelly on games at the same time', () => {
  it.each([
    [0.55, 0.099009901],
    [0.6, 0.1923076923],
  ])('two even bets at p %f are Thorp closed form (2p - 1) / (1 + (2p - 1)²)', (p, expected) => {
    const { fractions } = simultaneousKelly(equalBets(2, p, 0.5), OPTIONS);
    for (const fraction of fractions) expect(fraction).toBeCloseTo(expected, 10);
  });

  it('grows at the rate of the reference', () => {
    const { growth, states, isSampled } = simultaneousKelly(equalBets(2, 0.6, 0.5), OPTIONS);
    expect(growth).toBeCloseTo(0.0394708136, 10);
    expect({ states, isSampled }).toEqual({ states: 4, isSampled: false });
  });

  it.each([
    [1, 0.08333333],
    [2, 0.0826665],
    [3, 0.08199057],
    [4, 0.08130413],
    [5, 0.0806054],
    [6, 0.07989203],
  ])('%i equal bets at p 0.5 and net odds 1.2 are the published table', (count, expected) => {
    const { fractions } = simultaneousKelly(equalBets(count, 0.5, 1 / 2.2), OPTIONS);
    expect(fractions).toHaveLength(count);
    for (const fraction of fractions) expect(fraction).toBeCloseTo(expected, 8);
  });

  it('four unequal legs (Newton and SLSQP)', () => {
    const legs = [
      [0.55, 0.5],
      [0.34, 0.3],
      [0.8, 0.75],
      [0.62, 0.58],
    ] as const;
    const { fractions, growth } = simultaneousKelly(
      legs.map(([p, c]) => singleBet(prob(p), c)),
      OPTIONS,
    );
    const expected = [0.0970525934, 0.0554244198, 0.1944890034, 0.0920018549];
    for (const [i, value] of expected.entries()) expect(fractions[i]).toBeCloseTo(value, 10);
    expect(growth).toBeCloseTo(0.0187683063, 10);
  });

  it('two markets of one game are joint states: correlation 0.3, and 1, where they share one stake', () => {
    const some = simultaneousKelly([twoOfOneGame(0.3)], OPTIONS);
    for (const fraction of some.fractions) expect(fraction).toBeCloseTo(0.1506024, 7);
    expect(some.growth).toBeCloseTo(0.0305933, 7);
    const full = simultaneousKelly([twoOfOneGame(1)], OPTIONS);
    for (const fraction of full.fractions) expect(fraction).toBeCloseTo(0.1, 6);
  });

  it('no other stakes grow wealth faster', () => {
    const leg = fc.tuple(
      fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      fc.double({ min: 0.05, max: 0.95, noNaN: true }),
    );
    const legs = fc.array(leg, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(legs, fc.infiniteStream(fc.double({ min: 0, max: 0.3, noNaN: true })), (rows, others) => {
        const { fractions, growth } = simultaneousKelly(
          rows.map(([p, c]) => singleBet(prob(p), c)),
          OPTIONS,
        );
        const other = rows.map(() => Number(others.next().value));
        const total = other.reduce((sum, value) => sum + value, 0);
        const scaled = other.map((value) => value / Math.max(1, total + 0.01));
        expect(growth).toBeGreaterThanOrEqual(growthOf(rows, scaled) - 1e-12);
        for (const [i, [p, c]] of rows.entries()) {
          expect(fractions[i]).toBeLessThanOrEqual(kellyFraction(prob(p), c) + 1e-9);
        }
      }),
    );
  });
});

/** Expected log growth of independent single bets, by every ending. */
function growthOf(rows: readonly (readonly [number, number])[], stakes: readonly number[]): number {
  let growth = 0;
  for (let ending = 0; ending < 2 ** rows.length; ending += 1) {
    let probability = 1;
    let wealth = 1;
    for (const [i, [p, c]] of rows.entries()) {
      const isWon = Math.floor(ending / 2 ** i) % 2 === 1;
      probability *= isWon ? p : 1 - p;
      wealth += (stakes[i] ?? 0) * (isWon ? 1 / c - 1 : -1);
    }
    growth += probability * Math.log(wealth);
  }
  return growth;
}

describe('beyond twelve legs', () => {
  it('draws endings by the seed alone, near the exact stakes', () => {
    const games = equalBets(13, 0.5, 1 / 2.2);
    const first = simultaneousKelly(games, OPTIONS);
    expect(first).toMatchObject({ isSampled: true });
    expect(simultaneousKelly(games, OPTIONS)).toEqual(first);
    expect(simultaneousKelly(games, { ...OPTIONS, seed: 8 }).fractions).not.toEqual(first.fractions);
    const mean = first.fractions.reduce((sum, value) => sum + value, 0) / 13;
    const twelve = simultaneousKelly(equalBets(12, 0.5, 1 / 2.2), OPTIONS).fractions[0] ?? 0;
    expect(mean).toBeGreaterThan(twelve * 0.95);
    expect(mean).toBeLessThan(twelve * 1.05);
  });

  it('keeps the ending in which nothing pays: sure-looking favourites never take all wealth', () => {
    const { fractions, states } = simultaneousKelly(equalBets(14, 0.8, 0.7), OPTIONS);
    expect(states).toBe(20_001);
    expect(fractions.reduce((sum, value) => sum + value, 0)).toBeLessThan(1);
  });
});

describe('a game that is not whole is refused', () => {
  const good = singleBet(prob(0.6), 0.5);
  it.each<[string, JointGame]>([
    ['probabilities that miss 1', { ...good, states: good.states.slice(0, 1) }],
    ['a price of 0', { ...good, prices: [0] }],
    ['a payout too few', { ...good, prices: [0.5, 0.5] }],
    ['a payout above a dollar', { prices: [0.5], states: [{ probability: 1, payouts: [2] }] }],
    ['a probability below 0', { prices: [0.5], states: [{ probability: -1, payouts: [1] }] }],
  ])('%s', (_, game) => {
    expect(() => simultaneousKelly([game], OPTIONS)).toThrow(expect.objectContaining({ code: 'DATA_GAME' }));
  });
});
