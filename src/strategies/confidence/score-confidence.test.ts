import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marketIndex } from '../../engine/ids.js';
import { parsePrice, parseShares, type Shares } from '../../engine/units.js';
import { PriceHistory } from '../price-history.js';
import { progress } from '../sport/progress.js';
import { specOfLeague } from '../sport/sport-spec.js';
import type { ConfidenceInputs } from './confidence-inputs.js';
import { leadDeviations } from './lead-deviations.js';
import {
  CONFIDENCE_PRESETS,
  confidenceOf,
  FACTOR_NAMES,
  factorsOf,
  MISSING_POLICIES,
  type MissingPolicy,
  scoreConfidence,
} from './score-confidence.js';

const NOTHING: ConfidenceInputs = {
  baseline: null,
  current: null,
  timeRemaining: null,
  period: null,
  periods: null,
  depth: null,
  trend: null,
  lead: null,
  leadDeviations: null,
  bid: null,
  ask: null,
};
const FACTORS = ['price_drop', 'time_remaining', 'volume', 'trend', 'game_state', 'spread'];

const seed = (missing: MissingPolicy) => ({ preset: 'seed-v1', missing }) as const;
const inputs = (values: Partial<ConfidenceInputs>): ConfidenceInputs => ({ ...NOTHING, ...values });
const score = (values: Partial<ConfidenceInputs>) => scoreConfidence(inputs(values), seed('neutral'));
const factor = (name: string, values: Partial<ConfidenceInputs>) =>
  score(values).factors.find((part) => part.factor === name);
const sizesOf = (...sizes: string[]): Shares =>
  sizes.reduce((sum, size) => sum + parseShares(size), 0) as Shares;

/** Time and period of a game of 4 x 720 s, through the rules of the league that plays it. */
function nba(period: number, secondsLeftInPeriod: number): Partial<ConfidenceInputs> {
  const spec = specOfLeague('nba');
  if (!spec) throw new Error('the NBA has a spec');
  const state = { phase: 'live', period, secondsLeftInPeriod, secondsElapsedInPeriod: null } as const;
  const { remaining } = progress(spec, { ...state, homeScore: null, awayScore: null, possession: null });
  return { timeRemaining: remaining, period, periods: spec.periods };
}

function trendOf(...prices: string[]): number | null {
  const history = new PriceHistory(1);
  for (const text of prices) history.push(marketIndex(0), parsePrice(text));
  return history.trend(marketIndex(0));
}

const prices = (current: string, baseline: string): Partial<ConfidenceInputs> => ({
  current: parsePrice(current),
  baseline: parsePrice(baseline),
});

describe('golden vectors of the seed scorer', () => {
  it.each([
    ['C1', { ...prices('.50', '.60'), ...nba(1, 720) }, [0.9, 1, 0.5, 0.5, 0.5, 0.5], 0.72, 'GOOD'],
    [
      'C2',
      { ...prices('.51', '.60'), ...nba(2, 300), lead: -8 },
      [0.9, 0.8, 0.5, 0.5, 0.5, 0.5],
      0.68,
      'ACCEPTABLE',
    ],
    [
      'C3',
      {
        ...prices('.45', '.60'),
        ...nba(3, 600),
        lead: -12,
        depth: sizesOf('4000', '3000', '4000'),
        bid: parsePrice('.44'),
        ask: parsePrice('.45'),
        trend: trendOf('.50', '.49', '.47', '.44', '.45', '.46'),
      },
      [1, 0.6, 1, 0.3, 0.3, 0.4],
      0.685,
      'ACCEPTABLE',
    ],
    [
      'C4',
      {
        ...prices('.62', '.60'),
        ...nba(1, 600),
        lead: 5,
        depth: sizesOf('60', '30'),
        bid: parsePrice('.61'),
        ask: parsePrice('.63'),
      },
      [0, 1, 0.2, 0.5, 0.6, 0.4],
      0.405,
      'WEAK',
    ],
  ])('%s comes out to the digit', (_, values, scores, overall, recommendation) => {
    const result = score(values);
    expect(result.factors.map((part) => part.score)).toEqual(scores);
    expect(result.factors.map((part) => part.factor)).toEqual(FACTORS);
    expect(result.overall).toBe(overall);
    expect(result.recommendation).toBe(recommendation);
  });

  it('carries the weights of the seed', () => {
    expect(score({}).factors.map((part) => part.weight)).toEqual([0.3, 0.2, 0.15, 0.15, 0.1, 0.1]);
  });
});

