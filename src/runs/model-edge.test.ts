import { describe, expect, it } from 'vitest';
import { generateSeason } from '../data/synthetic/generate-season.js';
import { testSeason } from '../data/synthetic/season.testing.js';
import type { LogGrowth } from '../research/log-growth.js';
import { optionsOf, runConfigured, type Settings } from './knob-case.testing.js';
import { pooledGames } from './pooled-games.testing.js';
import { runStatistics } from './run-statistics.js';
import { UNLIMITED } from './unlimited.testing.js';

const SEEDS = ['one', 'two', 'three', 'four'];
const SIZE = {
  days: 20,
  games: { nba: 60, epl: 40 },
  market: { pregameSeconds: 1_200, inPlayQuoteSeconds: 60, tradesPerHour: 0 },
};

/** The season is made by score and clock alone: the model may be trusted whole. */
const MODEL_EDGE: Settings = {
  strategy: 'model-edge',
  risk: UNLIMITED,
  parameters: { model: { shrink: 1 }, sizing: { stake: { mode: 'belief-kelly', kellyFraction: 0.25 } } },
};

/** The same games for every seed, quoted with an error of the crowd or without. */
function play(mispricing: Settings) {
  const runs = SEEDS.map((seed) => {
    const tape = generateSeason(testSeason({ ...SIZE, seed, mispricing }));
    const result = runConfigured(MODEL_EDGE, tape);
    const { growth } = runStatistics(tape, { result, options: optionsOf(MODEL_EDGE, tape), trials: 1 });
    return { result, growth };
  });
  const growths = runs.flatMap(({ growth }) => (growth === null ? [] : [growth]));
  return { games: pooledGames(runs.map(({ result }) => result)), growth: pooledGrowth(growths) };
}

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

const planted = play({ overreaction: 0.8, overreactionHalfLifeSeconds: 400 });
const fair = play({});

describe('model-edge on seasons whose crowd overreacts', () => {
  it('finds the planted error: the interval of what it made a game lies above zero', () => {
    expect(planted.games.games).toBeGreaterThan(200);
    expect(planted.games.low).toBeGreaterThan(0);
  });

  it('keeps its promise: the sum of expected log growth lies within the interval of the realised one', () => {
    expect(planted.growth.expected).toBeGreaterThan(planted.growth.low);
    expect(planted.growth.expected).toBeLessThan(planted.growth.high);
  });
});

describe('model-edge on the same games quoted without error', () => {
  it('finds nothing: the interval of what it made a game reaches below zero', () => {
    expect(fair.games.games).toBeGreaterThan(20);
    expect(fair.games.low).toBeLessThan(0);
  });

  it('trades less than half as often and promises less than a fifth of the growth', () => {
    expect(fair.growth.entries).toBeLessThan(planted.growth.entries / 2);
    expect(fair.growth.expected).toBeLessThan(planted.growth.expected / 5);
  });
});
