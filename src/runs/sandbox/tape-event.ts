import { EventKind, type TapeEvent } from '../../engine/events.js';
import { type GameIndex, type MarketIndex, marketIndex } from '../../engine/ids.js';
import { EVERY_MARKET, kindAt, labelAt, NO_PRICE, type Tape, venueTimeAt } from '../../engine/tape.js';
import { type Micros, type Price, price, type Shares, shares, usd } from '../../engine/units.js';

const orNull = (value: number): Price | null => (value === NO_PRICE ? null : price(value));
const sizeOrNull = (value: number): Shares | null => (Number.isNaN(value) ? null : shares(value));

/** One row of a tape as an event. Levels, states and rules are the tape's own objects. */
export function tapeEvent(tape: Tape, row: number): TapeEvent {
  const at = (column: ArrayLike<number>): number => column[row] as number;
  const [a, b, size] = [at(tape.priceA), at(tape.priceB), at(tape.sizeA)];
  const market = at(tape.subject) as MarketIndex;
  const stamp = {
    venueTime: venueTimeAt(tape, row),
    localTime: at(tape.localTime) as Micros,
    source: tape.catalog.sources[at(tape.source)] ?? '',
    sequence: row,
  };
  switch (kindAt(tape, row)) {
    case EventKind.quote: {
      const sizes = { bidSize: sizeOrNull(size), askSize: sizeOrNull(at(tape.sizeB)) };
      return { ...stamp, kind: 'quote', market, bid: orNull(a), ask: orNull(b), ...sizes };
    }
    case EventKind.trade: {
      const takerSide = b === 0 ? 'buy' : 'sell';
      return { ...stamp, kind: 'trade', market, price: price(a), size: shares(size), takerSide };
    }
    case EventKind.bookDelta: {
      const side = b === 0 ? 'bid' : 'ask';
      return { ...stamp, kind: 'bookDelta', market, side, price: price(a), size: shares(size) };
    }
    case EventKind.bookSnapshot: {
      const bids = levels(tape, size, size + a);
      return { ...stamp, kind: 'bookSnapshot', market, bids, asks: levels(tape, size + a, size + a + b) };
    }
    case EventKind.pricePoint:
      return { ...stamp, kind: 'pricePoint', market, price: price(a) };
    case EventKind.gameState: {
      const state = tape.gameStates[size];
      if (state === undefined) throw new RangeError(`game state ${size} of row ${row}`);
      return { ...stamp, kind: 'gameState', game: at(tape.subject) as GameIndex, state };
    }
    case EventKind.marketFacts: {
      const facts = tape.facts[size];
      if (facts === undefined) throw new RangeError(`market facts ${size} of row ${row}`);
      return { ...stamp, kind: 'marketFacts', market, facts };
    }
    case EventKind.resolution:
      return { ...stamp, kind: 'resolution', market, payout: usd(size), label: labelAt(tape, row) };
    case EventKind.feedGap: {
      const every = at(tape.subject) === EVERY_MARKET;
      return { ...stamp, kind: 'feedGap', market: every ? null : marketIndex(market), from: size as Micros };
    }
  }
}

function levels(tape: Tape, from: number, to: number): { price: Price; size: Shares }[] {
  return Array.from({ length: to - from }, (_, index) => ({
    price: price(tape.levelPrice[from + index] as number),
    size: shares(tape.levelSize[from + index] as number),
  }));
}
