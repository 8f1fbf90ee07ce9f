import { existsSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { afterEach, describe, expect, it } from 'vitest';
import type { TapeEvent } from '../engine/events.js';
import { gameIndex, marketIndex } from '../engine/ids.js';
import type { Tape } from '../engine/tape.js';
import { tapeFromEvents } from '../engine/tape-builder.js';
import { micros, price, shares, usd } from '../engine/units.js';
import { importDataset } from './import/import-dataset.js';
import { loadTape } from './load-tape.js';
import { smallSet, testFolder } from './source-files.testing.js';
import { openStore, type Store } from './store.js';
import { cachedTape, tapePath } from './tape-cache.js';
import { readTapeFile, writeTapeFile } from './tape-file.js';

const market = marketIndex(0);
const catalog = {
  games: [{ index: gameIndex(0), id: 'nba-a-b', league: 'nba', sport: 'basketball', date: null }],
  markets: [
    { index: market, venue: 'kalshi', slug: 'a', question: 'A?', game: gameIndex(0), yesMeans: 'home' },
  ],
} as const;
const stamp = (sequence: number) => ({
  venueTime: micros(990 + sequence),
  localTime: micros(1_000 + sequence),
  source: 'feed',
  sequence,
});
const level = (at: number, size: number) => ({ price: price(at), size: shares(size) });
const EVENTS: readonly TapeEvent[] = [
  {
    kind: 'bookSnapshot',
    ...stamp(0),
    market,
    bids: [level(4000, 5), level(3900, 7)],
    asks: [level(4100, 9)],
  },
  { kind: 'bookDelta', ...stamp(1), market, side: 'ask', price: price(4100), size: shares(0) },
  { kind: 'quote', ...stamp(2), market, bid: price(4000), ask: null, bidSize: shares(5), askSize: null },
  { kind: 'trade', ...stamp(3), market, price: price(4000), size: shares(2), takerSide: 'sell' },
  { kind: 'feedGap', ...stamp(4), market: null, from: micros(1_001) },
  { kind: 'resolution', ...stamp(5), market, payout: usd(500_000), label: 'inferred' },
];

const stores: Store[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
});
const storeWithData = async (): Promise<Store> => {
  const folder = testFolder();
  await smallSet(folder);
  const store = await openStore(join(folder, 'store.duckdb'));
  stores.push(store);
  await importDataset(store, { format: 'polymarket-us', path: folder, name: 'small' });
  return store;
};

describe('a tape in a file', () => {
  it('comes back equal, book levels included', () => {
    const path = join(testFolder(), 'one.arrow');
    const tape = tapeFromEvents(catalog, EVENTS);
    writeTapeFile(path, tape);
    expect(readTapeFile(path)).toEqual(tape);
  });

  it('comes back equal when it is empty', () => {
    const path = join(testFolder(), 'empty.arrow');
    const tape = tapeFromEvents(catalog, []);
    writeTapeFile(path, tape);
    expect(readTapeFile(path)).toEqual(tape);
  });

  it('is read without a copy: every column is a view of one buffer', async () => {
    const store = await storeWithData();
    const path = join(testFolder(), 'one.arrow');
    writeTapeFile(path, await loadTape(store, { dataset: 'small', includeInferredLabels: true }));
    const tape = readTapeFile(path);
    const buffers = new Set(
      [tape?.localTime, tape?.kind, tape?.subject, tape?.priceA].map((each) => each?.buffer),
    );
    expect(buffers.size).toBe(1);
  });

  it('is Arrow that other tools read', () => {
    const path = join(testFolder(), 'one.arrow');
    writeTapeFile(path, tapeFromEvents(catalog, EVENTS));
    const table = tableFromIPC(readFileSync(path));
    expect(table.numRows).toBe(EVENTS.length);
    expect(table.getChild('localTime')?.get(5)).toBe(1_005);
  });

  it('is no tape when one byte of it is damaged, wherever that is', () => {
    const path = join(testFolder(), 'one.arrow');
    const tape = tapeFromEvents(catalog, EVENTS);
    writeTapeFile(path, tape);
    const whole = readFileSync(path);
    for (let byte = 0; byte < whole.length; byte += 1) {
      const damaged = Buffer.from(whole);
      damaged[byte] = (damaged[byte] ?? 0) ^ 0x10;
      writeFileSync(path, damaged);
      expect(readTapeFile(path)).toBeNull();
    }
  });

  it('is no tape when it is cut short or not there', () => {
    const path = join(testFolder(), 'one.arrow');
    expect(readTapeFile(path)).toBeNull();
    writeTapeFile(path, tapeFromEvents(catalog, EVENTS));
    writeFileSync(path, readFileSync(path).subarray(0, 500));
    expect(readTapeFile(path)).toBeNull();
  });
});

