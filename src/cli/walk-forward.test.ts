import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../data/store.js';
import { listTrials } from '../data/trials.js';
import { EXIT } from './print-error.js';
import { runHere, TOUCHLINE } from './run-cli.testing.js';

const SEASON = `
format = "synthetic-season/1"
title = "A season to walk over"
licence = "MIT"
seed = "walk"
startDate = "2026-02-02"
days = 10
games = { nba = 12, epl = 8 }
market = { inPlayQuoteSeconds = 60, tradesPerHour = 0 }
`;
const RUN = `
strategy = "ema-cross"
[data]
dataset = "season"
[parameters]
sizeShares = 10
`;
const WALK = `
base = "run.toml"
method = "grid"
[windows]
kind = "rolling"
trainDays = 4
testDays = 3
[axes.parameters]
fast = [3, 6]
slow = [12, 20]
`;
/** Two windows of four trials each and one test each. */
const TRIALS = 2 * (4 + 1);

let folder = '';
const at = (name: string): string => join(folder, name);
const command = (db: string, workers: number): readonly string[] => [
  ...['walk-forward', '--config', at('walk.toml'), '--db', at(db), '--workers', String(workers), '--json'],
];
const freshStore = (name: string): string => {
  cpSync(at('season.duckdb'), at(name));
  return name;
};
async function trialsOf(db: string) {
  const store = await openStore(at(db));
  try {
    return await listTrials(store);
  } finally {
    store.close();
  }
}

/** Kills the command when a few trials are on the disk. */
async function walkAndKill(db: string): Promise<NodeJS.Signals | null> {
  const [node = '', ...rest] = TOUCHLINE;
  const child = spawn(node, [...rest, ...command(db, 1)], { cwd: folder, stdio: 'ignore' });
  const log = `${at(db)}.wal`;
  const sizes = new Set<number>();
  const poll = setInterval(() => {
    if (existsSync(log) && statSync(log).size > 0) sizes.add(statSync(log).size);
    if (sizes.size > 2) child.kill('SIGKILL');
  }, 2);
  const [, signal] = await once(child, 'exit');
  clearInterval(poll);
  return signal;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'touchline-walk-'));
  for (const [name, text] of Object.entries({ season: SEASON, run: RUN, walk: WALK })) {
    writeFileSync(at(`${name}.toml`), text);
  }
  const made = await runHere('data', 'synth', at('season.toml'), '--db', at('season.duckdb'));
  expect(made.stderr).toBe('');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('touchline walk-forward', () => {
  it('ends with the same after a kill, with any number of workers, every trial in the ledger once', async () => {
    const whole = await runHere(...command(freshStore('whole.duckdb'), 1));
    expect(whole).toMatchObject({ code: EXIT.ok, stderr: '' });
    const killed = freshStore('killed.duckdb');
    expect(await walkAndKill(killed)).toBe('SIGKILL');
    const before = (await trialsOf(killed)).length;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(TRIALS);
    const resumed = await runHere(...command(killed, 2));
    expect(resumed.stdout).toBe(whole.stdout);
    const trials = await trialsOf(killed);
    expect(trials).toHaveLength(TRIALS);
    expect(new Set(trials.map(({ kind }) => kind))).toEqual(new Set(['walk-forward']));
  });

  it('chooses on each training what is best there, and puts the tests together', async () => {
    const json = JSON.parse((await runHere(...command('whole.duckdb', 1))).stdout);
    expect(json).toMatchObject({
      schema: 'touchline/walk-forward/1',
      trialsPerWindow: 4,
      ledgerTrials: TRIALS,
    });
    expect(json.windows).toHaveLength(2);
    const total = json.windows.reduce((sum: number, { pnlUsd }: { pnlUsd: number }) => sum + pnlUsd, 0);
    expect(json.outOfSample.totalUsd).toBeCloseTo(total, 6);
    const games = json.windows.reduce(
      (sum: number, { testGames }: { testGames: number }) => sum + testGames,
      0,
    );
    expect(json.outOfSample.games).toBe(games);
    for (const { chosen, trainTo, testFrom } of json.windows) {
      expect(chosen.trainSharpe).toBeGreaterThanOrEqual(chosen.medianSharpe);
      expect(trainTo < testFrom).toBe(true);
    }
    expect(json.stability.map(({ axis }: { axis: string }) => axis)).toEqual([
      'parameters.fast',
      'parameters.slow',
    ]);
  });

  it('writes a page, and refuses a file without windows', async () => {
    const ran = await runHere(...command('whole.duckdb', 1).slice(0, -1), '--out', at('out'));
    expect(ran.stdout).toContain('Report: ');
    expect(readFileSync(at('out/walk-forward-walk-season.html'), 'utf8')).toContain('Is the choice stable?');
    writeFileSync(at('sweep.toml'), WALK.replace(/\[windows\][^[]*/, ''));
    const refused = await runHere('walk-forward', '--config', at('sweep.toml'), '--db', at('whole.duckdb'));
    expect(refused).toMatchObject({ code: EXIT.badInput });
    expect(refused.stderr).toContain('windows: there is no table of that name');
  });
});
