import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../data/store.js';
import { listTrials } from '../data/trials.js';
import { type TestDatabase, testDatabase } from '../live/store/embedded/test-database.testing.js';
import { EXIT } from './print-error.js';
import { runHere, TOUCHLINE } from './run-cli.testing.js';

const SEASON = `
format = "synthetic-season/1"
title = "A season for several machines"
licence = "MIT"
seed = "queue"
startDate = "2026-02-02"
days = 6
games = { nba = 30, epl = 20 }
market = { inPlayQuoteSeconds = 10, tradesPerHour = 0 }
`;
const RUN = 'strategy = "ema-cross"\ndata.dataset = "season"\nparameters.sizeShares = 10\n';
const SWEEP = `
base = "run.toml"
method = "grid"
[axes.parameters]
fast = [3, 5, 7, 9]
slow = [12, 20, 30]
`;
const TRIALS = 12;

let folder = '';
let database: TestDatabase;
const children: ChildProcess[] = [];
const at = (name: string): string => join(folder, name);
const sweepOf = (db: string): readonly string[] => [
  'sweep',
  '--config',
  at('sweep.toml'),
  '--db',
  at(db),
  '--json',
];
const queued = (): readonly string[] => ['--queue', database.url, '--store', at('shared')];

function startWorker(): ChildProcess {
  const [node = '', ...rest] = TOUCHLINE;
  const args = ['worker', '--database-url', database.url, '--store', at('shared')];
  const child = spawn(node, [...rest, ...args], { cwd: folder, stdio: 'ignore' });
  children.push(child);
  return child;
}

/** Trials that are being done now. */
async function atWork(client: pg.Client): Promise<number> {
  const held = await client
    .query(
      "SELECT count(*)::int AS n FROM touchline_queue.claims JOIN touchline_queue.job ON id = job_id AND state = 'active'",
    )
    .catch(() => ({ rows: [{ n: 0 }] }));
  return (held.rows[0] as { n: number }).n;
}

/** Holds a worker still; when as many trials are at work as there are workers, it has one of them, and is killed. */
async function killOneAtWork(workers: readonly ChildProcess[]): Promise<number> {
  const [victim] = workers;
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    for (;;) {
      while ((await atWork(client)) < workers.length) await setTimeout(5);
      victim?.kill('SIGSTOP');
      for (let look = 0; look < 100; look += 1) {
        const held = await atWork(client);
        if (held >= workers.length) {
          victim?.kill('SIGKILL');
          return held;
        }
        await setTimeout(10);
      }
      victim?.kill('SIGCONT');
    }
  } finally {
    await client.end();
  }
}

async function trialsOf(db: string) {
  const store = await openStore(at(db), { mode: 'read-only' });
  try {
    return await listTrials(store);
  } finally {
    store.close();
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'touchline-worker-'));
  for (const [name, text] of Object.entries({ season: SEASON, run: RUN, sweep: SWEEP })) {
    writeFileSync(at(`${name}.toml`), text);
  }
  database = await testDatabase({ migrated: false });
  const made = await runHere('data', 'synth', at('season.toml'), '--db', at('here.duckdb'));
  expect(made.stderr).toBe('');
  cpSync(at('here.duckdb'), at('there.duckdb'));
}, 120_000);
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await database.drop();
  rmSync(folder, { recursive: true });
});

describe('a sweep over three workers in processes of their own', () => {
  it('ends with the ledger and the hashes of one machine, though one of them is killed at work', async () => {
    const here = await runHere(...sweepOf('here.duckdb'), '--workers', '1');
    expect(here.code).toBe(EXIT.ok);
    const workers = [startWorker(), startWorker(), startWorker()];
    const [there, held] = await Promise.all([
      runHere(...sweepOf('there.duckdb'), ...queued()),
      killOneAtWork(workers),
    ]);
    expect(held).toBeGreaterThanOrEqual(3);
    expect(workers[0]?.killed).toBe(true);
    expect(there.stdout).toBe(here.stdout);
    const [one, other] = [await trialsOf('here.duckdb'), await trialsOf('there.duckdb')];
    const keyOf = ({ configHash, outputHash, pnl, kind }: (typeof one)[number]) =>
      [configHash, outputHash, pnl, kind].join(' ');
    expect(other).toHaveLength(TRIALS);
    expect(other.map(keyOf).sort()).toEqual(one.map(keyOf).sort());
    // The trial of the killed worker was taken again: once, by another.
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query(
      "SELECT state::text, retry_count FROM touchline_queue.job WHERE state = 'completed'",
    );
    await client.end();
    expect(rows).toHaveLength(TRIALS);
    expect(rows.reduce((sum, { retry_count: again }) => sum + Number(again), 0)).toBe(1);
  }, 240_000);

  it('has one tape in the shared folder, named by its content', () => {
    const names = readdirSync(at('shared')).sort();
    expect(names).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}\.arrow$/),
      expect.stringMatching(/^[0-9a-f]{64}\.seal$/),
    ]);
  });
});

describe('touchline worker', () => {
  it('ends by itself when there is nothing to do for as long as it was told', async () => {
    const ran = await runHere(
      'worker',
      '--database-url',
      database.url,
      '--store',
      at('shared'),
      '--idle',
      '0',
    );
    expect(ran).toMatchObject({ code: EXIT.ok, stdout: '0 trials done\n' });
  });

  it('tells of a queue that is not there', async () => {
    const ran = await runHere(
      'worker',
      '--database-url',
      'postgresql://nobody@127.0.0.1:1/none',
      '--store',
      folder,
    );
    expect(ran.code).toBe(EXIT.badInput);
    expect(ran.stderr).toContain('DATA_QUEUE: the queue cannot be reached');
    expect(ran.stderr).not.toContain('nobody');
  });

  it('and a sweep with a queue and no folder is refused', async () => {
    const ran = await runHere(...sweepOf('here.duckdb'), '--queue', database.url);
    expect(ran.stderr).toContain('give --queue <url> and --store <dir> together');
  });
});