describe('tapes that are kept beside a store', () => {
  const selection = { dataset: 'small', includeInferredLabels: false } as const;

  it('are built once and read afterwards', async () => {
    const store = await storeWithData();
    const first = await loadTape(store, selection);
    const { manifestHash } = await storeDataset(store);
    const path = tapePath({ storePath: store.path, manifestHash, selection });
    expect(existsSync(path)).toBe(true);
    let built = 0;
    const build = (): Promise<Tape> => {
      built += 1;
      return Promise.resolve(first);
    };
    expect(await cachedTape({ storePath: store.path, manifestHash, selection }, build)).toEqual(first);
    expect(built).toBe(0);
  });

  it('are built anew when the file is damaged', async () => {
    const store = await storeWithData();
    const first = await loadTape(store, selection);
    const { manifestHash } = await storeDataset(store);
    const path = tapePath({ storePath: store.path, manifestHash, selection });
    const bytes = readFileSync(path);
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect(await loadTape(store, selection)).toEqual(first);
    expect(readTapeFile(path)).toEqual(first);
  });

  it('are named by manifest and selection, whatever the order in which it was written', () => {
    const key = { storePath: 's', manifestHash: 'a', selection };
    expect(tapePath({ ...key, manifestHash: 'b' })).not.toBe(tapePath(key));
    expect(tapePath({ ...key, selection: { ...selection, includeInferredLabels: true } })).not.toBe(
      tapePath(key),
    );
    const leagues = (...names: string[]) => tapePath({ ...key, selection: { ...selection, leagues: names } });
    expect(leagues('nba', 'mlb')).toBe(leagues('mlb', 'nba'));
    expect(leagues('nba')).not.toBe(tapePath(key));
  });

  it('leave nothing of a process that was killed while it wrote one', async () => {
    const store = await storeWithData();
    await loadTape(store, selection);
    const [old, young] = ['1.arrow.7.part', '2.arrow.8.part'].map((name) =>
      join(`${store.path}.tapes`, name),
    ) as [string, string];
    for (const path of [old, young]) writeFileSync(path, 'half');
    const before = new Date(Date.now() - 2 * 3_600_000);
    utimesSync(old, before, before);
    await loadTape(store, { ...selection, to: 1 });
    expect([old, young].map((path) => existsSync(path))).toEqual([false, true]);
  });

  it('are no more than sixteen', async () => {
    const store = await storeWithData();
    for (let to = 1; to <= 20; to += 1) await loadTape(store, { ...selection, to });
    const kept = Array.from({ length: 20 }, (_, index) => ({ ...selection, to: index + 1 }));
    const { manifestHash } = await storeDataset(store);
    const there = kept.filter((each) =>
      existsSync(tapePath({ storePath: store.path, manifestHash, selection: each })),
    );
    expect(there).toHaveLength(16);
    expect(statSync(store.path).size).toBeGreaterThan(0);
  });
});

async function storeDataset(store: Store): Promise<{ readonly manifestHash: string }> {
  const row = await store.row('SELECT manifest_hash FROM datasets');
  return { manifestHash: row.text('manifest_hash') };
}
