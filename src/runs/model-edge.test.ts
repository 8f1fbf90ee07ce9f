import { describe, expect, it } from 'vitest';
import { generateSeason } from '../data/synthetic/generate-season.js';
import { testSeason } from '../data/synthetic/season.testing.js';
import { type LogGrowth, logGrowth } from '../research/log-growth.js';
import { BOSTON, NBA_GAME, Scenario, steps } from '../strategies/favourite-dip/scenario.testing.js';
import { optionsOf, runConfigured, type Settings } from './knob-case.testing.js';
import { markFills } from './mark-fills.js';
import { pooledGames } from './pooled-games.testing.js';
import { beliefRows } from './run-statistics.js';

import { UNLIMITED } from './unlimited.testing.js';

/** More than were needed to see it once: four seeds agreed by luck with what sixteen did not. */
const SEEDS = Array.from({ length: 16 }, (_, index) => `fresh-${index}`);
const BOTH = { nba: 40, epl: 10 };
const SOCCER = { nba: 0, epl: 25 };
const BASKETBALL = { nba: 40, epl: 0 };
const OVERREACTION = { overreaction: 0.8, overreactionHalfLifeSeconds: 400 };
const SIZE = {
  days: 20,
  market: { pregameSeconds: 1_200, inPlayQuoteSeconds: 60, tradesPerHour: 0 },
};

const FIRST_QUARTER = { phase: 'live', period: 1, secondsLeftInPeriod: 120 } as const;

/** The model is trusted whole, so that its belief is what is put to the test. */
const MODEL_EDGE: Settings = {
  strategy: 'model-edge',
  risk: UNLIMITED,
  parameters: { model: { shrink: 1 }, sizing: { stake: { mode: 'belief-kelly', kellyFraction: 0.25 } } },
};

/** The same games for every seed, quoted with an error of the crowd or without. */
const play = (games: Settings, mispricing: Settings) =>
  SEEDS.map((seed) => {
    const tape = generateSeason(testSeason({ ...SIZE, games, seed, mispricing }));
    return { tape, result: runConfigured(MODEL_EDGE, tape) };
  });

type Played = ReturnType<typeof play>;

const gamesOf = (runs: Played) => pooledGames(runs.map(({ result }) => result));

const growthOf = (runs: Played) =>
  pooledGrowth(
    runs.flatMap(({ tape, result }) => {
      const marks = markFills(tape, { result, options: optionsOf(MODEL_EDGE, tape) });
      return logGrowth(beliefRows(result, marks)) ?? [];
    }),
  );

/** Sums over seeds; the variance of a promise is what its z says. */
function pooledGrowth(growths: readonly LogGrowth[]) {
  const sum = (of: (growth: LogGrowth) => number): number =>
    growths.reduce((total, growth) => total + of(growth), 0);
  const variance = sum(({ realised, expected, z }) => ((realised - expected) / z) ** 2);
  const [realised, expected] = [sum((growth) => growth.realised), sum((growth) => growth.expected)];
  return {
    entries: sum(({ entries }) => entries),
    realised,
    expected,
    low: realised - 1.96 * Math.sqrt(variance),
    high: realised + 1.96 * Math.sqrt(variance),
  };
}

describe('model-edge on seasons whose crowd overreacts', () => {
  it('finds the planted error: the interval of what it made a game lies above zero', () => {
    const games = gamesOf(play(BOTH, OVERREACTION));
    expect(games.games).toBeGreaterThan(400);
    expect(games.low).toBeGreaterThan(0);
  });

  it('keeps its promise in soccer, made of what the model reads: expected growth within the interval', () => {
    const growth = growthOf(play(SOCCER, OVERREACTION));
    expect(growth.entries).toBeGreaterThan(200);
    expect(growth.expected).toBeGreaterThan(growth.low);
    expect(growth.expected).toBeLessThan(growth.high);
  });

  it('is found out in basketball, whose season counts possessions out: half of one is worth 0 or 1.1, not 0.55', () => {
    const growth = growthOf(play(BASKETBALL, OVERREACTION));
    expect(growth.realised).toBeGreaterThan(0);
    expect(growth.expected).toBeGreaterThan(growth.realised);
  });
});

describe('model-edge on the same games quoted without error', () => {
  it('finds nothing: the interval of what it made a game reaches below zero', () => {
    const games = gamesOf(play(BOTH, {}));
    expect(games.games).toBeGreaterThan(100);
    expect(games.low).toBeLessThan(0);
  });

  it('sees next to no edge in soccer, and where it does it is one of the feed being late', () => {
    const growth = growthOf(play(SOCCER, {}));
    expect(growth.entries).toBeLessThan(10);
  });
});

describe('a price that moved while an old state was on its way', () => {
  /** Boston falls from 0.70 to 0.58 at minute 10; the state that comes three seconds later does not know why. */
  const late = () =>
    new Scenario()
      .facts(-91, BOSTON)
      .quotes([-90, 9], BOSTON, steps())
      .basketball([0, 9], () => 0)
      .quote(10, BOSTON, { bid: 0.57, ask: 0.59 })
      .state(10.05, NBA_GAME, { ...FIRST_QUARTER, homeScore: 20, awayScore: 20 })
      .quote(10.06, BOSTON, { bid: 0.57, ask: 0.59 })
      .resolve(60, BOSTON, 0)
      .build();
  const entered = (feedLagSeconds: number) =>
    runConfigured(
      { strategy: 'model-edge', parameters: { model: { shrink: 1 }, entry: { feedLagSeconds } } },
      late(),
    ).orders.length;

  it('is not taken for cheap by the state that is older', () => {
    expect(entered(15)).toBe(0);
  });

  it('was, when a state was thought to be of the moment in which it is heard', () => {
    expect(entered(0)).toBe(1);
  });
});
