import { assertNever } from './assert.js';
import type { Catalog } from './catalog.js';
import { TouchlineError } from './errors.js';
import {
  type BookSnapshotEvent,
  EventKind,
  type GameState,
  type MarketFacts,
  type TapeEvent,
} from './events.js';
import { allocateColumns, EVERY_MARKET, NO_PRICE, type Tape, tapeOf } from './tape.js';
import type { Price, Shares } from './units.js';

/** The furthest that local and venue time may lie apart: what 32 bits of microseconds hold, about 35 minutes. */
const LAG_LIMIT = 0x7fffffff;

/** What the column of sources holds. */
const SOURCE_LIMIT = 256;
/** What the columns that count the levels of a snapshot hold. */
const LEVEL_LIMIT = 0xffff;

const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** The total order of events: local time, kind priority, source, sequence. Negative = `left` comes first. */
export function compareEvents(left: TapeEvent, right: TapeEvent): number {
  return (
    left.localTime - right.localTime ||
    EventKind[left.kind] - EventKind[right.kind] ||
    compareText(left.source, right.source) ||
    left.sequence - right.sequence
  );
}

/** What rows of a tape point at, while it is built. */
export interface TapeExtras {
  readonly gameStates: GameState[];
  readonly facts: MarketFacts[];
  readonly levelPrice: number[];
  readonly levelSize: number[];
}

type Columns = ReturnType<typeof allocateColumns>;

/**
 * Builds a tape from event objects in any order. For fixtures, generators and live chunks; a stored dataset
 * is read straight into columns.
 *
 * @param games and markets of `catalog` are what the events' indices point at; sources are gathered here.
 * @throws ENGINE_TAPE when two events share one place in the total order, a lag passes 35 minutes, or there
 * are more than 256 sources or 65 535 levels on one side of a book.
 */
export function tapeFromEvents(
  catalog: Pick<Catalog, 'markets' | 'games'>,
  events: readonly TapeEvent[],
): Tape {
  const sorted = [...events].sort(compareEvents);
  const sources = [...new Set(sorted.map((event) => event.source))].sort(compareText);
  if (sources.length > SOURCE_LIMIT) {
    throw new TouchlineError(
      'ENGINE_TAPE',
      `a tape has at most ${SOURCE_LIMIT} sources, was ${sources.length}`,
    );
  }
  const columns = allocateColumns(sorted.length);
  const extras: TapeExtras = { gameStates: [], facts: [], levelPrice: [], levelSize: [] };
  sorted.forEach((event, row) => {
    const before = sorted[row - 1];
    if (before !== undefined && compareEvents(before, event) === 0) {
      throw new TouchlineError('ENGINE_TAPE', 'two events share one place in the total order', {
        where: { source: event.source, sequence: event.sequence, kind: event.kind },
      });
    }
    writeStamp(columns, row, event, sources);
    writeEvent(columns, row, event, extras);
  });
  return tapeOf(
    { ...catalog, sources },
    {
      ...columns,
      gameStates: extras.gameStates,
      facts: extras.facts,
      levelPrice: Uint16Array.from(extras.levelPrice),
      levelSize: Float64Array.from(extras.levelSize),
    },
  );
}

function writeStamp(columns: Columns, row: number, event: TapeEvent, sources: readonly string[]): void {
  const lag = event.localTime - event.venueTime;
  if (Math.abs(lag) > LAG_LIMIT) {
    throw new TouchlineError('ENGINE_TAPE', `local and venue time lie ${lag} microseconds apart`, {
      where: { source: event.source, sequence: event.sequence },
      hint: 'at most 35 minutes fit on a tape; a larger lag is a clock or time zone fault',
    });
  }
  columns.localTime[row] = event.localTime;
  columns.lag[row] = lag;
  columns.kind[row] = EventKind[event.kind];
  columns.source[row] = sources.indexOf(event.source);
}

const orNone = (price: Price | null): number => price ?? NO_PRICE;
const orUnknown = (size: Shares | null): number => size ?? Number.NaN;

/** Writes what `event` says into row `row`; its stamp apart. */
export function writeEvent(columns: Columns, row: number, event: TapeEvent, extras: TapeExtras): void {
  columns.subject[row] = event.kind === 'gameState' ? event.game : (event.market ?? EVERY_MARKET);
  switch (event.kind) {
    case 'quote':
      columns.priceA[row] = orNone(event.bid);
      columns.priceB[row] = orNone(event.ask);
      columns.sizeA[row] = orUnknown(event.bidSize);
      columns.sizeB[row] = orUnknown(event.askSize);
      return;
    case 'trade':
      columns.priceA[row] = event.price;
      columns.priceB[row] = event.takerSide === 'buy' ? 0 : 1;
      columns.sizeA[row] = event.size;
      return;
    case 'bookDelta':
      columns.priceA[row] = event.price;
      columns.priceB[row] = event.side === 'bid' ? 0 : 1;
      columns.sizeA[row] = event.size;
      return;
    case 'bookSnapshot':
      writeSnapshot(columns, row, event, extras);
      return;
    case 'pricePoint':
      columns.priceA[row] = event.price;
      return;
    case 'gameState':
      columns.sizeA[row] = extras.gameStates.push(event.state) - 1;
      return;
    case 'marketFacts':
      columns.sizeA[row] = extras.facts.push(event.facts) - 1;
      return;
    case 'resolution':
      columns.priceA[row] = event.label === 'authoritative' ? 0 : 1;
      columns.sizeA[row] = event.payout;
      return;
    case 'feedGap':
      columns.sizeA[row] = event.from;
      return;
    default:
      assertNever(event);
  }
}

function writeSnapshot(columns: Columns, row: number, event: BookSnapshotEvent, extras: TapeExtras): void {
  const deepest = Math.max(event.bids.length, event.asks.length);
  if (deepest > LEVEL_LIMIT) {
    throw new TouchlineError('ENGINE_TAPE', `a book side has at most ${LEVEL_LIMIT} levels, was ${deepest}`, {
      where: { source: event.source, sequence: event.sequence },
    });
  }
  columns.priceA[row] = event.bids.length;
  columns.priceB[row] = event.asks.length;
  columns.sizeA[row] = extras.levelPrice.length;
  for (const level of [...event.bids, ...event.asks]) {
    extras.levelPrice.push(level.price);
    extras.levelSize.push(level.size);
  }
}