describe('steps, each from both sides', () => {
  it.each([
    ['6000', '6000', 0],
    ['5999.5', '6000', 0.2],
    ['5821', '6000', 0.2],
    ['5820', '6000', 0.4],
    ['5701', '6000', 0.4],
    ['5700', '6000', 0.6],
    ['5581', '6000', 0.6],
    ['5580', '6000', 0.7],
    ['5401', '6000', 0.7],
    ['5400', '6000', 0.8],
    ['5101', '6000', 0.8],
    ['5100.5', '6000', 0.8],
    ['5100', '6000', 0.9],
    ['4801', '6000', 0.9],
    ['4800', '6000', 1],
  ])('a price of %s against %s scores the drop %f', (current, baseline, expected) => {
    expect(factor('price_drop', { current: Number(current), baseline: Number(baseline) })?.score).toBe(
      expected,
    );
  });

  it('counts a drop that is exactly on a step as reaching it, at every baseline', () => {
    const steps = [
      [20n, 1],
      [15n, 0.9],
      [10n, 0.8],
      [7n, 0.7],
      [5n, 0.6],
      [3n, 0.4],
    ] as const;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.constantFrom(...steps),
        (hundred, [percent, expected]) => {
          const baseline = BigInt(hundred) * 100n;
          const current = baseline - (baseline * percent) / 100n;
          const on = factor('price_drop', { baseline: Number(baseline), current: Number(current) });
          const short = factor('price_drop', { baseline: Number(baseline), current: Number(current) + 0.5 });
          return on?.score === expected && (short?.score ?? 1) < expected;
        },
      ),
    );
  });

  it.each([
    [1, 1],
    [0.75, 1],
    [0.7499, 0.8],
    [0.5, 0.8],
    [0.4999, 0.6],
    [0.25, 0.6],
    [0.2499, 0.4],
    [0.1, 0.4],
    [0.0999, 0.2],
    [0, 0.2],
  ])('%f of the game left scores %f', (timeRemaining, expected) => {
    expect(factor('time_remaining', { timeRemaining })?.score).toBe(expected);
  });

  it.each([
    ['10000', 1],
    ['9999.999999', 0.8],
    ['5000', 0.8],
    ['4999.999999', 0.6],
    ['1000', 0.6],
    ['999.999999', 0.4],
    ['100', 0.4],
    ['99.999999', 0.2],
    ['0', 0.2],
  ])('%s shares near the touch score %f', (size, expected) => {
    expect(factor('volume', { depth: parseShares(size) })?.score).toBe(expected);
  });

  it.each([
    [200.5, 0.9],
    [200, 0.7],
    [0.5, 0.7],
    [0, 0.5],
    [-199.5, 0.5],
    [-200, 0.3],
    [-499.5, 0.3],
    [-500, 0.1],
  ])('a trend of %f scores %f', (trend, expected) => {
    expect(factor('trend', { trend })?.score).toBe(expected);
  });

  it.each([
    [-10, 1, 4, 0.9],
    [-11, 1, 4, 0.7],
    [-15, 1, 4, 0.7],
    [-16, 1, 4, 0.5],
    [-1, 2, 4, 0.7],
    [-5, 2, 4, 0.7],
    [-6, 2, 4, 0.5],
    [-10, 2, 4, 0.5],
    [-11, 2, 4, 0.3],
    [-8, 1, 2, 0.5],
    [-8, 1, 3, 0.9],
    [0, 1, 4, 0.7],
    [0, 4, 4, 0.7],
    [1, 1, 4, 0.6],
    [30, 4, 4, 0.6],
  ])('a lead of %i in period %i of %i scores %f', (lead, period, periods, expected) => {
    expect(factor('game_state', { lead, period, periods })?.score).toBe(expected);
  });

  it.each([
    ['.4000', '.4000', 1],
    ['.4000', '.4020', 1],
    ['.4000', '.4021', 0.8],
    ['.4000', '.4040', 0.8],
    ['.4000', '.4041', 0.6],
    ['.4000', '.4080', 0.6],
    ['.4000', '.4081', 0.4],
    ['.4000', '.4200', 0.4],
    ['.4000', '.4201', 0.2],
    ['0', '.01', 0.3],
  ])('a book of %s to %s scores %f', (bid, ask, expected) => {
    expect(factor('spread', { bid: parsePrice(bid), ask: parsePrice(ask) })?.score).toBe(expected);
  });
});

