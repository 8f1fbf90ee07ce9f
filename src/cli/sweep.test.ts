import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../data/store.js';
import { listTrials } from '../data/trials.js';
import { EXIT } from './print-error.js';
import { runHere, TOUCHLINE } from './run-cli.testing.js';

/** No error of the market is planted: nothing can be earned but by luck. */
const SEASON = `
format = "synthetic-season/1"
title = "A season quoted without error"
licence = "MIT"
seed = "sweep"
startDate = "2026-02-02"
days = 12
games = { nba = 14, epl = 10 }
market = { inPlayQuoteSeconds = 30, tradesPerHour = 0 }
`;

const RUN = `
strategy = "favourite-dip"
[data]
dataset = "season"
[risk]
dailyLossUsd = "none"
[parameters.entry]
confidenceMissing = "renormalise"
`;

const RANDOM = `
base = "run.toml"
method = "random"
trials = 60
[axes.parameters.entry]
dipRelativeMin = { from = 0.03, to = 0.3, log = true }
confidenceMin = { from = 0.2, to = 0.6 }
[axes.parameters.exit]
takeProfit = { from = 0.05, to = 0.5, log = true }
stopLoss = [0.1, 0.2, 0.4, "off"]
`;

const GRID = `
base = "run.toml"
method = "grid"
[axes.parameters.entry]
dipRelativeMin = { from = 0.05, to = 0.2, step = 0.05 }
confidenceMin = [0.3, 0.5]
[axes.parameters.exit]
takeProfit = [0.1, "off"]
`;
const GRID_TRIALS = 4 * 2 * 2;

let folder = '';
const at = (name: string): string => join(folder, name);
/** A store of its own with the season and nothing in the ledger. */
const freshStore = (name: string): string => {
  cpSync(at('season.duckdb'), at(name));
  return name;
};
const command = (config: string, db: string, workers: number): readonly string[] => [
  ...['sweep', '--config', at(config), '--db', at(db), '--workers', String(workers), '--json'],
];
const asked = (args: readonly string[]) => runHere(...args);

async function trialsOf(db: string): Promise<number> {
  const store = await openStore(at(db), { mode: 'read-only' });
  try {
    return (await listTrials(store)).length;
  } finally {
    store.close();
  }
}

