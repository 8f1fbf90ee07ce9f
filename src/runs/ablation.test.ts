import { describe, expect, it } from 'vitest';
import { mergeTables, readConfigFile } from '../config/config-file.js';
import { generateSeason } from '../data/synthetic/generate-season.js';
import { testSeason } from '../data/synthetic/season.testing.js';
import { ablation } from '../research/ablation.js';
import { runConfigured, type Settings } from './knob-case.testing.js';
import { UNLIMITED } from './unlimited.testing.js';

const tape = generateSeason(
  testSeason({
    seed: 'ablation',
    days: 10,
    games: { nba: 16, epl: 0 },
    mispricing: { overreaction: 0.8, overreactionHalfLifeSeconds: 400 },
  }),
);
const run = (entry: Settings) =>
  runConfigured(
    mergeTables(readConfigFile('examples/demo.toml'), { risk: UNLIMITED, parameters: { entry } }),
    tape,
  );

describe('an ablation', () => {
  const whole = run({});
  const rows = ablation(whole, [
    { without: 'price_drop', result: run({ confidenceWithout: ['price_drop'] }) },
    { without: 'nothing at all', result: run({ confidenceWithout: [] }) },
  ]);

  it('holds the whole score against itself: no difference, every entry shared', () => {
    const [base, , same] = rows;
    expect(base?.entries).toBeGreaterThan(10);
    expect(same).toEqual({ ...base, without: 'nothing at all' });
    expect(base).toMatchObject({ shared: base?.entries, differenceUsd: 0 });
  });

  it('shows what a factor changes: other entries, and the money between them a game', () => {
    const [base, without] = rows;
    expect(without?.shared).toBeLessThan(base?.entries ?? 0);
    expect(without?.pnlUsd).not.toBe(base?.pnlUsd);
    const games = new Set(whole.roundTrips.map(({ market }) => whole.catalog.markets[market]?.game)).size;
    // The difference a game is of all games that either traded: at least as many as the whole score did.
    const total = (without?.pnlUsd ?? 0) - (base?.pnlUsd ?? 0);
    expect(Math.abs(without?.differenceUsd ?? 0)).toBeLessThanOrEqual(Math.abs(total) / games + 1e-9);
  });
});
