import type { Catalog } from '../engine/catalog.js';
import { EventKind } from '../engine/events.js';
import { gameIndex, marketIndex } from '../engine/ids.js';
import { randomStream } from '../engine/random.js';
import { allocateColumns, type Tape, tapeOf } from '../engine/tape.js';
import { MICROS_PER_MILLISECOND } from '../engine/units.js';

/** 2026-07-15T00:00Z, microseconds: the venue's fee is known and stays the same for longer than a walk lasts. */
export const WALK_START = 1_784_073_600_000_000;
const STEP_MICROS = 100 * MICROS_PER_MILLISECOND;
const TICK = 100;
const LOWEST = 500;
const HIGHEST = 9_500;
const SIZE = 500_000_000;

/** Markets of games that never end: nothing but quotes. */
export function walkCatalog(markets: number): Catalog {
  const index = Array.from({ length: markets }, (_, each) => each);
  const name = (each: number): string => `walk-${String(each).padStart(4, '0')}`;
  return {
    markets: index.map((each) => ({
      index: marketIndex(each),
      venue: 'polymarket',
      slug: name(each),
      question: name(each),
      game: gameIndex(each),
      yesMeans: null,
    })),
    games: index.map((each) => ({
      index: gameIndex(each),
      id: name(each),
      league: 'unknown',
      sport: 'unknown',
      date: null,
    })),
    sources: ['walk'],
  };
}

/**
 * A seeded walk between 0.05 and 0.95, one quote every 100 ms, markets in turn. One quote in ten moves the
 * price, by a cent, as in recorded in-play quotes of Polymarket US.
 *
 * @param firstRow the first quote stands at this step of time: one stretch of several, each a walk of its own.
 */
export function quoteWalk(events: number, markets: number, { firstRow = 0 } = {}): Tape {
  const random = randomStream({
    seed: 42,
    strategy: 'bench',
    market: '',
    purpose: firstRow === 0 ? 'walk' : `walk ${firstRow}`,
  });
  const columns = allocateColumns(events);
  const bid = new Int32Array(markets).fill(5_000);
  for (let row = 0; row < events; row += 1) {
    const market = row % markets;
    const draw = random.integer(20);
    const step = draw === 0 ? TICK : draw === 1 ? -TICK : 0;
    const after = Math.min(HIGHEST, Math.max(LOWEST, (bid[market] as number) + step));
    bid[market] = after;
    columns.localTime[row] = WALK_START + (firstRow + row) * STEP_MICROS;
    columns.kind[row] = EventKind.quote;
    columns.subject[row] = market;
    columns.priceA[row] = after;
    columns.priceB[row] = after + TICK;
    columns.sizeA[row] = SIZE;
    columns.sizeB[row] = SIZE;
  }
  const nothing = {
    levelPrice: new Uint16Array(0),
    levelSize: new Float64Array(0),
    gameStates: [],
    facts: [],
  };
  return tapeOf(walkCatalog(markets), { ...columns, ...nothing });
}
