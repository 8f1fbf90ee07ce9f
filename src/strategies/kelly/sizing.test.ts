import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SizingStep } from '../../engine/gate-sheet.js';
import {
  complement,
  parsePrice,
  parseShares,
  parseUsd,
  price,
  type Shares,
  usd,
  ZERO_USD,
} from '../../engine/units.js';
import { type StakeInput, sizeStake } from './sizing.js';
import { beliefSizingSchema, type SizingParameters, sizingSchema } from './sizing-parameters.js';

const CONTRACTS = {
  lot: parseShares('1'),
  minimumSize: parseShares('1'),
  minimumNotional: ZERO_USD,
};
const INPUT: StakeInput = {
  side: 'yes',
  probability: null,
  gameStart: null,
  price: parsePrice('.40'),
  feePerShare: 0,
  mid: 3950,
  confidence: 0.68,
  bankroll: parseUsd('1000'),
  cash: parseUsd('1000'),
  atStakeInGame: ZERO_USD,
  game: null,
  losingStreak: 0,
  available: null,
  facts: CONTRACTS,
};
const parameters = (values: unknown): SizingParameters => sizingSchema.parse(values);
const onBelief = (stake: unknown): SizingParameters => beliefSizingSchema.parse({ stake });
const FIXED = parameters({ stake: { mode: 'fixed', usd: 50 } });
const SEED_KELLY = parameters({ stake: { mode: 'seed-kelly' } });
const kelly = (assumedEdge: number, kellyFraction = 0.25) =>
  parameters({ stake: { mode: 'kelly', assumedEdge, kellyFraction } });
const size = (sizing: SizingParameters, values: Partial<StakeInput> = {}) =>
  sizeStake(sizing, { ...INPUT, ...values });

describe('the modes', () => {
  it('fixed stakes the dollars of the settings', () => {
    expect(size(FIXED)).toMatchObject({ usd: parseUsd('50'), shares: parseShares('125'), reason: null });
  });

  it('fraction stakes a part of the bankroll', () => {
    const sizing = parameters({ stake: { mode: 'fraction', bankrollShare: 0.02 } });
    expect(size(sizing)).toMatchObject({ usd: parseUsd('20'), shares: parseShares('50') });
  });

  it('seed-kelly turns confidence into a belief: .75 at .50 is a stake of 37.50', () => {
    // p .575, f .15, a quarter of it .0375.
    expect(size(SEED_KELLY, { confidence: 0.75, price: parsePrice('.50') })).toMatchObject({
      usd: parseUsd('37.50'),
      shares: parseShares('75'),
    });
  });

  it('belief-kelly stakes a part of Kelly on the own probability, and keeps the whole of it in the record', () => {
    // p .60 at .50: .2 of 1000, half of it 100. Reference: f* .2.
    const half = onBelief({ mode: 'belief-kelly', kellyFraction: 0.5 });
    const stake = size(half, { probability: 0.6, price: parsePrice('.50') });
    expect(stake).toMatchObject({ usd: parseUsd('100'), shares: parseShares('200') });
    expect(stake.steps.slice(0, 3)).toEqual([
      { step: 'bankroll', usd: 1000 },
      { step: 'full-kelly', usd: 200 },
      { step: 'belief-kelly', usd: 100 },
    ]);
  });

  it('game-kelly is belief-kelly where nothing is held in the game, and counts in what is', () => {
    const half = onBelief({ mode: 'game-kelly', kellyFraction: 0.5 });
    const input = { probability: 0.6, price: parsePrice('.50') };
    expect(size(half, input)).toMatchObject({ usd: parseUsd('100'), shares: parseShares('200') });
    // 100 shares on the same end, worth 50: Y 1050, N 950. Whole: .6 x 950 / .5 - .4 x 1050 / .5 = 300 shares.
    // Half of the belief: .55 x 950 / .5 - .45 x 1050 / .5 = 100 shares.
    const ways = [
      { weight: Number.NaN, pays: true, paid: parseUsd('100') },
      { weight: Number.NaN, pays: false, paid: ZERO_USD },
    ];
    const { steps, shares } = size(half, { ...input, game: { rest: parseUsd('950'), ways } });
    expect(shares).toBe(parseShares('100'));
    expect(steps.slice(1, 3)).toEqual([
      { step: 'full-kelly', usd: 150 },
      { step: 'game-kelly', usd: 50 },
    ]);
  });

  it('estimated-kelly shrinks Kelly by the standard error: .05 leaves .8 of it', () => {
    // Baker and McHale: p .6, even money, deviation .05: k .8, f .16.
    const sizing = onBelief({ mode: 'estimated-kelly', deviation: 0.05 });
    expect(size(sizing, { probability: 0.6, price: parsePrice('.50') })).toMatchObject({
      usd: parseUsd('160'),
    });
  });

  it('drawdown-kelly holds the chance of a deep loss down: .0542572855 where Kelly is .2', () => {
    const sizing = onBelief({ mode: 'drawdown-kelly', level: 0.7, chance: 0.1 });
    const { steps } = size(sizing, { probability: 0.6, price: parsePrice('.50') });
    expect(steps[2]?.usd).toBeCloseTo(54.2572855, 5);
  });

  it('nothing is staked on a belief that there is not, nor on one without an edge', () => {
    const sizing = onBelief({ mode: 'belief-kelly' });
    expect(size(sizing, { probability: null })).toMatchObject({ shares: 0, reason: 'no-probability' });
    expect(size(sizing, { probability: 0.4, price: parsePrice('.40') })).toMatchObject({ reason: 'no-edge' });
  });

  it('kelly stakes on a belief that lies an assumed edge above the mid', () => {
    // Belief .60 at an all-in price of .5175 is .170984455959 of 1000; a quarter is 42.7461139897.
    const input = { price: parsePrice('.50'), feePerShare: 175, mid: 4900 };
    const finest = { ...CONTRACTS, lot: 1 as Shares };
    const stake = size(kelly(0.11), { ...input, facts: finest });
    expect(stake.usd / 1e6).toBeCloseTo(42.746114, 5);
    expect(stake.shares / 1e6).toBeCloseTo(42.7461139897 / 0.5175, 4);
  });

  it('kelly stakes nothing where the spread and the fee eat the assumed edge', () => {
    expect(size(kelly(0.02), { mid: 3950, price: parsePrice('.40'), feePerShare: 150 }).reason).toBe(
      'no-edge',
    );
    expect(size(kelly(0.02), { mid: 3950, price: parsePrice('.40'), feePerShare: 0 }).reason).toBeNull();
  });
});

