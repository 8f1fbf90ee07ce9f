import { describe, expect, it } from 'vitest';
import { readConfigFile } from '../config/config-file.js';
import { generateSeason } from '../data/synthetic/generate-season.js';
import { testSeason } from '../data/synthetic/season.testing.js';
import type { RunResult } from '../engine/run-result.js';
import type { Strategy } from '../engine/strategy.js';
import type { Tape } from '../engine/tape.js';
import { USD_PER_DOLLAR } from '../engine/units.js';
import { clusteredMean } from '../research/clustered-mean.js';
import { runConfigured, type Settings } from './knob-case.testing.js';
import { holdingProbe } from './probes.testing.js';

const SEEDS = ['one', 'two', 'three'];
const SIZE = { days: 10, games: { nba: 14, epl: 10 }, market: { inPlayQuoteSeconds: 20, tradesPerHour: 0 } };

/** What examples/demo.toml trades, without limits that stop it after a bad day. */
const DEMO = readConfigFile('examples/demo.toml');
const UNLIMITED = {
  perMarketUsd: 'none',
  perGameUsd: 'none',
  perSportUsd: 'none',
  perAccountUsd: 'none',
  dailyLossUsd: 'none',
  openMarkets: 'none',
};
const FAVOURITE_DIP: Settings = { ...DEMO, risk: UNLIMITED, account: { cashUsd: 100_000 } };
const EMA_CROSS: Settings = { strategy: 'ema-cross', risk: UNLIMITED, parameters: { sizeShares: 10 } };

/** Net dollars of each game that was traded. */
function perGame({ roundTrips, catalog }: RunResult): readonly number[] {
  const games = new Map<number, number>();
  for (const { market, pnl } of roundTrips) {
    const game = catalog.markets[market]?.game ?? -1;
    games.set(game, (games.get(game) ?? 0) + pnl / USD_PER_DOLLAR);
  }
  return [...games.values()];
}

/** Mean a game over all seeds with its 95 % interval; games are independent, what is traded within is not. */
function pooled(tapes: readonly Tape[], settings: Settings, probe?: () => Strategy) {
  const games = tapes.flatMap((tape) => perGame(runConfigured(settings, tape, probe)));
  const estimate = clusteredMean(games.map((value) => [value]));
  return {
    games: games.length,
    low: estimate?.interval?.low ?? Number.NaN,
    high: estimate?.interval?.high ?? Number.NaN,
  };
}

describe('a season that is quoted without error', () => {
  const tapes = SEEDS.map((seed) => generateSeason(testSeason({ ...SIZE, seed })));

  it.each<[string, Settings, (() => Strategy) | undefined]>([
    ['favourite-dip', FAVOURITE_DIP, undefined],
    ['ema-cross', EMA_CROSS, undefined],
    ['favourites, bought in play and held', { risk: UNLIMITED }, holdingProbe('favourite')],
    ['longshots, bought in play and held', { risk: UNLIMITED }, holdingProbe('longshot')],
  ])('earns nothing for %s', (_name, settings, probe) => {
    const { games, low } = pooled(tapes, settings, probe);
    expect(games).toBeGreaterThan(20);
    expect(low).toBeLessThan(0);
  });
});

describe('a season whose market overreacts and underrates favourites', () => {
  const mispricing = { favouriteLongshotBias: 0.1, overreaction: 0.8, overreactionHalfLifeSeconds: 400 };
  const tapes = SEEDS.map((seed) => generateSeason(testSeason({ ...SIZE, seed, mispricing })));

  it('earns something for favourite-dip: the planted error is found', () => {
    expect(pooled(tapes, FAVOURITE_DIP).low).toBeGreaterThan(0);
  });
});
