import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GamePhase, GameState } from '../../engine/events.js';
import { progress } from './progress.js';
import type { ClockRules } from './regulation.js';
import { type SportSpec, specOfLeague } from './sport-spec.js';

const state = (values: Partial<GameState>): GameState => ({
  phase: 'live',
  period: null,
  secondsLeftInPeriod: null,
  secondsElapsedInPeriod: null,
  homeScore: null,
  awayScore: null,
  possession: null,
  ...values,
});
const left = (period: number, secondsLeftInPeriod: number): GameState =>
  state({ period, secondsLeftInPeriod });
const played = (period: number, secondsElapsedInPeriod: number): GameState =>
  state({ period, secondsElapsedInPeriod });

function spec(league: string): SportSpec {
  const found = specOfLeague(league);
  if (!found) throw new Error(`no spec of ${league}`);
  return found;
}

function clockOf(league: string): SportSpec & ClockRules {
  const found = spec(league);
  if (found.kind !== 'clock') throw new Error(`${league} has no clock`);
  return found;
}

const PHASES: readonly GamePhase[] = [
  'scheduled',
  'live',
  'break',
  'overtime',
  'shootout',
  'delayed',
  'suspended',
  'final',
  'postponed',
  'cancelled',
  'unknown',
];
const CLOCKED = [
  ...['nba', 'wnba', 'nbasl', 'euroleague', 'ncaam', 'ncaaw', 'nfl', 'ncaaf', 'nhl', 'mls'],
  ...['nrl', 'sixnations', 'afl', 'hbl', 'pll', 'ncaamlax', 'nll', 'cfl', 'ufl'],
];

describe('progress of a clock that counts down', () => {
  it.each([
    ['nba', 3, 360, 0.625, 1080, 'q3'],
    ['ncaam', 2, 600, 0.75, 600, 'h2'],
    ['nfl', 4, 318, 0.911667, 318, 'q4'],
    ['nba', 2, 0, 0.5, 1440, 'q3'],
    ['wnba', 1, 600, 0, 2400, 'q1'],
    ['ncaaw', 4, 300, 0.875, 300, 'q4'],
    ['nbasl', 3, 600, 0.5, 1200, 'q3'],
    ['nhl', 3, 600, 0.833333, 600, 'p3'],
    ['nba', 4, 0, 1, 0, 'q4'],
  ])(
    '%s, period %i with %i s left, is %f of the game',
    (league, period, seconds, fraction, remaining, segment) => {
      const result = progress(spec(league), left(period, seconds));
      expect(result.fraction).toBeCloseTo(fraction, 6);
      expect(result).toMatchObject({ known: true, secondsRemaining: remaining, segment, isOvertime: false });
    },
  );

  it('treats 0:00 of a period as the start of the next', () => {
    for (const league of ['nba', 'nfl', 'ncaam', 'nhl']) {
      const rules = clockOf(league);
      for (let period = 1; period < rules.periods; period += 1) {
        expect(progress(rules, left(period, 0))).toEqual(
          progress(rules, left(period + 1, rules.periodSeconds)),
        );
      }
    }
  });

  it('treats a break before the next period and after the last one as the same instant', () => {
    const ended = progress(spec('nba'), { ...left(2, 0), phase: 'break' });
    expect(ended).toEqual(progress(spec('nba'), { ...left(3, 720), phase: 'break' }));
  });

  it('clamps a clock that a correction set above the period', () => {
    expect(progress(spec('nba'), left(2, 725))).toEqual(progress(spec('nba'), left(2, 720)));
  });

  it('says exactly what is left where one less than the fraction would miss a step', () => {
    expect(1 - 2592 / 2880).toBeLessThan(0.1);
    expect(progress(spec('nba'), left(4, 288)).remaining).toBe(0.1);
  });
});

describe('progress of a clock that counts up with added time', () => {
  const soccer = spec('epl');

  it.each([
    ["58'", 2, 13 * 60, 58 / 90, 38 * 60],
    ["0'", 1, 0, 0, (45 + 2.5 + 45 + 6) * 60],
    ["30'", 1, 30 * 60, 30 / 90, (15 + 2.5 + 45 + 6) * 60],
    ["90'", 2, 45 * 60, 1, 6 * 60],
    ["90'+2'", 2, 47 * 60, 1, 4 * 60],
    ["90'+5'30", 2, 50.5 * 60, 1, 60],
    ["90'+9'", 2, 54 * 60, 1, 60],
  ])('%s is where the formula says', (_, period, elapsed, fraction, remaining) => {
    const result = progress(soccer, played(period, elapsed));
    expect(result.fraction).toBeCloseTo(fraction, 12);
    expect(result.secondsRemaining).toBe(remaining);
  });

  it('stays in the first half and at one half through its added time', () => {
    expect(progress(soccer, played(1, 47 * 60))).toMatchObject({ fraction: 0.5, segment: 'h1' });
  });

  it('treats half-time as the start of the second half', () => {
    expect(progress(soccer, { ...played(1, 48 * 60), phase: 'break' })).toEqual(
      progress(soccer, played(2, 0)),
    );
  });

  it('counts extra time as overtime, with regulation played', () => {
    expect(progress(soccer, played(3, 60))).toMatchObject({ fraction: 1, segment: 'ot', isOvertime: true });
  });
});

