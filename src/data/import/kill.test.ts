import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkDataset } from '../check-dataset.js';
import { findDataset, listDatasets } from '../datasets.js';
import { loadTape } from '../load-tape.js';
import { faultOf, GAME, rowsSql, testFolder, writeParquet } from '../source-files.testing.js';
import { openStore, type Store } from '../store.js';
import { importDataset } from './import-dataset.js';

const ROWS = 100_000;
const FILES = ['2026-07-10', '2026-07-11', '2026-07-12'];
const DIGEST = `SELECT count(*) || ' ' || bit_xor(hash(quotes)) || ' ' || sum(hash(quotes)) AS digest FROM quotes`;

async function source(): Promise<string> {
  const folder = testFolder();
  const day = (date: string): string => `SELECT TIMESTAMP '${date} 12:00:00' + to_milliseconds(i) AS ts,
    '${GAME}' AS slug, round(i % 9000 / 10000, 4) AS bid, round((i % 9000 + 100) / 10000, 4) AS ask FROM range(${ROWS}) AS r(i)`;
  await writeParquet(folder, {
    'markets.parquet': rowsSql('slug, question, category, last_ts', [
      `'${GAME}', '', 'sports', TIMESTAMP '2026-07-12 13:00:00'`,
    ]),
    'labels.parquet': rowsSql('slug, y, source', [`'${GAME}', 1::INTEGER, 'api'`]),
    ...Object.fromEntries(FILES.map((date) => [`quotes/dt=${date}/data_0.parquet`, day(date)])),
  });
  return folder;
}

/** Imports in a process of its own until the rows of `stopAt` are written, then kills it as the kernel would. */
async function importAndKill(database: string, folder: string, stopAt: string): Promise<string | null> {
  const script = fileURLToPath(new URL('kill.testing.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, database, folder, stopAt], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.on('data', (text: Buffer) => {
    if (text.toString().includes('written')) child.kill('SIGKILL');
  });
  const [, signal] = await once(child, 'exit');
  return signal;
}

/** Equal for equal rows, whatever their order. */
const digest = async (store: Store): Promise<string> => (await store.row(DIGEST)).text('digest');

describe('an import that is killed while a file is being written', () => {
  it.each([
    ['markets.parquet', 0],
    ['quotes/dt=2026-07-11/data_0.parquet', ROWS],
    ['labels.parquet', 3 * ROWS],
  ])('keeps every file before %s, nothing of it, and goes on from there', async (stopAt, kept) => {
    const folder = await source();
    const database = join(folder, 'store.duckdb');
    expect(await importAndKill(database, folder, stopAt)).toBe('SIGKILL');

    const store = await openStore(database);
    expect((await store.row('SELECT count(*) AS n FROM quotes')).integer('n')).toBe(kept);
    const left = await findDataset(store, 'killed');
    expect(left?.manifestHash ?? null).toBeNull();
    const load = loadTape(store, { dataset: 'killed', includeInferredLabels: false });
    expect((await faultOf(load)).code).toBe(left === null ? 'DATA_DATASET' : 'DATA_INCOMPLETE');

    const resumed = await importDataset(store, { format: 'polymarket-us-raw', path: folder, name: 'killed' });
    const fresh = await openStore(':memory:');
    const whole = await importDataset(fresh, { format: 'polymarket-us-raw', path: folder, name: 'killed' });
    expect(resumed.dataset.manifestHash).toBe(whole.dataset.manifestHash);
    expect(await digest(store)).toBe(await digest(fresh));
    for (const dataset of await listDatasets(store)) {
      expect((await checkDataset(store, dataset)).findings).toEqual([]);
    }
    store.close();
    fresh.close();
  });
});
