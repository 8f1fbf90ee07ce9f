import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type BacktestOptions, runBacktest } from '../../engine/backtest.js';
import type { RunResult } from '../../engine/run-result.js';
import type { Tape } from '../../engine/tape.js';
import { MICROS_PER_DAY, MICROS_PER_HOUR, micros, shares, usd } from '../../engine/units.js';
import { favouriteDip } from '../../strategies/favourite-dip/favourite-dip.js';
import { generateSeason } from './generate-season.js';
import { parseSeasonFile } from './parse-season-file.js';
import { clusteredZ } from './season.testing.js';

const FIRST_DAY = Date.parse('2026-01-04T00:00:00Z') * 1000;

const season = (name: string): Tape => {
  const file = new URL(`../../../datasets/${name}.toml`, import.meta.url);
  return generateSeason(parseSeasonFile(readFileSync(file, 'utf8'), name));
};

/** No limits but the prices and sizes of the season itself. */
const options = (parameters: unknown): BacktestOptions => ({
  strategy: favouriteDip.instantiate((schema) => {
    const checked = schema.parse(parameters);
    return () => checked;
  }),
  startingCash: usd(10_000_000_000),
  seed: '1',
  venue: {
    latency: { entryMs: 250, cancelMs: 250, responseMs: 100 },
    queueModel: 'back',
    quoteSizeCap: shares(100_000_000),
    staleAfterMs: 300_000,
    makerRebates: false,
    syntheticHalfSpread: null,
  },
  risk: {
    perOrder: null,
    perMarket: null,
    perGame: null,
    perSport: null,
    perAccount: null,
    dailyLoss: null,
    openMarkets: null,
  },
  dayStarts: Array.from({ length: 40 }, (_, day) => micros(FIRST_DAY + day * MICROS_PER_DAY)),
  equityEvery: micros(MICROS_PER_HOUR),
  blockedDecisionsMax: 0,
});

/** Mean profit of the games that were traded, in standard errors. */
function profitZ(result: RunResult): number {
  const profits = new Map<number, number[]>();
  for (const trip of result.roundTrips) {
    const game = result.catalog.markets[trip.market]?.game ?? -1;
    profits.set(game, [...(profits.get(game) ?? []), trip.pnl]);
  }
  expect(profits.size).toBeGreaterThan(100);
  return clusteredZ(profits);
}

const HOLD = {
  entry: { dipRelativeMin: 0.2, confidenceMin: 0 },
  exit: { takeProfit: 'off', stopLoss: 'off' },
};
const REBOUND = { exit: { takeProfit: 0.1, stopLoss: 'off' } };
const TIGHT = {};

describe('the whole way from season to profit', () => {
  const fair = season('fair-season');
  const demo = season('demo-season');

  it.each([
    ['held to the end', HOLD],
    ['sold on a rebound', REBOUND],
    ['with the default exits', TIGHT],
  ])('earns nothing on a fair season, %s', (_, parameters) => {
    const result = runBacktest(fair, options(parameters));
    expect(profitZ(result)).toBeLessThan(2);
    expect(result.cash - result.startingCash).toBeLessThan(0);
  });

  it.each([
    ['held to the end', HOLD],
    ['sold on a rebound', REBOUND],
  ])('finds the edge that is planted in the demo season, %s', (_, parameters) => {
    const result = runBacktest(demo, options(parameters));
    expect(profitZ(result)).toBeGreaterThan(2);
  });
});
