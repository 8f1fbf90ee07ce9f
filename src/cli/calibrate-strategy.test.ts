import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from './print-error.js';
import { runHere } from './run-cli.testing.js';

const SEASON = `
format = "synthetic-season/1"
title = "A season for calibration"
licence = "MIT"
seed = "calibrate"
startDate = "2026-02-02"
days = 10
games = { nba = 20, epl = 16 }
market = { inPlayQuoteSeconds = 60, tradesPerHour = 0 }
mispricing = { noise = 0.1, overreaction = 1 }
`;
const RUN = `
strategy = "favourite-dip"
[data]
dataset = "season"
[parameters.entry]
confidenceMissing = "renormalise"
confidenceMin = 0.4
`;

let folder = '';
const at = (name: string): string => join(folder, name);
const write = (name: string, text: string): string => {
  writeFileSync(at(name), text);
  return at(name);
};
const json = async (...args: readonly string[]) => {
  const ran = await runHere(...args, '--json');
  expect(ran.stderr).toBe('');
  return JSON.parse(ran.stdout);
};
const calibrate = (...args: readonly string[]) =>
  json('calibrate', '--db', at('s.duckdb'), '--resamples', '200', ...args);
const backtested = (config: string) => json('backtest', '--config', config, '--db', at('s.duckdb'));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'touchline-calibrate-strategy-'));
  const made = await runHere('data', 'synth', write('season.toml', SEASON), '--db', at('s.duckdb'));
  expect(made.code, made.stderr).toBe(EXIT.ok);
  write('run.toml', RUN);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("a strategy's own forecasts", () => {
  it('of a kept run are its entries, the same as when the strategy is run again', async () => {
    const { runId, counts } = await backtested(at('run.toml'));
    expect(counts.fills).toBeGreaterThan(10);
    const kept = await calibrate('--run', runId);
    const again = await calibrate('--config', at('run.toml'));
    expect(kept.n).toBeGreaterThan(10);
    expect(again).toMatchObject({
      n: kept.n,
      brier: kept.brier,
      skill: kept.skill,
      confidence: kept.confidence,
    });
    expect(kept.source).toMatchObject({
      moment: 'confidence at the entry',
      madeBy: { name: 'favourite-dip' },
    });
    expect(kept.confidence.traded).not.toBeNull();
    expect(kept.caveats.join(' ')).toContain('A confidence score is no probability');
  });

  it('at points of the game clock are those of every market that was quoted there', async () => {
    const all = await calibrate('--config', at('run.toml'), '--progress', '0.25,0.5');
    const mid = await calibrate('--config', at('run.toml'), '--progress', '0.25,0.5', '--forecast', 'mid');
    // Thirty-six games; at each point nearly all of them are quoted on some side.
    expect(all.games).toBeGreaterThan(30);
    expect(all.groups.map(({ by }: { by: string }) => by)).toContain('time left');
    expect(mid.skill.brierMarket).toBeCloseTo(mid.brier, 12);
    expect(all.skill.rows).toBe(mid.n);
  });

  it('when sized by, give another stake, and none for games before the cut-off', async () => {
    const ask = ['--config', at('run.toml'), '--progress', '0.5', '--forecast', 'mid'];
    const fitted = async (cutOff: string): Promise<string> => {
      const { recalibration } = await calibrate(
        ...ask,
        '--fit',
        'logistic',
        '--cut-off',
        cutOff,
        '--out',
        at('fits'),
      );
      return recalibration.file;
    };
    const config = (file: string): string =>
      `${RUN}[parameters.sizing.stake]\nmode = "calibrated"\ncalibration = ${JSON.stringify(file)}\n`;
    const early = write('early.toml', config(await fitted('2026-02-06')));
    const { counts, config: settings } = await backtested(early);
    const traded = counts.fills;
    const late = await backtested(write('late.toml', config(await fitted('2026-02-11'))));
    expect(traded).toBeGreaterThan(late.counts.fills);
    const rows = settings.filter(({ key }: { key: string }) => key.includes('calibration'));
    expect(rows).toEqual([
      {
        key: 'parameters.sizing.stake.calibration',
        value: expect.stringMatching(/^[0-9a-f]{64}$/),
        origin: 'file',
      },
    ]);
  });

  it.each([
    [['--run', 'a', '--at', 'start'], 'a kept run has its entries alone'],
    [['--config', 'x.toml', '--progress', '0.5', '--at', 'start'], 'by the game clock or by time'],
    [['--dataset', 'season', '--progress', '0.5'], 'a price is no decision'],
    [['--dataset', 'season', '--at', 'entry'], 'a price has no entry'],
    [['--config', 'x.toml', '--baseline', 'close'], 'a strategy has no closing price'],
    [['--config', 'x.toml', '--progress', '1.5'], 'Wanted parts of regulation'],
  ])('%s is refused', async (args, message) => {
    const ran = await runHere('calibrate', ...args);
    expect(ran.code).toBe(EXIT.badInput);
    expect(ran.stderr).toContain(message);
  });
});
