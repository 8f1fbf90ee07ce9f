import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EXIT } from './print-error.js';
import { runHere } from './run-cli.testing.js';

const folder = mkdtempSync(join(tmpdir(), 'touchline-simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));
const ledger = join(folder, 'seeds.jsonl');
const simulate = (...options: readonly string[]) =>
  runHere('simulate', '--seeds', '2', '--hours', '1', '--json', ...options);

/** Whole days in the suite; `TOUCHLINE_SIMULATION_SEEDS=50` runs as many. */
const DAYS = process.env['TOUCHLINE_SIMULATION_SEEDS'] ?? '4';

describe('touchline simulate', () => {
  it('keeps every promise through whole days of faults', { timeout: 7_200_000 }, async () => {
    const { code, stdout } = await runHere('simulate', '--seeds', DAYS, '--hours', '24', '--json');
    const result = JSON.parse(stdout);
    expect(result.broken).toEqual([]);
    expect(code).toBe(EXIT.ok);
    expect(result.seeds).toBe(Number(DAYS));
    // The limit an hour binds: a day has hundreds of orders.
    expect(result.orders).toBeGreaterThan(300 * result.seeds);
    // Some left together with others.
    expect(result.batches).toBeGreaterThan(5 * result.seeds);
    // Faults met orders in all their states: what never came was not tried.
    const pairs = Object.keys(result.coverage).map((pair) => pair.split(' '));
    expect(new Set(pairs.map(([fault]) => fault)).size).toBeGreaterThanOrEqual(30);
    expect(new Set(pairs.map(([, state]) => state)).size).toBeGreaterThanOrEqual(7);
    expect(pairs.some(([fault]) => fault === 'request-crash')).toBe(true);
  });

  it('comes to the same on one thread as on two, and goes on from its ledger', {
    timeout: 300_000,
  }, async () => {
    const two = JSON.parse((await simulate('--workers', '2', '--ledger', ledger)).stdout);
    expect(two).toMatchObject({ seeds: 2, hours: 1, broken: [] });
    expect(two.trades).toBeGreaterThan(10);
    const one = JSON.parse((await simulate('--workers', '1')).stdout);
    expect(one.hashes).toEqual(two.hashes);
    expect(one.coverage).toEqual(two.coverage);

    // A kill cut the last line off: that seed is run again, the other is taken from the ledger.
    const [first = '', second = ''] = readFileSync(ledger, 'utf8').split('\n');
    const marked = JSON.stringify({ ...JSON.parse(first), trades: 1_000_000 });
    writeFileSync(ledger, `${marked}\n${second.slice(0, 100)}`);
    const again = JSON.parse((await simulate('--workers', '2', '--ledger', ledger)).stdout);
    expect(again.hashes).toEqual(two.hashes);
    expect(again.trades).toBeGreaterThan(1_000_000);
  });

  it('refuses a ledger that is none, by its line', async () => {
    writeFileSync(ledger, '{"seed": 1}\n');
    const refused = await simulate('--ledger', ledger);
    expect(refused.code).not.toBe(EXIT.ok);
    expect(refused.stderr).toContain('one seed a line');
    expect(refused.stderr).toContain('line: 1');
  });
});
