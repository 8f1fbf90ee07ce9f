import { describe, expect, it } from 'vitest';
import { prob } from '../../engine/units.js';
import { type Bases, runsFrom } from './base-out-chain.js';
import { type BaseballSituation, LEAGUE_RUNS } from './baseball.js';
import { type WinModel, winProbability } from './win-probability.js';

const LEAGUE: WinModel<'baseball'> = {
  kind: 'baseball',
  homeRuns: LEAGUE_RUNS,
  awayRuns: LEAGUE_RUNS,
  innings: 9,
  extrasHome: prob(0.5),
  ghostRunner: false,
};

function home(at: Partial<BaseballSituation>, model = LEAGUE): number {
  const result = winProbability(model, { inning: 1, half: 'top', lead: 0, bases: 0, outs: 0, ...at });
  if (result.kind === 'unsupported') throw new Error(result.reason);
  return result.home;
}

describe('baseball by half-innings of the league', () => {
  it.each<[string, Partial<BaseballSituation>, number]>([
    ['level at the start', {}, 0.5],
    ['level at the top of the 6th', { inning: 6 }, 0.5],
    ['level at the top of the 12th', { inning: 12 }, 0.5],
    ['one up at the top of the 7th', { inning: 7, lead: 1 }, 0.7007],
    ['one up at the top of the 9th', { inning: 9, lead: 1 }, 0.8417],
    ['level in the bottom of the 9th', { inning: 9, half: 'bottom' }, 0.635],
    ['one down in the bottom of the 9th', { inning: 9, half: 'bottom', lead: -1 }, 0.195],
  ])('%s', (_, at, expected) => {
    expect(home(at)).toBeCloseTo(expected, 4);
  });

  it('ends with the lead of the home side in the last bottom half', () => {
    expect(home({ inning: 9, half: 'bottom', lead: 1 })).toBe(1);
    expect(home({ inning: 8, half: 'bottom', lead: 1 })).toBeLessThan(1);
    expect(home({ inning: 7, half: 'bottom', lead: 1 }, { ...LEAGUE, innings: 7 })).toBe(1);
  });

  it('gives a better offence the better game', () => {
    const strong = { ...LEAGUE, homeRuns: [0.65, 0.18, 0.09, 0.05, 0.03] };
    expect(home({}, strong)).toBeGreaterThan(0.55);
  });

  it('starts extra half-innings to come with a runner on second', () => {
    const ghost = { ...LEAGUE, ghostRunner: true };
    expect(home({ inning: 10, bases: 2 }, ghost)).toBeCloseTo(0.5, 12);
    const needed = { inning: 10, half: 'bottom', lead: -1 } as const;
    expect(home({ ...needed, bases: 2 }, ghost)).toBeGreaterThan(home(needed, ghost) + 0.1);
    const top = { inning: 10, half: 'top', lead: -1, outs: 2 } as const;
    expect(home(top, ghost)).toBeGreaterThan(home(top));
  });

  it('knows the bases and outs of the half-inning that is played', () => {
    const last = { inning: 9, half: 'bottom', lead: 0 } as const;
    const loaded = home({ ...last, bases: 7, outs: 0 });
    const twoOut = home({ ...last, bases: 7, outs: 2 });
    const empty = home({ ...last, bases: 0, outs: 2 });
    expect(loaded).toBeGreaterThan(0.9);
    expect(twoOut).toBeGreaterThan(empty);
    expect(empty).toBeCloseTo(0.5 + 0.5 * (1 - (runsFrom({ bases: 0, outs: 2 })[0] ?? 0)), 12);
  });

  it('refuses runs that do not sum to one', () => {
    expect(() => home({}, { ...LEAGUE, homeRuns: [0.5] })).toThrow(/sum to 1/);
    expect(() => home({ inning: 0 })).toThrow(/inning/);
  });
});

/** Run expectancy of MLB in 2025 by bases and outs (gsarajian.github.io/RE24); the last cell was not published whole. */
const RE24: readonly (readonly [Bases, readonly number[]])[] = [
  [0, [0.497, 0.265, 0.104]],
  [1, [0.876, 0.512, 0.219]],
  [2, [1.155, 0.65, 0.32]],
  [4, [1.299, 0.905, 0.325]],
  [3, [1.602, 0.933, 0.451]],
  [5, [1.837, 1.206, 0.444]],
  [6, [1.965, 1.398, 0.548]],
  [7, [2.496, 1.579]],
];

describe('the chain over bases and outs', () => {
  it('meets the run expectancy of 2025 within 0.09 runs in every state, and within 0.04 in the mean', () => {
    const misses = RE24.flatMap(([bases, row]) =>
      row.map((expected, outs) => {
        const runs = runsFrom({ bases, outs: outs as 0 | 1 | 2 });
        expect(runs.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
        const mean = runs.reduce((sum, p, scored) => sum + p * scored, 0);
        expect(Math.abs(mean - expected), `bases ${bases}, outs ${outs}`).toBeLessThan(0.09);
        return Math.abs(mean - expected);
      }),
    );
    expect(misses.reduce((sum, miss) => sum + miss, 0) / misses.length).toBeLessThan(0.04);
  });

  it('scores nothing as often as a half-inning of the league, within 0.02', () => {
    expect(runsFrom({ bases: 0, outs: 0 })[0]).toBeCloseTo(LEAGUE_RUNS[0] ?? 0, 1);
  });
});
