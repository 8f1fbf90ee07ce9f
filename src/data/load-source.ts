import { TouchlineError } from '../engine/errors.js';
import { type Tape, tapeOf } from '../engine/tape.js';
import { sourceOf, type TapeSource } from '../engine/tape-parts.js';
import type { Micros } from '../engine/units.js';
import { datasetByName } from './datasets.js';
import { loadTape } from './load-tape.js';
import type { Row } from './row.js';
import { TAPE_SQL } from './sql/tape-sql.js';
import type { Store } from './store.js';
import { keptEvents, keptParts } from './tape-cache.js';
import { selectCatalog } from './tape-catalog.js';
import { readColumns } from './tape-columns.js';
import { readTapeFile, removeTapeFile } from './tape-file.js';
import type { TapeSelection } from './tape-selection.js';
import {
  FIRST_INSTANT,
  LAST_INSTANT,
  readWindow,
  type Window,
  wholeOf,
  windowValues,
} from './tape-window.js';

/** How a source is loaded. */
export interface LoadSourceOptions {
  /** A selection with more events is read in parts, each of about a quarter of it. */
  readonly mostInMemory: number;
  /** Told of each part that is written. */
  readonly onPart?: (part: number, parts: number) => void;
}

/**
 * The events of a selection, as `loadTape` gives them, without holding more than `mostInMemory` at a time. Parts are kept as
 * files beside the store; those that are there already are not written again. A store in memory is read whole: its
 * events are in memory as it is.
 *
 * @throws as `loadTape`; DATA_TAPE when a part is gone or damaged as it is replayed.
 */
export async function loadSource(
  store: Store,
  selection: TapeSelection,
  { mostInMemory, onPart }: LoadSourceOptions,
): Promise<TapeSource> {
  const dataset = await datasetByName(store, selection.dataset);
  const key = { storePath: store.path, manifestHash: dataset.manifestHash, selection };
  const inMemory = async (): Promise<TapeSource> => sourceOf(await loadTape(store, selection));
  if (store.path === ':memory:' || (keptEvents(key) ?? Number.POSITIVE_INFINITY) <= mostInMemory) {
    return inMemory();
  }
  const names = await selectCatalog(store, dataset, selection);
  const selected = { dataset, selection, catalog: { ...names, sources: [dataset.format] } };
  const whole = wholeOf(selection);
  const values = windowValues(selected, whole);
  const cut = (await store.rows(TAPE_SQL.parts, [...values, Math.ceil(mostInMemory / 4)])).map(partOf);
  const length = cut.reduce((sum, { count }) => sum + count, 0);
  if (length <= mostInMemory) return inMemory();
  const files = await keptParts(key, windowsOf(cut, whole), {
    build: (window) => readWindow(store, selected, window),
    ...(onPart && { onPart }),
  });
  const gapCount = (await store.row(TAPE_SQL.countGaps, values)).integer('n');
  const gaps = await readColumns(await store.stream(TAPE_SQL.gaps, values), gapCount);
  const sides = { levelPrice: new Uint16Array(0), levelSize: new Float64Array(0), gameStates: [], facts: [] };
  return {
    catalog: selected.catalog,
    length,
    from: (cut[0]?.first ?? null) as Micros | null,
    to: (cut.at(-1)?.last ?? null) as Micros | null,
    hasLags: cut.some(({ longestLag, shortestLag }) => longestLag !== 0 || shortestLag !== 0),
    longestLag: cut.reduce((longest, part) => Math.max(longest, part.longestLag), 0),
    gaps: tapeOf(selected.catalog, { ...gaps, ...sides }),
    parts: () => readParts(files),
  };
}

interface Part {
  readonly first: number;
  readonly last: number;
  readonly count: number;
  readonly longestLag: number;
  readonly shortestLag: number;
}

const partOf = (row: Row): Part => ({
  first: row.integer('first'),
  last: row.integer('last'),
  count: row.integer('n'),
  longestLag: row.integer('longest_lag'),
  shortestLag: row.integer('shortest_lag'),
});

/** Windows that follow each other. Rules of before the selection lead the first, outcomes of after it end the last. */
const windowsOf = (parts: readonly Part[], { from, to }: Window): readonly Window[] =>
  parts.map(({ first }, index) => {
    const begin = index === 0 ? FIRST_INSTANT : first;
    const end = parts[index + 1]?.first ?? LAST_INSTANT;
    return { from: Math.max(begin, from), to: Math.min(end, to), factsFrom: begin, outcomesTo: end };
  });

function* readParts(files: readonly string[]): Generator<Tape> {
  for (const file of files) {
    const tape = readTapeFile(file);
    if (tape === null) {
      removeTapeFile(file);
      throw new TouchlineError('DATA_TAPE', 'a part of the tape is gone or damaged', {
        where: { file },
        hint: 'the same command writes it again',
      });
    }
    yield tape;
  }
}
