import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../live/store/embedded/test-database.testing.js';
import { PATIENT_LIVE, startCli } from './live-process.testing.js';
import { runCli } from './run-cli.testing.js';

/** A key of nobody. */
const KEY = `0x${'5d'.repeat(32)}`;

describe('touchline live with money, against a venue of its own', () => {
  let database: TestDatabase;
  let venue: ReturnType<typeof startCli> | null = null;
  let folder: string;
  beforeAll(async () => {
    database = await testDatabase({ migrated: false });
    folder = mkdtempSync(join(tmpdir(), 'touchline-money-'));
    writeFileSync(join(folder, 'live.toml'), PATIENT_LIVE);
    writeFileSync(join(folder, 'key'), `${KEY}\n`, { mode: 0o600 });
    writeFileSync(join(folder, 'pass'), 'swordfish\n', { mode: 0o600 });
  });
  afterAll(async () => {
    venue?.child.kill('SIGKILL');
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('goes the way of the manual: key, account, reconcile, trade, kill -9, take up, stop, replay, flatten', async () => {
    venue = startCli(['sandbox', '--games', '2', '--speed', '20', '--port', '0', '--json'], folder);
    const { hosts } = (await venue.next()) as { readonly hosts: { readonly clob: string } };
    const store = ['--database-url', database.url, '--folder', folder];
    const pass = ['--passphrase-file', join(folder, 'pass')];
    const at = ['--account', 'main', '--url', hosts.clob];
    const session = ['--live', ...at, '--config', 'live.toml', ...pass, ...store];
    const run = (...args: readonly string[]) => runCli(args, { cwd: folder });
    const said: string[] = [];
    const done = async (...args: readonly string[]): Promise<string> => {
      const { code, stdout, stderr } = await run(...args);
      said.push(stdout, stderr);
      expect([args.slice(0, 2), code, stderr]).toEqual([args.slice(0, 2), 0, expect.any(String)]);
      return stdout;
    };

    const secret = ['--secret-file', join(folder, 'key')];
    const kept = await done(
      'keys',
      'add',
      '--account',
      'main',
      ...secret,
      '--json',
      '--folder',
      folder,
      ...pass,
    );
    const { address } = JSON.parse(kept) as { readonly address: string };
    await done('keys', 'api', ...at, '--folder', folder, ...pass);
    await done('accounts', 'add', 'main', '--live', '--signer', address, ...store);

    // Nobody has armed it, and its books are empty where the venue's are not: both are said, and nothing is sent.
    const early = await run('live', 'start', ...session, '--json');
    expect(early.code).not.toBe(0);
    expect(early.stderr).toContain('arm');
    await done('accounts', 'arm', 'main', '--reason', 'a rehearsal', ...store);
    const watching = await run('live', 'reconcile', ...session);
    expect(watching.code).toBe(3);
    expect(watching.stdout).toContain('cash is 0.00 USD here and 1000.00 USD at the venue');
    const booked = await run('live', 'reconcile', ...session, '--accept');
    expect([booked.code, booked.stdout]).toEqual([
      3,
      expect.stringContaining('booked 1000.00 USD as a deposit'),
    ]);
    const accepted = await run('live', 'reconcile', ...session);
    expect([accepted.code, accepted.stdout]).toEqual([0, 'the account agrees with the venue\n']);

    const first = startCli(['live', 'start', ...session, '--json'], folder);
    const started = await first.until(({ event }) => event === 'started');
    await first.until(({ held = 0, open }) => held > 0 && open === 0);
    first.child.kill('SIGKILL');
    await first.ended;
    const second = startCli(['live', 'start', ...session, '--json'], folder);
    expect(await second.until(({ event }) => event === 'started')).toMatchObject({
      session: started.session,
    });
    await second.until(({ held = 0, open, unknown }) => held > 0 && open === 0 && unknown === 0);
    await done('live', 'stop', '--account', 'main', ...store);
    expect(await second.ended).toBe(0);
    const replayed = JSON.parse(await done('replay', String(started.session), '--json', ...store));
    expect(replayed).toMatchObject({ session: started.session, difference: null });

    await done('live', 'flatten', ...session);
    const status = JSON.parse(await done('live', 'status', '--account', 'main', '--json', ...store));
    // A purchase at better prices than its limit leaves parts of a lot, which nobody can sell.
    const left = status.holdings.map(({ size }: { readonly size: string }) => Number(size));
    expect(left.filter((size: number) => size >= 0.01)).toEqual([]);
    const agreed = await run('live', 'reconcile', ...session);
    expect([agreed.code, agreed.stdout]).toEqual([0, 'the account agrees with the venue\n']);

    // The process that was killed took its signer, and the key in it, with it.
    const { stdout: processes } = await promisify(execFile)('ps', ['-eo', 'args']);
    expect(processes.split('\n').filter((line) => line.includes(folder) && line.includes('signer'))).toEqual(
      [],
    );

    // With the venue away nothing is known, so nothing is booked.
    venue.child.kill('SIGINT');
    await venue.ended;
    const blind = await run('live', 'reconcile', ...session, '--accept');
    expect(blind.code).not.toBe(0);
    expect(blind.stdout).not.toContain('booked');
    for (const text of said)
      for (const hidden of ['5d5d5d', 'swordfish']) expect(text.includes(hidden)).toBe(false);
  }, 240_000);
});
