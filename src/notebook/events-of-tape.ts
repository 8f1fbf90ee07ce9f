import { type BookLevel, EventKind, type EventKindName, type TapeEvent } from '../engine/events.js';
import type { GameIndex, MarketIndex } from '../engine/ids.js';
import { EVERY_MARKET, NO_PRICE, type Tape } from '../engine/tape.js';
import type { Micros, Price, Shares, Usd } from '../engine/units.js';

/** The rows of a tape as the events that a live feed would have told: what `tapeFromEvents` builds it from. */
export const eventsOfTape = (tape: Tape): readonly TapeEvent[] =>
  Array.from({ length: tape.length }, (_, row) => eventAt(tape, row));

/** Names of the kinds by their numbers. */
const KINDS = Object.entries(EventKind)
  .sort(([, left], [, right]) => left - right)
  .map(([name]) => name as EventKindName);

const priceOrNull = (price: number): Price | null => (price === NO_PRICE ? null : (price as Price));
const sizeOrNull = (size: number): Shares | null => (Number.isNaN(size) ? null : (size as Shares));

function eventAt(tape: Tape, row: number): TapeEvent {
  const localTime = tape.localTime[row] as Micros;
  const stamp = {
    localTime,
    venueTime: (localTime - (tape.lag[row] as number)) as Micros,
    source: tape.catalog.sources[tape.source[row] as number] as string,
    sequence: row,
  };
  const subject = tape.subject[row] as number;
  const market = subject as MarketIndex;
  const [a, b] = [tape.priceA[row] as number, tape.priceB[row] as number];
  const [sizeA, sizeB] = [tape.sizeA[row] as number, tape.sizeB[row] as number];
  const kind = KINDS[tape.kind[row] as number] as EventKindName;
  switch (kind) {
    case 'quote': {
      const prices = { bid: priceOrNull(a), ask: priceOrNull(b) };
      return { ...stamp, kind, market, ...prices, bidSize: sizeOrNull(sizeA), askSize: sizeOrNull(sizeB) };
    }
    case 'trade': {
      const takerSide = b === 0 ? 'buy' : 'sell';
      return { ...stamp, kind, market, price: a as Price, size: sizeA as Shares, takerSide };
    }
    case 'bookDelta': {
      const side = b === 0 ? 'bid' : 'ask';
      return { ...stamp, kind, market, side, price: a as Price, size: sizeA as Shares };
    }
    case 'bookSnapshot': {
      const [bids, asks] = [levels(tape, sizeA, a), levels(tape, sizeA + a, b)];
      return { ...stamp, kind, market, bids, asks };
    }
    case 'pricePoint':
      return { ...stamp, kind, market, price: a as Price };
    case 'gameState': {
      const state = tape.gameStates[sizeA] as Tape['gameStates'][number];
      return { ...stamp, kind, game: subject as GameIndex, state };
    }
    case 'marketFacts':
      return { ...stamp, kind, market, facts: tape.facts[sizeA] as Tape['facts'][number] };
    case 'resolution': {
      const label = a === 0 ? 'authoritative' : 'inferred';
      return { ...stamp, kind, market, payout: sizeA as Usd, label };
    }
    case 'feedGap':
      return { ...stamp, kind, market: subject === EVERY_MARKET ? null : market, from: sizeA as Micros };
  }
}

const levels = (tape: Tape, from: number, count: number): readonly BookLevel[] =>
  Array.from({ length: count }, (_, i) => ({
    price: tape.levelPrice[from + i] as Price,
    size: tape.levelSize[from + i] as Shares,
  }));