describe('the steps', () => {
  it('are all named, in order, with what they left', () => {
    const sizing = parameters({
      stake: { mode: 'fixed', usd: 500 },
      lossStreakReduction: 0.2,
      bankrollShareMax: 0.35,
      usdMax: 300,
      gameShareMax: 0.3,
    });
    const input = {
      losingStreak: 1,
      atStakeInGame: parseUsd('50'),
      cash: parseUsd('200.30'),
      available: parseShares('400'),
    };
    expect(size(sizing, input)).toEqual({
      usd: parseUsd('160'),
      shares: parseShares('400'),
      reason: null,
      steps: [
        { step: 'fixed', usd: 500 },
        { step: 'loss-streak', usd: 400 },
        { step: 'bankroll-share', usd: 350 },
        { step: 'usd-max', usd: 300 },
        { step: 'game-share', usd: 250 },
        { step: 'cash', usd: 200.3 },
        { step: 'lot', usd: 200 },
        { step: 'depth', usd: 160 },
        { step: 'minimum', usd: 160 },
      ],
    });
  });

  it.each([
    ['no-bankroll', FIXED, { bankroll: ZERO_USD }],
    ['no-confidence', SEED_KELLY, { confidence: null }],
    ['no-confidence', SEED_KELLY, { confidence: Number.NaN }],
    ['no-mid', kelly(0.05), { mid: null }],
    ['no-edge', SEED_KELLY, { price: parsePrice('.55') }],
    ['loss-streak', parameters({ lossStreakReduction: 0.5, lossStreakFloor: 0 }), { losingStreak: 2 }],
    ['game-share', FIXED, { atStakeInGame: parseUsd('500') }],
    ['cash', FIXED, { cash: ZERO_USD }],
    ['lot', FIXED, { cash: parseUsd('.39') }],
    ['depth', FIXED, { available: parseShares('.99') }],
    ['minimum', FIXED, { facts: { ...CONTRACTS, minimumSize: parseShares('126') } }],
    ['minimum', FIXED, { facts: { ...CONTRACTS, minimumNotional: parseUsd('50.01') } }],
  ] as const)('say %s where that is why nothing is staked', (reason, sizing, input) => {
    expect(size(sizing, input)).toMatchObject({ reason, usd: 0, shares: 0 });
  });
});

