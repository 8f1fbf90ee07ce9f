import { EventKind, type TapeEvent } from './events.js';
import type { GameIndex, MarketIndex } from './ids.js';
import { EVERY_MARKET, labelAt, NO_PRICE, type Tape, venueTimeAt } from './tape.js';
import type { Micros, Price, Shares, Usd } from './units.js';

const priceOf = (value: number | undefined): Price | null =>
  value === NO_PRICE || value === undefined ? null : (value as Price);
const sizeOf = (value: number | undefined): Shares | null =>
  value === undefined || Number.isNaN(value) ? null : (value as Shares);

function levelsOf(tape: Tape, from: number, count: number) {
  return Array.from({ length: count }, (_, level) => ({
    price: tape.levelPrice[from + level] as Price,
    size: tape.levelSize[from + level] as Shares,
  }));
}

/** Row `row` of a tape as the event that it was made of. */
function eventAt(tape: Tape, row: number): TapeEvent {
  const stamp = {
    venueTime: venueTimeAt(tape, row),
    localTime: tape.localTime[row] as Micros,
    source: tape.catalog.sources[tape.source[row] as number] as string,
    sequence: row,
  };
  const market = tape.subject[row] as MarketIndex;
  const [a, b] = [tape.priceA[row] as number, tape.priceB[row] as number];
  const [size, sizeB] = [tape.sizeA[row] as number, tape.sizeB[row]];
  switch (tape.kind[row]) {
    case EventKind.quote: {
      const sizes = { bidSize: sizeOf(size), askSize: sizeOf(sizeB) };
      return { kind: 'quote', ...stamp, market, bid: priceOf(a), ask: priceOf(b), ...sizes };
    }
    case EventKind.bookSnapshot: {
      const asks = levelsOf(tape, size + a, b);
      return { kind: 'bookSnapshot', ...stamp, market, bids: levelsOf(tape, size, a), asks };
    }
    case EventKind.bookDelta: {
      const level = { price: a as Price, size: size as Shares };
      return { kind: 'bookDelta', ...stamp, market, side: b === 0 ? 'bid' : 'ask', ...level };
    }
    case EventKind.trade: {
      const print = { price: a as Price, size: size as Shares };
      return { kind: 'trade', ...stamp, market, ...print, takerSide: b === 0 ? 'buy' : 'sell' };
    }
    case EventKind.pricePoint:
      return { kind: 'pricePoint', ...stamp, market, price: a as Price };
    case EventKind.gameState: {
      const state = tape.gameStates[size];
      if (state === undefined) break;
      return { kind: 'gameState', ...stamp, game: tape.subject[row] as GameIndex, state };
    }
    case EventKind.marketFacts: {
      const facts = tape.facts[size];
      if (facts === undefined) break;
      return { kind: 'marketFacts', ...stamp, market, facts };
    }
    case EventKind.resolution:
      return { kind: 'resolution', ...stamp, market, payout: size as Usd, label: labelAt(tape, row) };
    default:
  }
  const gapped = tape.subject[row] === EVERY_MARKET ? null : market;
  return { kind: 'feedGap', ...stamp, market: gapped, from: size as Micros };
}

/** The events of a tape, in order. */
export const eventsOfTape = (tape: Tape): readonly TapeEvent[] =>
  Array.from({ length: tape.length }, (_, row) => eventAt(tape, row));
