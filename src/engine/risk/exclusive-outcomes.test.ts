import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marketIndex } from '../ids.js';
import { at, catalogOf, order, ordersOf, quote, run, scripted, tapeOfEvents } from '../kernel.testing.js';
import { usd } from '../units.js';
import { Exposure } from './exposure.js';

const OUTCOMES = ['home', 'draw', 'away'] as const;
type Outcome = (typeof OUTCOMES)[number];

const exposureOf = (outcomes: readonly (Outcome | null)[], sport: string) =>
  new Exposure({
    ...catalogOf(
      outcomes.map((yesMeans) => ({ yesMeans })),
      [{ sport }],
    ),
    sources: [],
  });

/** A holding in one market: whole shares, NO below 0, at a price in cents. */
interface Holding {
  readonly size: number;
  readonly cents: number;
}
const holding = fc.record({
  size: fc.integer({ min: -50, max: 50 }),
  cents: fc.integer({ min: 1, max: 99 }),
});

/** The most that holdings can lose, whoever wins and if the game is void, in cents: every end written out. */
function worstLoss(outcomes: readonly Outcome[], held: readonly Holding[]): number {
  const cost = held.reduce((sum, { size, cents }) => sum + Math.abs(size) * cents, 0);
  const paid = (end: Outcome | 'void'): number =>
    held.reduce((sum, { size }, index) => {
      if (end === 'void') return sum + Math.abs(size) * 50;
      const yesPays = outcomes[index] === end;
      return sum + (yesPays === size > 0 ? Math.abs(size) * 100 : 0);
    }, 0);
  return Math.max(0, cost - Math.min(paid('void'), ...outcomes.map(paid)));
}

describe.each([
  ['two outcomes', ['home', 'away'], 'basketball'],
  ['three outcomes', ['home', 'draw', 'away'], 'soccer'],
] as const)('holdings in %s that exclude each other', (_name, outcomes, sport) => {
  it('are at risk for what they lose at the worst end', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(outcomes.length - 1), holding), { maxLength: 12 }), (changes) => {
        const exposure = exposureOf(outcomes, sport);
        const held: Holding[] = outcomes.map(() => ({ size: 0, cents: 1 }));
        for (const [market, now] of changes) {
          held[market] = now;
          const cost = Math.abs(now.size) * now.cents * 10_000;
          exposure.set(marketIndex(market), { size: now.size * 1_000_000, cost, locked: 0 });
        }
        const expected = worstLoss(outcomes, held) * 10_000;
        expect(exposure.ofGame(marketIndex(0))).toBe(expected);
        expect(exposure.ofSport(marketIndex(0))).toBe(expected);
        expect(exposure.total).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('holdings that may both lose', () => {
  const both = { size: 10_000_000, cost: 4_000_000, locked: 0 };
  it.each([
    ['a draw is not traded where it pays neither', ['home', 'away'], 'soccer'],
    ['one side is not traded', ['home', 'draw'], 'soccer'],
    ['it is another claim', ['home', null], 'basketball'],
    ['both are the same claim', ['home', 'home'], 'basketball'],
    ['one outcome is traded twice, which may be two claims', ['home', 'away', 'away'], 'basketball'],
  ] as const)('count in full: %s', (_why, outcomes, sport) => {
    const exposure = exposureOf(outcomes, sport);
    exposure.set(marketIndex(0), both);
    exposure.set(marketIndex(1), both);
    expect(exposure.ofGame(marketIndex(0))).toBe(8_000_000);
  });

  it('are at risk for whole micro-dollars, whatever a chain holds', () => {
    const exposure = exposureOf(['home', 'away'], 'basketball');
    exposure.set(marketIndex(0), { size: 3_333_333, cost: 2_000_000, locked: 0 });
    exposure.set(marketIndex(1), { size: 3_333_335, cost: 2_000_000, locked: 0 });
    // A void pays 1,666,666 and 1,666,667: less than either winner.
    expect(exposure.ofGame(marketIndex(0))).toBe(4_000_000 - 3_333_333);
  });

  it('count in full while they are open orders', () => {
    const exposure = exposureOf(['home', 'away'], 'basketball');
    exposure.set(marketIndex(0), both);
    exposure.set(marketIndex(1), { size: 0, cost: 0, locked: 4_000_000 });
    expect(exposure.ofGame(marketIndex(0))).toBe(8_000_000);
  });
});

describe('a limit a game', () => {
  // Ten of home at .40 and ten of away at .40 cost 8 dollars, of which 10 come back.
  const state = (yesMeans: 'away' | null) => {
    const tape = tapeOfEvents(
      [quote(0, 0, [3_900, 4_000]), quote(0, 1, [3_900, 4_000]), quote(100, 0, [3_900, 4_000])],
      catalogOf([{}, { yesMeans }]),
    );
    const buys =
      (market: number, size = 10) =>
      (context: { place(intent: ReturnType<typeof order>): unknown }) =>
        void context.place(order({ market, size }));
    const strategy = scripted({ 1: buys(0), 2: buys(1), 3: buys(0, 5) });
    return ordersOf(run(tape, strategy, { risk: { perGame: usd(8_000_000) }, dayStarts: [at(0)] })).at(-1);
  };

  it('has room again for who holds both sides, and none for who holds two claims', () => {
    expect(state('away')).toEqual(['filled', 5, null]);
    expect(state(null)).toEqual(['rejected', 0, 'per-game: 10.00 USD against a limit of 8.00 USD']);
  });
});