/** Kills the command as the kernel would when its first trials are on the disk: each makes the log of the store longer. */
async function sweepAndKill(db: string): Promise<NodeJS.Signals | null> {
  const [node = '', ...rest] = TOUCHLINE;
  const child = spawn(node, [...rest, ...command('grid.toml', db, 1)], { cwd: folder, stdio: 'ignore' });
  const log = `${at(db)}.wal`;
  const sizes = new Set<number>();
  const poll = setInterval(() => {
    if (existsSync(log) && statSync(log).size > 0) sizes.add(statSync(log).size);
    if (sizes.size > 5) child.kill('SIGKILL');
  }, 2);
  const [, signal] = await once(child, 'exit');
  clearInterval(poll);
  return signal;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'touchline-sweep-'));
  writeFileSync(at('season.toml'), SEASON);
  writeFileSync(at('run.toml'), RUN);
  writeFileSync(at('random.toml'), RANDOM);
  writeFileSync(at('grid.toml'), GRID);
  await runHere('data', 'synth', at('season.toml'), '--db', at('season.duckdb'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('touchline sweep', () => {
  it('ends with the same table after a kill, with any number of workers', async () => {
    const whole = await asked(command('grid.toml', freshStore('whole.duckdb'), 1));
    expect(whole).toMatchObject({ code: EXIT.ok, stderr: '' });
    expect(JSON.parse(whole.stdout)).toMatchObject({
      schema: 'touchline/sweep/1',
      ledgerTrials: GRID_TRIALS,
    });

    const killed = freshStore('killed.duckdb');
    expect(await sweepAndKill(killed)).toBe('SIGKILL');
    const store = await openStore(at(killed));
    const before = (await listTrials(store)).length;
    store.close();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(GRID_TRIALS);

    const resumed = await asked(command('grid.toml', killed, 2));
    expect(resumed.stdout).toBe(whole.stdout);
    // What was in the ledger was not run again, and neither is anything by asking once more.
    expect(await trialsOf(killed)).toBe(GRID_TRIALS);
    expect((await asked(command('grid.toml', killed, 2))).stdout).toBe(whole.stdout);
    expect(await trialsOf(killed)).toBe(GRID_TRIALS);
  });

  it('gives every trial the output hash that a backtest of its settings has', async () => {
    const { stdout } = await asked(command('grid.toml', 'whole.duckdb', 1));
    const [best] = JSON.parse(stdout).trials;
    const [dip, confidence, profit] = Object.values(best.settings);
    writeFileSync(
      at('best.toml'),
      `${RUN}\ndipRelativeMin = ${dip}\nconfidenceMin = ${confidence}\n[parameters.exit]\ntakeProfit = ${JSON.stringify(profit)}\n`,
    );
    const run = await asked(['backtest', '--config', at('best.toml'), '--db', at('whole.duckdb'), '--json']);
    const backtest = JSON.parse(run.stdout);
    expect(backtest.certificate.output).toBe(best.outputHash);
    expect(backtest.pnlUsd).toBeCloseTo(best.pnlUsd, 6);
    const plain = await asked(['backtest', '--config', at('run.toml'), '--db', at('whole.duckdb'), '--json']);
    const ids = [JSON.parse(plain.stdout).runId, backtest.runId];
    const compared = await asked(['compare', ...ids, '--db', at('whole.duckdb'), '--json']);
    const { runs, settings } = JSON.parse(compared.stdout);
    expect(runs[1].pnlUsd).toBe(backtest.pnlUsd);
    expect(Object.keys(best.settings)).toEqual(
      expect.arrayContaining(settings.map(({ key }: { key: string }) => key)),
    );
    expect((await asked(['compare', ids[0] ?? '', '--db', at('whole.duckdb')])).code).toBe(EXIT.badInput);
    // Each backtest is a trial too: N has grown.
    const after = await asked(command('grid.toml', 'whole.duckdb', 1));
    expect(JSON.parse(after.stdout).ledgerTrials).toBe(GRID_TRIALS + 2);
  });

  it('by TPE makes the same trials with any number of workers, and again from the ledger', async () => {
    writeFileSync(
      at('tpe.toml'),
      RANDOM.replace('"random"', '"tpe"').replace('60', '16\nstartup = 6\nbatch = 5'),
    );
    const one = await asked(command('tpe.toml', freshStore('tpe-1.duckdb'), 1));
    const two = await asked(command('tpe.toml', freshStore('tpe-2.duckdb'), 2));
    expect(one.stdout).toBe(two.stdout);
    expect(JSON.parse(one.stdout).trials).toHaveLength(16);
    expect((await asked(command('tpe.toml', 'tpe-1.duckdb', 2))).stdout).toBe(one.stdout);
    expect(await trialsOf('tpe-1.duckdb')).toBe(16);
  });

  it('finds nothing in the best of sixty on a season without any edge', async () => {
    const { code, stdout } = await asked(command('random.toml', freshStore('random.duckdb'), 2));
    expect(code).toBe(EXIT.ok);
    const found = JSON.parse(stdout);
    expect(found.trials.length).toBeGreaterThan(55);
    expect(found.deflatedSharpe.trials).toBe(found.trials.length);
    expect(found.deflatedSharpe.probability).toBeLessThan(0.5);
    expect(found.headline).toContain('what luck alone would show');
  });

  it('runs a strategy of your own by its path, in every thread as in a backtest', async () => {
    const path = JSON.stringify(resolve('examples/fade-jump.ts'));
    const run = `strategy = ${path}\n[data]\ndataset = "season"\n[risk]\ndailyLossUsd = "none"\n`;
    writeFileSync(at('own-run.toml'), run);
    writeFileSync(
      at('own.toml'),
      'base = "own-run.toml"\nmethod = "grid"\n[axes.parameters]\njump = [0.03, 0.06, 0.1]\n',
    );
    const db = freshStore('own.duckdb');
    const { code, stdout, stderr } = await asked(command('own.toml', db, 2));
    expect([code, stderr]).toEqual([EXIT.ok, '']);
    const trials: readonly { settings: Record<string, number>; outputHash: string }[] =
      JSON.parse(stdout).trials;
    expect(new Set(trials.map(({ outputHash }) => outputHash)).size).toBe(3);
    const [best] = trials;
    writeFileSync(at('own-best.toml'), `${run}[parameters]\njump = ${best?.settings['parameters.jump']}\n`);
    const kept = await asked(['backtest', '--config', at('own-best.toml'), '--db', at(db), '--json']);
    expect(JSON.parse(kept.stdout).certificate.output).toBe(best?.outputHash);
  });

  it('refuses a key that does not exist before anything runs', async () => {
    writeFileSync(at('wrong.toml'), GRID.replace('takeProfit', 'takeProfits'));
    const db = freshStore('wrong.duckdb');
    const refused = await asked(command('wrong.toml', db, 1));
    expect(refused.code).not.toBe(EXIT.ok);
    expect(refused.stderr).toContain('takeProfits');
    expect(await trialsOf(db)).toBe(0);
  });

  it('says so where it is given the configuration of a run', async () => {
    const refused = await asked(command('run.toml', freshStore('run.duckdb'), 1));
    expect(refused.code).not.toBe(EXIT.ok);
    expect(refused.stderr).toContain('a sweep names such a file as its `base`');
  });
});
