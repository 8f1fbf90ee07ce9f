import { EventKind } from '../engine/events.js';
import type { RandomStream } from '../engine/random.js';
import { randomStream } from '../engine/random.js';
import { allocateColumns, type Tape, tapeOf } from '../engine/tape.js';
import { MICROS_PER_MILLISECOND, SHARES_PER_SHARE } from '../engine/units.js';
import { WALK_START, walkCatalog } from './market-walk.js';

const STEP_MICROS = 100 * MICROS_PER_MILLISECOND;
const TICK = 100;
const LOWEST = 1_500;
const HIGHEST = 8_500;
/** Levels a side of the first snapshot, and how far from the touch sizes change. */
const DEPTH = 20;
const ACTIVE = 10;
/** Largest level and largest trade: in that match the median trade was a fiftieth of the touch that it met. */
const LEVEL_SHARES_MAX = 1_000;
const TRADE_SHARES_MAX = 100;
const BID = 0;
const ASK = 1;

/** The touch of one market; behind it every cent has a size. */
interface Touch {
  bid: number;
  ask: number;
}

/**
 * Seeded whole books: a snapshot a market, then nine deltas to one trade, one event every 100 ms, markets in
 * turn. One delta in ten moves the touch by a cent (it was one in six in a cricket match of Betfair's, whose
 * ladder is coarser); the others change a size within ten cents of it.
 */
export function bookWalk(events: number, markets: number): Tape {
  const random = randomStream({ seed: 42, strategy: 'bench', market: '', purpose: 'book-walk' });
  const columns = allocateColumns(events);
  const touches = Array.from({ length: markets }, (): Touch => ({ bid: 4_900, ask: 5_000 }));
  const levels = firstLevels(random, markets);
  for (let row = 0; row < events; row += 1) {
    const market = row % markets;
    columns.localTime[row] = WALK_START + row * STEP_MICROS;
    columns.subject[row] = market;
    const touch = touches[market] as Touch;
    const change =
      row < markets
        ? snapshot(market)
        : random.integer(10) === 0
          ? trade(random, touch)
          : delta(random, touch);
    columns.kind[row] = change.kind;
    columns.priceA[row] = change.priceA;
    columns.priceB[row] = change.priceB;
    columns.sizeA[row] = change.sizeA;
  }
  return tapeOf(walkCatalog(markets), { ...columns, ...levels, gameStates: [], facts: [] });
}

/** What a row says, in the tape's own columns. */
interface Change {
  readonly kind: number;
  readonly priceA: number;
  readonly priceB: number;
  readonly sizeA: number;
}

const sizeOf = (random: RandomStream, sharesMax = LEVEL_SHARES_MAX): number =>
  (1 + random.integer(sharesMax)) * SHARES_PER_SHARE;

function firstLevels(random: RandomStream, markets: number): Pick<Tape, 'levelPrice' | 'levelSize'> {
  const levelPrice = new Uint16Array(2 * DEPTH * markets);
  const levelSize = Float64Array.from(levelPrice, () => sizeOf(random));
  for (let level = 0; level < levelPrice.length; level += 1) {
    const behind = (level % DEPTH) * TICK;
    levelPrice[level] = level % (2 * DEPTH) < DEPTH ? 4_900 - behind : 5_000 + behind;
  }
  return { levelPrice, levelSize };
}

const snapshot = (market: number): Change => ({
  kind: EventKind.bookSnapshot,
  priceA: DEPTH,
  priceB: DEPTH,
  sizeA: 2 * DEPTH * market,
});

function trade(random: RandomStream, touch: Touch): Change {
  const isSell = random.integer(2) === 1;
  return {
    kind: EventKind.trade,
    priceA: isSell ? touch.bid : touch.ask,
    priceB: isSell ? 1 : 0,
    sizeA: sizeOf(random, TRADE_SHARES_MAX),
  };
}

function delta(random: RandomStream, touch: Touch): Change {
  if (random.integer(10) === 0) return moveTouch(random, touch);
  const side = random.integer(2);
  const behind = random.integer(ACTIVE) * TICK;
  const priceA = side === BID ? touch.bid - behind : touch.ask + behind;
  return { kind: EventKind.bookDelta, priceA, priceB: side, sizeA: sizeOf(random) };
}

/** A spread of a cent widens as one side's best level goes; a wider one closes again, from either side. */
function moveTouch(random: RandomStream, touch: Touch): Change {
  const drawn = random.integer(2);
  const isWide = touch.ask - touch.bid > TICK;
  // At the ends of the walk only the way back is open.
  const side =
    touch.bid <= LOWEST ? (isWide ? BID : ASK) : touch.ask >= HIGHEST ? (isWide ? ASK : BID) : drawn;
  const priceBefore = side === BID ? touch.bid : touch.ask;
  if (!isWide) {
    if (side === BID) touch.bid -= TICK;
    else touch.ask += TICK;
    return { kind: EventKind.bookDelta, priceA: priceBefore, priceB: side, sizeA: 0 };
  }
  if (side === BID) touch.bid += TICK;
  else touch.ask -= TICK;
  const priceA = side === BID ? touch.bid : touch.ask;
  return { kind: EventKind.bookDelta, priceA, priceB: side === ASK ? 1 : 0, sizeA: sizeOf(random) };
}