describe('defects of the seed system that must not come back', () => {
  it('a score of 0 is a score: level, not missing', () => {
    expect(factor('game_state', { lead: 0 })).toMatchObject({ score: 0.7, known: true });
  });

  it('no time left is no time left, not a default', () => {
    expect(factor('time_remaining', { timeRemaining: 0 })).toMatchObject({ score: 0.2, known: true });
  });

  it('a lead is signed: ahead and behind by the same points differ', () => {
    const at = (lead: number) => factor('game_state', { lead, period: 3, periods: 4 })?.score;
    expect(at(12)).not.toBe(at(-12));
  });

  it('seconds of the whole game cannot pass as a part of it', () => {
    expect(() => score({ timeRemaining: 1.5 })).toThrow(/part of the game/);
  });

  it('the third quarter of the NBA at 12:00 scores .8, not 1', () => {
    expect(factor('time_remaining', nba(3, 720))?.score).toBe(0.8);
  });

  it('a crossed book or half a book says nothing about the spread', () => {
    expect(factor('spread', { bid: parsePrice('.5'), ask: parsePrice('.49') })?.known).toBe(false);
    expect(factor('spread', { bid: parsePrice('.5') })?.known).toBe(false);
  });

  it('a size that was not recorded (NaN) is not known, rather than thin', () => {
    expect(factor('volume', { depth: Number.NaN as Shares })).toMatchObject({ score: 0.5, known: false });
  });

  it('a score above .75 can be reached when the inputs are there', () => {
    const best = { ...prices('.40', '.60'), ...nba(1, 720), depth: sizesOf('10000'), trend: 300, lead: -3 };
    expect(score({ ...best, bid: parsePrice('.40'), ask: parsePrice('.40') })).toMatchObject({
      overall: 0.975,
      recommendation: 'STRONG_ENTRY',
    });
  });
});

describe('the policy for a missing input', () => {
  const some = { ...prices('.51', '.60'), ...nba(2, 300) };

  it('neutral: half a score, and none for a drop without a baseline', () => {
    expect(score({}).factors.map((part) => part.score)).toEqual([0, 0.5, 0.5, 0.5, 0.5, 0.5]);
    expect(score({}).factors.every((part) => !part.known)).toBe(true);
  });

  it('renormalise: the known weights are scaled up to 1', () => {
    const { overall, factors } = scoreConfidence(inputs(some), seed('renormalise'));
    expect(factors.map((part) => part.weight)).toEqual([0.6, 0.4, 0, 0, 0, 0]);
    expect(overall).toBe(0.86); // .6 x .9 + .4 x .8
  });

  it('renormalise: a third is rounded half up to four decimals', () => {
    // (30 x .9 + 15 x .2) / 45 = .66666..
    const values = inputs({ ...prices('.51', '.60'), depth: sizesOf('1') });
    expect(confidenceOf(values, seed('renormalise'))).toBe(0.6667);
  });

  it('renormalise: nothing known is no score', () => {
    expect(scoreConfidence(NOTHING, seed('renormalise'))).toMatchObject({
      overall: null,
      recommendation: null,
    });
  });

  it('veto: one unknown input is enough for no score', () => {
    expect(scoreConfidence(inputs(some), seed('veto'))).toMatchObject({
      overall: null,
      recommendation: null,
    });
  });
});

