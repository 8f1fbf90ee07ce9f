import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  floorToLot,
  parsePrice,
  parseUsd,
  price,
  prob,
  type Shares,
  sharesFor,
  usd,
} from '../../engine/units.js';
import { seedKellyStake, seedProbability } from './seed-kelly.js';

const SEED = { bankroll: parseUsd('1000'), kellyFraction: 0.25, cap: 0.5 };
const ONE_CONTRACT = 1_000_000 as Shares;

describe('golden vectors of the seed Kelly', () => {
  it.each([
    ['K1', '.40', 0.55, '62.50', 156],
    ['K3', '.50', 0.51, '5', 10],
    ['K4', '.20', 0.95, '234.375', 1171],
  ])('%s: price %s, belief %f is %s dollars and %i contracts', (_, text, p, stake, contracts) => {
    const at = parsePrice(text);
    const result = seedKellyStake(prob(p), at, SEED);
    expect(result).toBe(parseUsd(stake));
    expect(floorToLot(sharesFor(result, at), ONE_CONTRACT)).toBe(contracts * ONE_CONTRACT);
  });

  it.each([
    [0.6, 0.53],
    [0.68, 0.554],
    [0.75, 0.575],
    [1, 0.65],
    [0, 0.35],
  ])('confidence %f is the belief %f', (confidence, p) => {
    expect(seedProbability(confidence)).toBe(p);
  });
});

describe('the edge of two percent', () => {
  it('is reached by exactly two percent, and missed by a hair less', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 95 }), (cents) => {
        // A belief of 1.02 x price has whole 1e-4 at every cent.
        const p = (cents * 102) / 10_000;
        const on = seedKellyStake(prob(p), price(cents * 100), SEED);
        const below = seedKellyStake(prob(p - 0.00001), price(cents * 100), SEED);
        return on > 0 && below === 0;
      }),
    );
  });
});

describe('the seed stake', () => {
  const anyPrice = fc.integer({ min: 1, max: 9_999 }).map(price);
  const anyProb = fc.integer({ min: 0, max: 100_000 }).map((value) => prob(value / 100_000));
  const anyBankroll = fc.integer({ min: 0, max: 1e13 }).map(usd);

  it('is the rational number rounded down, where there is an edge', () => {
    fc.assert(
      fc.property(anyProb, anyPrice, anyBankroll, (p, at, bankroll) => {
        const belief = BigInt(Math.round(p * 1e5));
        const cost = BigInt(at) * 10n;
        const quarter = (BigInt(bankroll) * 25n) / 100n;
        const kelly = (quarter * (belief - cost)) / (100_000n - cost);
        const half = BigInt(bankroll) / 2n;
        const expected = belief * 100n < cost * 102n ? 0n : kelly < half ? kelly : half;
        expect(BigInt(seedKellyStake(p, at, { ...SEED, bankroll }))).toBe(expected);
      }),
    );
  });

  it('never passes the cap', () => {
    const capped = seedKellyStake(prob(0.95), parsePrice('.20'), { ...SEED, cap: 0.1 });
    expect(capped).toBe(parseUsd('100'));
  });
});
