import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realData } from '../data/real-data.testing.js';
import { runCli, runHere } from './run-cli.testing.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'touchline-determinism-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const { code, stdout, stderr } = await runCli(args, { cwd: folder, env });
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
};

/** What two processes print of one run: another time zone, another language, another place of everything. */
async function expectSameTwice(store: string): Promise<void> {
  const args = ['backtest', '--config', 'run.toml', '--db', store, '--json'];
  const first = JSON.parse(await run(args));
  const second = JSON.parse(
    await run(args, { TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }),
  );
  expect(first.counts.fills).toBeGreaterThan(0);
  expect(second.certificate).toEqual(first.certificate);
}

const SEASON = `
format = "synthetic-season/1"
title = "A week"
licence = "MIT"
seed = "determinism"
startDate = "2026-03-07"
days = 3
games = { nba = 5, epl = 4 }
mispricing = { noise = 0.1, overreaction = 1 }
`;

describe('the same run in two processes, time zones and languages', () => {
  it('gives one certificate on a synthetic season', async () => {
    writeFileSync(join(folder, 'week.toml'), SEASON);
    writeFileSync(join(folder, 'run.toml'), 'strategy = "favourite-dip"\ndata.dataset = "week"\n');
    await runHere('data', 'synth', join(folder, 'week.toml'), '--db', join(folder, 'one.duckdb'));
    await expectSameTwice('one.duckdb');
  });

  const recorded = realData('polymarket-us-2026-07');
  const skipped =
    recorded === null ? ' (skipped: the recorded data is not here, set TOUCHLINE_REAL_DATA)' : '';

  it.skipIf(recorded === null)(`gives one certificate on recorded quotes${skipped}`, async () => {
    const example = readFileSync('examples/real-quotes.toml', 'utf8');
    const dataset = 'dataset = "polymarket-us-2026-07"';
    writeFileSync(join(folder, 'run.toml'), example.replace(dataset, `${dataset}\nleagues = ["npb", "mlb"]`));
    await runHere('data', 'import', 'polymarket-us', recorded ?? '', '--db', join(folder, 'real.duckdb'));
    await expectSameTwice('real.duckdb');
  });
});