describe('defects of the seed system that must not come back', () => {
  it('a cheap contract is no huge edge by itself: the stake on an assumed edge stays far below the cap', () => {
    const cheap = size(kelly(0.02), { price: parsePrice('.20'), mid: 2000, confidence: 0.68 });
    expect(cheap.usd).toBeLessThan(parseUsd('10'));
    const seed = size(SEED_KELLY, { price: parsePrice('.20') });
    expect(seed.usd).toBeGreaterThan(parseUsd('110')); // what the seed's price-blind belief makes of it
  });

  it('no edge is no stake: price .55 at confidence .68 does not fall back to the default', () => {
    expect(size(SEED_KELLY, { price: parsePrice('.55'), confidence: 0.68 }).usd).toBe(0);
  });

  it('a bankroll of 0 buys nothing: there is no floor and no least contract', () => {
    for (const sizing of [FIXED, SEED_KELLY, kelly(0.1)]) {
      expect(size(sizing, { bankroll: ZERO_USD, cash: ZERO_USD }).shares).toBe(0);
    }
  });

  it('no minimum is applied above a cap', () => {
    const capped = parameters({ stake: { mode: 'fixed', usd: 50 }, bankrollShareMax: 0.5 });
    expect(size(capped, { bankroll: parseUsd('1'), cash: parseUsd('1') }).usd).toBe(parseUsd('.40'));
  });

  it('the win rate of round trips is no belief: it is not among the inputs', () => {
    // @ts-expect-error a stake has no win rate to be sized from
    const stake = sizeStake(SEED_KELLY, { ...INPUT, winRate: 0.9 });
    expect(stake).toEqual(size(SEED_KELLY));
  });

  it('a NO entry is sized at the NO price: it equals a YES entry at that price', () => {
    const yes = parsePrice('.70');
    expect(size(SEED_KELLY, { price: complement(yes) })).toEqual(
      size(SEED_KELLY, { price: parsePrice('.30') }),
    );
    expect(size(SEED_KELLY, { price: yes }).reason).toBe('no-edge');
  });

  it('fees make the stake smaller', () => {
    const stake = (feePerShare: number) => size(kelly(0.1), { feePerShare }).usd;
    expect(stake(100)).toBeLessThan(stake(0));
    expect(size(FIXED, { feePerShare: 100 }).shares).toBeLessThan(size(FIXED).shares);
  });

  it('what is at stake in the same game counts against its limit', () => {
    const sizing = parameters({ gameShareMax: 0.1 });
    expect(size(sizing, { atStakeInGame: parseUsd('80') }).usd).toBe(parseUsd('20'));
  });

  it('dollars and contracts agree: the shares cost the dollars', () => {
    const stake = size(FIXED, { feePerShare: 96 });
    expect(stake.usd).toBe((stake.shares * (4000 + 96)) / 10_000);
  });

  it('one call leaves nothing behind for the next', () => {
    const before = size(kelly(0.1, 0.25));
    size(kelly(0.1, 1));
    expect(size(kelly(0.1, 0.25))).toEqual(before);
  });

  it('ten percent a loss cuts ten percent, and 10 is refused', () => {
    expect(
      size(parameters({ stake: { mode: 'fixed', usd: 50 }, lossStreakReduction: 0.1 }), { losingStreak: 1 })
        .usd,
    ).toBe(parseUsd('44.80'));
    expect(() => parameters({ lossStreakReduction: 10 })).toThrow(/lossStreakReduction/);
  });
});

