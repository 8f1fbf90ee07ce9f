import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../live/store/embedded/test-database.testing.js';
import { PATIENT_LIVE, startCli } from './live-process.testing.js';
import { runCli } from './run-cli.testing.js';

describe('touchline live', () => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await testDatabase({ migrated: false });
    folder = mkdtempSync(join(tmpdir(), 'touchline-live-'));
    writeFileSync(join(folder, 'live.toml'), PATIENT_LIVE);
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('trades on paper, survives kill -9, takes up again, stops clean, and is replayed byte for byte', async () => {
    const venue = startCli(['sandbox', '--games', '2', '--speed', '20', '--port', '0', '--json'], folder);
    const { hosts } = (await venue.next()) as { readonly hosts: { readonly clob: string } };
    const store = ['--database-url', database.url, '--folder', folder];
    const args = [
      'live',
      'start',
      '--paper',
      '--config',
      'live.toml',
      '--url',
      hosts.clob,
      ...store,
      '--json',
    ];
    const first = startCli(args, folder);
    const { session } = await first.until(({ event }) => event === 'started');
    await first.until(({ held = 0, open }) => held > 0 && open === 0);
    first.child.kill('SIGKILL');
    await first.ended;

    const board = startCli(['dashboard', '--port', '0', '--json', ...store], folder);
    const { url } = (await board.next()) as { readonly url: string };
    const look = async (): Promise<string> => (await fetch(`${url}accounts/paper`)).text();
    expect(await look()).toContain(`session ${session} was never ended`);

    const second = startCli(args, folder);
    expect(await second.until(({ event }) => event === 'started')).toMatchObject({ session });
    // An order that was on its way when the process died is unknown for two minutes: it is waited for.
    await second.until(({ held = 0, open, unknown }) => held > 0 && open === 0 && unknown === 0);
    expect(await look()).toContain('Ready: entries may leave.');
    const going = JSON.parse((await runCli(['live', 'status', '--json', ...store], { cwd: folder })).stdout);
    expect(going.pulse).toMatchObject({ session, state: 'ready', because: null, feed: { unreadable: 0 } });
    expect((await runCli(['live', 'halt', '--reason', 'a drill', ...store], { cwd: folder })).code).toBe(0);
    await second.until(({ event }) => event === 'halted');
    await expect.poll(look, { timeout: 20_000 }).toContain('a drill');
    second.child.kill('SIGTERM');
    expect(await second.until(({ event }) => event === 'stopped')).toMatchObject({
      kept: true,
      leftOpen: [],
    });
    expect(await second.ended).toBe(0);

    const status = JSON.parse((await runCli(['live', 'status', '--json', ...store], { cwd: folder })).stdout);
    expect(status).toMatchObject({
      process: null,
      session: null,
      orders: [],
      halts: [{ reason: 'a drill' }],
    });
    // Each market was bought once: never nothing, never twice.
    const sizes = status.holdings.map(({ size }: { readonly size: string }) => Number(size));
    expect(sizes.filter((size: number) => size !== 5)).toEqual([]);
    const replayed = await runCli(['replay', '--json', ...store], { cwd: folder });
    expect(replayed.code).toBe(0);
    const report = JSON.parse(replayed.stdout);
    expect(report).toMatchObject({ session, difference: null });
    expect(report.kept).toBeGreaterThan(status.holdings.length - 1);
    expect(report.kept).toBe(report.replayed);
    expect(await look()).toContain('Nobody trades it here. Halted: a drill.');
    const messages = (...more: readonly string[]) =>
      runCli(['live', 'messages', ...more, ...store], { cwd: folder });
    const told = (await messages('--json')).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const fills = told.filter(({ topic, before }) => topic === 'fill' && before === null);
    expect(fills.map(({ market }) => market).sort()).toEqual(
      status.holdings.map(({ market }: { readonly market: string }) => market).sort(),
    );
    expect(told.filter(({ topic }) => topic === 'kill')).toMatchObject([{ reason: 'a drill' }]);
    expect((await messages('--json')).stdout).toBe('');
    const written = (await messages('--consumer', 'reader')).stdout;
    expect(written).toMatch(/ fill {2}paper .* price 0\.\d+ {2}size 5 shares {2}fee 0\.\d+ USD /);
    const drill = ['--consumer', 'phone', '--topics', 'kill', '--exec'];
    expect(await messages(...drill, 'exit 1')).toMatchObject({ code: 3, stdout: '' });
    expect(await messages('--consumer', 'log', '--topics', 'kill', '--exec', 'cat')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('"reason":"a drill"'),
    });
    expect(await messages('--consumer', 'later', '--new')).toMatchObject({ code: 0, stdout: '' });
    expect(await messages('--consumer', 'later')).toMatchObject({ code: 0, stdout: '' });
    board.child.kill('SIGINT');
    expect(await board.ended).toBe(0);
    venue.child.kill('SIGINT');
    await venue.ended;
  }, 300_000);
});