describe('for any inputs', () => {
  const option = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
  const anyPrice = fc.integer({ min: 0, max: 10_000 });
  const anyInputs: fc.Arbitrary<ConfidenceInputs> = fc.record({
    baseline: option(anyPrice),
    current: option(anyPrice),
    timeRemaining: option(fc.double({ min: 0, max: 1, noNaN: true })),
    period: option(fc.integer({ min: 1, max: 6 })),
    periods: option(fc.constantFrom(2, 3, 4)),
    depth: option(fc.integer({ min: 0, max: 2e10 }).map((size) => size as Shares)),
    trend: option(fc.integer({ min: -2000, max: 2000 })),
    lead: option(fc.integer({ min: -40, max: 40 })),
    leadDeviations: option(fc.double({ min: -4, max: 4, noNaN: true })),
    bid: option(anyPrice.map((value) => parsePrice(String(value / 10_000)))),
    ask: option(anyPrice.map((value) => parsePrice(String(value / 10_000)))),
  });
  const policy = fc.constantFrom(...MISSING_POLICIES);

  it('the score is null or within 0..1, and the sum of its own breakdown', () => {
    fc.assert(
      fc.property(anyInputs, policy, (values, missing) => {
        const { overall, factors } = scoreConfidence(values, seed(missing));
        if (overall === null) return missing !== 'neutral';
        const sum = factors.reduce((total, part) => total + part.weight * part.score, 0);
        return overall >= 0 && overall <= 1 && Math.abs(sum - overall) <= 0.00005 + 1e-12;
      }),
    );
  });

  it('the short way and the breakdown agree', () => {
    fc.assert(
      fc.property(anyInputs, policy, (values, missing) =>
        Object.is(confidenceOf(values, seed(missing)), scoreConfidence(values, seed(missing)).overall),
      ),
    );
  });

  it('a deeper drop never scores less', () => {
    fc.assert(
      fc.property(anyInputs, policy, anyPrice, anyPrice, (values, missing, a, b) => {
        const at = (current: number) => confidenceOf({ ...values, current }, seed(missing)) ?? 0;
        return at(Math.min(a, b)) >= at(Math.max(a, b));
      }),
    );
  });
});

describe('touchline-v1', () => {
  const v1 = { preset: 'touchline-v1', missing: 'neutral' } as const;
  const partOf = (name: string, values: Partial<ConfidenceInputs>) =>
    scoreConfidence(inputs(values), v1).factors.find(({ factor }) => factor === name);

  it('scores a falling price high and a rising one low: recorded prices turn back', () => {
    const scores = [-300, -100, 100, 300, 600].map((trend) => partOf('reversion', { trend })?.score);
    expect(scores).toEqual([0.9, 0.7, 0.5, 0.3, 0.1]);
  });

  it('scores the signed score on one scale for every sport', () => {
    const scores = [1, -0.4, -0.9, -1.4, -2].map(
      (deviations) => partOf('lead', { leadDeviations: deviations })?.score,
    );
    expect(scores).toEqual([0.8, 0.7, 0.5, 0.3, 0.1]);
    // 6 points behind with a quarter left are a deviation in the NBA: 6 / (12 x .5); a goal behind at half-time is .86.
    expect(leadDeviations({ league: 'nba', sport: 'basketball' }, -6, 0.25)).toBeCloseTo(-1, 12);
    expect(leadDeviations({ league: 'epl', sport: 'soccer' }, -1, 0.5)).toBeCloseTo(-0.8607, 4);
    expect(leadDeviations({ league: 'ipl', sport: 'cricket' }, -6, 0.25)).toBeNull();
    expect(leadDeviations({ league: 'nba', sport: 'basketball' }, -6, 0)).toBeNull();
  });

  it('takes the spread in cents: 2 cents are 2 cents at .10 and at .90', () => {
    const at = (bid: string, ask: string) =>
      partOf('spread_cents', { bid: parsePrice(bid), ask: parsePrice(ask) })?.score;
    expect([at('.10', '.12'), at('.90', '.92'), at('.50', '.51'), at('.5', '.57')]).toEqual([
      0.8, 0.8, 1, 0.2,
    ]);
  });

  it('leaves out a factor by name and scales the others up', () => {
    const without = { ...v1, without: ['volume'] } as const;
    const { factors } = scoreConfidence(inputs({}), without);
    expect(factors.map(({ factor }) => factor)).not.toContain('volume');
    expect(factors.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(confidenceOf(inputs({}), { ...v1, without: FACTOR_NAMES })).toBeNull();
  });

  it('has no factor whose name is not in the list', () => {
    const names = CONFIDENCE_PRESETS.flatMap((preset) => factorsOf(preset).map(({ factor }) => factor.name));
    expect([...new Set(names)].sort()).toEqual([...FACTOR_NAMES].sort());
  });
});
