import type { Catalog } from '../../engine/catalog.js';
import {
  EventKind,
  type EventKindName,
  type GameState,
  type MarketFacts,
  type Side,
} from '../../engine/events.js';
import type { GameIndex, MarketIndex } from '../../engine/ids.js';
import { allocateColumns, NO_PRICE, TAPE_COLUMNS, type Tape, tapeOf } from '../../engine/tape.js';
import type { Price, Shares, Usd } from '../../engine/units.js';

/** The feeds of a season, in the order of their index on the tape. */
const SOURCES = ['synthetic-game', 'synthetic-market', 'synthetic-venue'] as const;
type Source = (typeof SOURCES)[number];

/** A quote with its sizes; a side that is `null` is empty. */
export interface QuotedTouch {
  readonly bid: Price | null;
  readonly ask: Price | null;
  readonly bidSize: Shares;
  readonly askSize: Shares;
}

/** A trade to write. */
export interface Print {
  readonly price: Price;
  readonly size: Shares;
  readonly takerSide: Side;
}

/** When and through which feed an event comes. */
interface Place {
  readonly kind: EventKindName;
  readonly source: Source;
  /** Market or game. */
  readonly subject: number;
  /** At the venue or on the ground, microseconds. */
  readonly time: number;
  /** From there to us, microseconds. */
  readonly latency: number;
}

/** Gathers events in the columns of a tape, in any order of time. Written order breaks ties. */
export class EventWriter {
  readonly #marketLatency: number;
  readonly #gameStates: GameState[] = [];
  readonly #facts: MarketFacts[] = [];
  #columns = allocateColumns(1 << 16);
  #length = 0;

  /** @param marketLatency from the venue to us, microseconds. */
  constructor(marketLatency: number) {
    this.#marketLatency = marketLatency;
  }

  facts(market: MarketIndex, time: number, facts: MarketFacts): void {
    const place = { kind: 'marketFacts', source: 'synthetic-venue', subject: market, time } as const;
    const row = this.#add({ ...place, latency: this.#marketLatency });
    this.#columns.sizeA[row] = this.#facts.push(facts) - 1;
  }

  quote(market: MarketIndex, time: number, touch: QuotedTouch): void {
    const row = this.#add(this.#atMarket('quote', market, time));
    this.#columns.priceA[row] = touch.bid ?? NO_PRICE;
    this.#columns.priceB[row] = touch.ask ?? NO_PRICE;
    this.#columns.sizeA[row] = touch.bid === null ? Number.NaN : touch.bidSize;
    this.#columns.sizeB[row] = touch.ask === null ? Number.NaN : touch.askSize;
  }

  trade(market: MarketIndex, time: number, print: Print): void {
    const row = this.#add(this.#atMarket('trade', market, time));
    this.#columns.priceA[row] = print.price;
    this.#columns.priceB[row] = print.takerSide === 'buy' ? 0 : 1;
    this.#columns.sizeA[row] = print.size;
  }

  /** Nothing came from `from` until `time`, both at the venue. */
  gap(market: MarketIndex, time: number, from: number): void {
    const heard = time + this.#marketLatency;
    const place = { kind: 'feedGap', source: 'synthetic-market', subject: market, time: heard } as const;
    const row = this.#add({ ...place, latency: 0 });
    this.#columns.sizeA[row] = from + this.#marketLatency;
  }

  /** An outcome is dated when it is known: there is no earlier time at the venue. */
  resolution(market: MarketIndex, time: number, payout: Usd): void {
    const place = { kind: 'resolution', source: 'synthetic-venue', subject: market, time } as const;
    const row = this.#add({ ...place, latency: 0 });
    this.#columns.priceA[row] = 0;
    this.#columns.sizeA[row] = payout;
  }

  /** @param latency from the ground to us, microseconds. */
  gameState(game: GameIndex, time: number, heard: { state: GameState; latency: number }): void {
    const { state, latency } = heard;
    const row = this.#add({ kind: 'gameState', source: 'synthetic-game', subject: game, time, latency });
    this.#columns.sizeA[row] = this.#gameStates.push(state) - 1;
  }

  /** Everything that was written, in the total order of events. */
  tape(catalog: Pick<Catalog, 'markets' | 'games'>): Tape {
    const order = this.#order();
    const columns = allocateColumns(this.#length);
    for (const name of TAPE_COLUMNS) {
      const from = this.#columns[name];
      const to = columns[name];
      for (let row = 0; row < order.length; row += 1) to[row] = from[order[row] as number] as number;
    }
    const gameStates = inTapeOrder(columns, EventKind.gameState, this.#gameStates);
    const facts = inTapeOrder(columns, EventKind.marketFacts, this.#facts);
    const levels = { levelPrice: new Uint16Array(0), levelSize: new Float64Array(0) };
    return tapeOf({ ...catalog, sources: SOURCES }, { ...columns, gameStates, facts, ...levels });
  }

  #atMarket(kind: EventKindName, subject: number, time: number): Place {
    return { kind, source: 'synthetic-market', subject, time, latency: this.#marketLatency };
  }

  #add(place: Place): number {
    if (this.#length === this.#columns.kind.length) this.#grow();
    const row = this.#length;
    this.#length += 1;
    this.#columns.localTime[row] = place.time + place.latency;
    this.#columns.lag[row] = place.latency;
    this.#columns.kind[row] = EventKind[place.kind];
    this.#columns.source[row] = SOURCES.indexOf(place.source);
    this.#columns.subject[row] = place.subject;
    return row;
  }

  #grow(): void {
    const larger = allocateColumns(2 * this.#length);
    for (const name of TAPE_COLUMNS) larger[name].set(this.#columns[name]);
    this.#columns = larger;
  }

  #order(): Uint32Array {
    const { localTime, kind, source } = this.#columns;
    const at = (column: ArrayLike<number>, row: number): number => column[row] as number;
    return Uint32Array.from({ length: this.#length }, (_, row) => row).sort(
      (left, right) =>
        at(localTime, left) - at(localTime, right) ||
        at(kind, left) - at(kind, right) ||
        at(source, left) - at(source, right) ||
        left - right,
    );
  }
}

/** A side table in the order of the events that point into it, with their indices set anew. */
function inTapeOrder<Item>(
  columns: Pick<Tape, 'kind' | 'sizeA'>,
  kind: number,
  written: readonly Item[],
): readonly Item[] {
  const ordered: Item[] = [];
  for (let row = 0; row < columns.kind.length; row += 1) {
    if (columns.kind[row] !== kind) continue;
    columns.sizeA[row] = ordered.push(written[columns.sizeA[row] as number] as Item) - 1;
  }
  return ordered;
}
