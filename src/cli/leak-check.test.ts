import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from './print-error.js';
import { runHere } from './run-cli.testing.js';

let folder = '';
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'touchline-leak-cli-'));
  writeFileSync(
    at('season.toml'),
    `format = "synthetic-season/1"
title = "A season for leaks"
licence = "MIT"
seed = "leaks"
startDate = "2026-02-02"
days = 2
games = { nba = 6, epl = 2 }
market = { inPlayQuoteSeconds = 60, tradesPerHour = 0 }
`,
  );
  writeFileSync(
    at('run.toml'),
    'strategy = "ema-cross"\ndata.dataset = "season"\nparameters.sizeShares = 20\n',
  );
  writeFileSync(
    at('idle.toml'),
    'strategy = "favourite-dip"\ndata.dataset = "season"\nparameters.entry.baselineMin = 0.99\n',
  );
  const made = await runHere('data', 'synth', at('season.toml'), '--db', at('s.duckdb'));
  expect(made.stderr).toBe('');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('touchline leak-check', () => {
  it('prints a verdict for every check, and ends with 0 when there is no leak', async () => {
    const ran = await runHere(
      'leak-check',
      '--config',
      at('run.toml'),
      '--db',
      at('s.duckdb'),
      '--cuts',
      '2',
      '--json',
    );
    const json = JSON.parse(ran.stdout);
    expect(json).toMatchObject({
      schema: 'touchline/leak-check/1',
      verdict: 'no-leak-found',
      dataset: 'season',
    });
    expect(json.fills).toBeGreaterThan(0);
    expect(json.checks.map(({ check, verdict }: Record<string, string>) => [check, verdict])).toEqual([
      ['repeat', 'pass'],
      ['outcome-flip', 'pass'],
      ['truncation', 'pass'],
      ['time-shift', 'pass'],
      ['renamed', 'pass'],
      ['shuffled-labels', 'pass'],
    ]);
    expect(ran.code).toBe(EXIT.ok);
  });

  it('ends with 3 when nothing was shown', async () => {
    const ran = await runHere(
      'leak-check',
      '--config',
      at('idle.toml'),
      '--db',
      at('s.duckdb'),
      '--cuts',
      '1',
    );
    expect(ran.stdout).toContain('It never traded here, so nothing is shown.');
    expect(ran.code).toBe(EXIT.findings);
  });
});
