import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from './print-error.js';
import { runHere } from './run-cli.testing.js';

const folder = mkdtempSync(join(tmpdir(), 'touchline-trend-'));
afterAll(() => rmSync(folder, { recursive: true }));
const db = join(folder, 'store.duckdb');

/** The same games, once with a crowd that overreacts and comes to its senses within minutes, once without. */
const season = (overreaction: number): string => `
format = "synthetic-season/1"
title = "Moves"
licence = "MIT"
seed = "moves"
startDate = "2026-02-02"
days = 20
[games]
nba = 60
epl = 60
[mispricing]
overreaction = ${overreaction}
overreactionHalfLifeSeconds = 400
`;

beforeAll(async () => {
  for (const [name, overreaction] of [
    ['over', 0.8],
    ['sober', 0],
  ] as const) {
    const file = join(folder, `${name}.toml`);
    writeFileSync(file, season(overreaction));
    expect((await runHere('data', 'synth', file, '--db', db, '--name', name)).code).toBe(EXIT.ok);
  }
}, 300_000);

describe('touchline trend', () => {
  const trend = (dataset: string, ...options: readonly string[]) =>
    runHere(
      'trend',
      '--dataset',
      dataset,
      '--db',
      db,
      '--back',
      '5',
      '--gap',
      '0.5',
      '--ahead',
      '5',
      ...options,
    );

  it('finds that moves turn back where the crowd overreacts', async () => {
    const { slope } = JSON.parse((await trend('over', '--json')).stdout);
    expect(slope.interval.high).toBeLessThan(0);
    expect((await trend('over')).stdout).toContain('moves turn back');
  });

  it('does not where it does not', async () => {
    const { slope } = JSON.parse((await trend('sober', '--json')).stdout);
    expect(slope.interval.high).toBeGreaterThan(0);
    expect((await trend('sober')).stdout).not.toContain('moves turn back');
  });
});

describe('touchline ablate', () => {
  const config = join(folder, 'demo.toml');
  cpSync(resolve('examples/demo.toml'), config);
  const ablate = (file: string) =>
    runHere('ablate', '--config', file, '--db', db, '--dataset', 'over', '--json');

  it('begins with the whole confidence, as the backtest has it, and some factor changes entries', async () => {
    const { rows } = JSON.parse((await ablate(config)).stdout);
    const args = [
      '--config',
      config,
      '--db',
      db,
      '--dataset',
      'over',
      '--json',
      '--out',
      join(folder, 'run'),
    ];
    const whole = JSON.parse((await runHere('backtest', ...args)).stdout);
    expect(rows[0].without).toBeNull();
    expect(rows[0].pnlUsd).toBeCloseTo(whole.pnlUsd, 6);
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.slice(1).some((row: { entries: number }) => row.entries !== rows[0].entries)).toBe(true);
  }, 300_000);

  it('says so of a strategy that has no confidence', async () => {
    const file = join(folder, 'ema.toml');
    writeFileSync(file, 'strategy = "ema-cross"\n[data]\ndataset = "over"\n');
    const { code, stderr } = await ablate(file);
    expect(code).not.toBe(EXIT.ok);
    expect(stderr).toContain('no confidence to take apart');
  });
});