describe('what is not known', () => {
  it('stays unknown without a clock, and keeps the segment that is known', () => {
    expect(progress(spec('nba'), state({ period: 3 }))).toEqual({
      known: false,
      fraction: null,
      remaining: null,
      secondsRemaining: null,
      etaWallSeconds: null,
      segment: 'q3',
      isOvertime: false,
    });
  });

  it.each([
    state({ secondsLeftInPeriod: 100 }),
    left(0, 100),
    left(-1, 100),
    left(1.5, 100),
    left(Number.NaN, 100),
    left(1, Number.NaN),
    left(1, -1),
    { ...left(1, 100), phase: 'unknown' as const },
    { ...left(1, 100), phase: 'postponed' as const },
    { ...left(1, 100), phase: 'cancelled' as const },
  ])('is not guessed from %o', (input) => {
    expect(progress(spec('nba'), input).known).toBe(false);
  });
});

describe('phases without a running clock', () => {
  it('has everything to play before the start', () => {
    expect(progress(spec('nba'), state({ phase: 'scheduled' }))).toMatchObject({
      fraction: 0,
      remaining: 1,
      secondsRemaining: 2880,
      segment: null,
    });
  });

  it('has nothing left when it is final', () => {
    expect(progress(spec('nba'), state({ phase: 'final', period: 5 }))).toMatchObject({
      known: true,
      fraction: 1,
      secondsRemaining: 0,
      segment: null,
      isOvertime: true,
    });
  });

  it.each([left(5, 300), state({ phase: 'overtime' }), state({ phase: 'shootout', period: 5 })])(
    'is overtime in %o and never negative',
    (input) => {
      expect(progress(spec('nhl'), input)).toMatchObject({
        fraction: 1,
        secondsRemaining: 0,
        segment: 'ot',
        isOvertime: true,
      });
    },
  );
});

describe('any state at all', () => {
  const number = fc.option(fc.oneof(fc.integer({ min: -5, max: 20 }), fc.double()), { nil: null });
  const anyState = fc.record({
    phase: fc.constantFrom(...PHASES),
    period: number,
    secondsLeftInPeriod: fc.option(fc.oneof(fc.integer({ min: -9, max: 3000 }), fc.double()), { nil: null }),
    secondsElapsedInPeriod: fc.option(fc.oneof(fc.integer({ min: -9, max: 9000 }), fc.double()), {
      nil: null,
    }),
  });

  it('gives numbers in range, or null for all of them together', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CLOCKED), anyState, (league, values) => {
        const { known, fraction, remaining, secondsRemaining } = progress(spec(league), state(values));
        if (fraction === null || remaining === null || secondsRemaining === null) {
          return !known && fraction === null && remaining === null && secondsRemaining === null;
        }
        return (
          known && fraction >= 0 && fraction <= 1 && remaining >= 0 && remaining <= 1 && secondsRemaining >= 0
        );
      }),
    );
  });

  it('never has more left later in the game', () => {
    const instant = fc.record({
      period: fc.integer({ min: 1, max: 6 }),
      seconds: fc.integer({ min: 0, max: 3300 }),
    });
    fc.assert(
      fc.property(fc.constantFrom(...CLOCKED), instant, instant, (league, a, b) => {
        const rules = clockOf(league);
        const longest = rules.clock === 'up' ? 3300 : rules.periodSeconds;
        const at = ({ period, seconds }: typeof a) =>
          progress(rules, played(period, Math.min(seconds, longest)));
        const order = a.period - b.period || a.seconds - b.seconds;
        const [first, second] = order <= 0 ? [at(a), at(b)] : [at(b), at(a)];
        return (
          Number(first.fraction) <= Number(second.fraction) &&
          Number(first.secondsRemaining) >= Number(second.secondsRemaining)
        );
      }),
    );
  });
});
