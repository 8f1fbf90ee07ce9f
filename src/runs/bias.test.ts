import { describe, expect, it } from 'vitest';
import { readConfigFile } from '../config/config-file.js';
import { generateSeason } from '../data/synthetic/generate-season.js';
import { testSeason } from '../data/synthetic/season.testing.js';
import type { Strategy } from '../engine/strategy.js';
import type { Tape } from '../engine/tape.js';
import { runConfigured, type Settings } from './knob-case.testing.js';
import { pooledGames } from './pooled-games.testing.js';
import { holdingProbe } from './probes.testing.js';
import { UNLIMITED } from './unlimited.testing.js';

const SEEDS = ['one', 'two', 'three'];
const SIZE = { days: 10, games: { nba: 14, epl: 10 }, market: { inPlayQuoteSeconds: 20, tradesPerHour: 0 } };

/** What examples/demo.toml trades, without limits that stop it after a bad day. */
const DEMO = readConfigFile('examples/demo.toml');
const FAVOURITE_DIP: Settings = { ...DEMO, risk: UNLIMITED, account: { cashUsd: 100_000 } };
const EMA_CROSS: Settings = { strategy: 'ema-cross', risk: UNLIMITED, parameters: { sizeShares: 10 } };

/** Over all seeds. */
const pooled = (tapes: readonly Tape[], settings: Settings, probe?: () => Strategy) =>
  pooledGames(tapes.map((tape) => runConfigured(settings, tape, probe)));

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
