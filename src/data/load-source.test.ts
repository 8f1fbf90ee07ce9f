import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventKind, type TapeEvent } from '../engine/events.js';
import { eventsOfTape } from '../engine/tape-events.testing.js';
import type { Micros } from '../engine/units.js';
import { importDataset } from './import/import-dataset.js';
import { loadSource } from './load-source.js';
import { loadTape } from './load-tape.js';
import { smallSet, testFolder } from './source-files.testing.js';
import { openStore, type Store } from './store.js';
import { importSeason } from './synthetic/import-season.js';
import { testSeason } from './synthetic/season.testing.js';
import type { TapeSelection } from './tape-selection.js';

const FIXTURES = fileURLToPath(new URL('./import/fixtures/betfair', import.meta.url));
const folder = testFolder();
const path = join(folder, 'store.duckdb');
let store: Store;
beforeAll(async () => {
  store = await openStore(path);
  await smallSet(join(folder, 'small'));
  await importDataset(store, { format: 'polymarket-us', path: join(folder, 'small'), name: 'small' });
  await importDataset(store, { format: 'betfair-stream', path: FIXTURES, name: 'books' });
  const parameters = testSeason({ seed: 'parts', days: 2, games: { nba: 2, epl: 2 } });
  await importSeason(store, { parameters, name: 'season', fileName: 'season' });
});
afterAll(() => store.close());

const chosen = (dataset: string, window: Partial<TapeSelection> = {}): TapeSelection => ({
  dataset,
  includeInferredLabels: true,
  ...window,
});

/** Everything of each event, what it points at included, and nothing of where it stands. */
const told = (events: Iterable<TapeEvent>) => [...events].map((event) => ({ ...event, sequence: 0 }));

async function both(selection: TapeSelection, mostInMemory: number) {
  const whole = await loadTape(store, selection, { cache: false });
  const source = await loadSource(store, selection, { mostInMemory });
  const parts = [...source.parts()];
  return { whole, source, parts };
}

describe('a selection that is larger than what may be in memory', () => {
  it.each([
    ['small', 4],
    ['books', 8],
    ['season', 2_000],
  ])('of %s comes in parts that are the whole, event for event', async (dataset, most) => {
    const { whole, source, parts } = await both(chosen(dataset), most);
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.flatMap((part) => told(eventsOfTape(part)))).toEqual(told(eventsOfTape(whole)));
    expect(source).toMatchObject({ catalog: whole.catalog, length: whole.length });
    expect([source.from, source.to]).toEqual([whole.localTime[0], whole.localTime[whole.length - 1]]);
    expect(source.longestLag).toBe(Math.max(0, ...whole.lag));
    expect(source.hasLags).toBe(whole.lag.some((lag) => lag !== 0));
    const gaps = told(eventsOfTape(whole)).filter(({ kind }) => kind === 'feedGap');
    expect(told(eventsOfTape(source.gaps))).toEqual(gaps);
  });

  it('has books, rules, states and lags among what was compared', async () => {
    const books = await loadTape(store, chosen('books'));
    const season = await loadTape(store, chosen('season'));
    const kinds = new Set([...books.kind, ...season.kind]);
    for (const kind of [
      'bookSnapshot',
      'bookDelta',
      'trade',
      'marketFacts',
      'gameState',
      'quote',
      'resolution',
    ] as const) {
      expect([kind, kinds.has(EventKind[kind])]).toEqual([kind, true]);
    }
    expect(season.lag.some((lag) => lag > 0)).toBe(true);
  });

  it('keeps rules of before a window and outcomes of after it', async () => {
    const season = await loadTape(store, chosen('season'));
    const at = (share: number): Micros => season.localTime[Math.floor(season.length * share)] as Micros;
    const { whole, parts } = await both(chosen('season', { from: at(0.4), to: at(0.7) }), 1_000);
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.flatMap((part) => told(eventsOfTape(part)))).toEqual(told(eventsOfTape(whole)));
    expect(whole.localTime[0]).toBeLessThan(at(0.4));
    expect(whole.localTime[whole.length - 1]).toBeGreaterThan(at(0.7));
  });

  it('is whole when it fits', async () => {
    const { whole, parts } = await both(chosen('season'), 1_000_000);
    expect(parts.map(({ length }) => length)).toEqual([whole.length]);
  });

  it('writes what is missing, once, and does not take a damaged part for one', async () => {
    const selection = chosen('season');
    const written: number[] = [];
    const load = () =>
      loadSource(store, selection, { mostInMemory: 3_000, onPart: (part) => written.push(part) });
    const source = await load();
    const count = [...source.parts()].length;
    expect(written).toEqual(Array.from({ length: count }, (_, part) => part + 1));
    written.length = 0;
    await load();
    expect(written).toEqual([]);

    const kept = readdirSync(`${path}.tapes`)
      .filter((name) => name.endsWith('.parts'))
      .map((name) => join(`${path}.tapes`, name))
      .sort((left, right) => statSync(right).mtimeMs - statSync(left).mtimeMs)[0] as string;
    writeFileSync(join(kept, '00001.arrow'), 'not what was written');
    expect(() => [...source.parts()]).toThrowError(/gone or damaged/);
    const again = await load();
    expect(written).toEqual([2]);
    expect([...again.parts()].reduce((sum, part) => sum + part.length, 0)).toBe(source.length);
  });

  it('of which the parts are kept for the last two alone', () => {
    const kept = readdirSync(`${path}.tapes`).filter((name) => name.endsWith('.parts'));
    expect(kept).toHaveLength(2);
  });
});