describe('any stake', () => {
  const money = fc.oneof(fc.integer({ min: 0, max: 1e7 }), fc.integer({ min: 0, max: 1e13 })).map(usd);
  const part = fc.integer({ min: 1, max: 1000 }).map((value) => value / 1000);
  const stake = fc.oneof(
    fc.record({
      mode: fc.constant('fixed'),
      usd: fc.integer({ min: 1, max: 1e6 }).map((cents) => cents / 100),
    }),
    fc.record({ mode: fc.constant('fraction'), bankrollShare: part }),
    fc.record({ mode: fc.constant('seed-kelly'), kellyFraction: part, cap: part }),
    fc.record({
      mode: fc.constant('kelly'),
      assumedEdge: part.map((value) => value / 2),
      kellyFraction: part,
    }),
  );
  const beliefStakes = fc.oneof(
    fc.record({ mode: fc.constant('belief-kelly'), kellyFraction: part }),
    fc.record({ mode: fc.constant('game-kelly'), kellyFraction: part }),
    fc.record({ mode: fc.constant('estimated-kelly'), deviation: part.map((value) => value / 2) }),
    fc.record({ mode: fc.constant('drawdown-kelly'), level: part.map((value) => value / 2) }),
  );
  const limits = { bankrollShareMax: part, gameShareMax: part, usdMax: fc.integer({ min: 1, max: 1e6 }) };
  const anyParameters: fc.Arbitrary<SizingParameters> = fc.oneof(
    fc.record({ stake, ...limits }).map(parameters),
    fc.record({ stake: beliefStakes, ...limits }).map((values) => beliefSizingSchema.parse(values)),
  );
  const lot = fc.constantFrom(1, 10_000, 1_000_000).map((value) => value as Shares);
  const weight = fc.oneof(fc.constant(Number.NaN), fc.double({ min: 1, max: 9_999, noNaN: true }));
  const anyWay = (pays: boolean) => fc.record({ weight, pays: fc.constant(pays), paid: money });
  const anyGame = fc.record({
    rest: money,
    ways: fc
      .tuple(anyWay(true), anyWay(false), fc.array(fc.oneof(anyWay(true), anyWay(false)), { maxLength: 1 }))
      .map(([first, second, more]) => [first, second, ...more]),
  });
  const anyInput: fc.Arbitrary<StakeInput> = fc.record({
    side: fc.constantFrom('yes' as const, 'no' as const),
    probability: fc.option(fc.double({ min: 0.0001, max: 0.9999, noNaN: true }), { nil: null }),
    gameStart: fc.constant(null),
    price: fc.integer({ min: 1, max: 9_999 }).map(price),
    feePerShare: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 500, noNaN: true })),
    mid: fc.option(
      fc.integer({ min: 0, max: 20_000 }).map((half) => half / 2),
      { nil: null },
    ),
    confidence: fc.option(
      fc.integer({ min: 0, max: 10_000 }).map((value) => value / 10_000),
      { nil: null },
    ),
    bankroll: money,
    cash: money,
    atStakeInGame: money,
    game: fc.option(anyGame, { nil: null }),
    losingStreak: fc.nat({ max: 20 }),
    available: fc.option(
      fc.integer({ min: 0, max: 1e12 }).map((value) => value as Shares),
      { nil: null },
    ),
    facts: fc.option(
      fc.record({ lot, minimumSize: lot, minimumNotional: fc.constantFrom(0, 1_000_000).map(usd) }),
      { nil: null },
    ),
  });

  it('costs at most the cash, the caps and the depth, in whole lots', () => {
    fc.assert(
      fc.property(anyParameters, anyInput, (sizing, input) => {
        const { usd: cost, shares } = sizeStake(sizing, input);
        const exact = (BigInt(shares) * BigInt(input.price)) / 10_000n;
        expect(BigInt(cost)).toBeGreaterThanOrEqual(exact);
        expect(cost).toBeLessThanOrEqual(input.cash);
        expect(cost).toBeLessThanOrEqual(sizing.bankrollShareMax * input.bankroll + 1e-3);
        expect(cost).toBeLessThanOrEqual(
          Math.max(0, sizing.gameShareMax * input.bankroll - input.atStakeInGame + 1e-3),
        );
        expect(cost).toBeLessThanOrEqual(sizing.usdMax === 'off' ? 0 : sizing.usdMax * 1e6);
        expect(shares).toBeLessThanOrEqual(input.available ?? Number.MAX_SAFE_INTEGER);
        expect(shares % (input.facts?.lot ?? 10_000)).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('is zero with a reason or above zero without one, and no step makes it larger', () => {
    fc.assert(
      fc.property(anyParameters, anyInput, (sizing, input) => {
        const result = sizeStake(sizing, input);
        expect(result.reason === null).toBe(result.shares > 0);
        expect(result.shares > 0).toBe(result.usd > 0);
        // With a holding to hedge, Kelly may want more than the bankroll counts for: limits come after it.
        const isLimit = ({ step }: SizingStep) =>
          sizing.stake.mode !== 'game-kelly' || (step !== 'bankroll' && step !== 'full-kelly');
        const amounts = result.steps.filter(isLimit).map((step) => step.usd);
        expect(amounts).toEqual([...amounts].sort((a, b) => b - a));
      }),
      { numRuns: 500 },
    );
  });

  it('misses its budget by less than a lot', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { shares, steps, reason } = sizeStake(FIXED, { ...input, available: null });
        if (reason !== null) return;
        const budget = (steps.find((step) => step.step === 'cash')?.usd ?? 0) * 1e6;
        const lotSize = input.facts?.lot ?? 10_000;
        const oneMore = ((shares + lotSize) * (input.price + input.feePerShare)) / 10_000;
        expect(oneMore).toBeGreaterThan(budget - 3);
      }),
    );
  });
});

describe('the settings', () => {
  it('need the assumed edge to be stated: there is no Kelly by default', () => {
    expect(parameters({}).stake).toEqual({ mode: 'fixed', usd: 20 });
    expect(() => parameters({ stake: { mode: 'kelly' } })).toThrow(/assumedEdge/);
  });

  it('refuse a key of another mode', () => {
    expect(() => parameters({ stake: { mode: 'fixed', usd: 1, bankrollShare: 0.1 } })).toThrow(
      /bankrollShare/,
    );
  });
});
