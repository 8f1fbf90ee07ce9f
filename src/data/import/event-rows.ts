import type { BookLevel, GameState, MarketFacts, Side } from '../../engine/events.js';
import { appendRows, type ColumnWriter } from '../append-rows.js';
import { situationText } from '../situation-json.js';
import { IMPORT_SQL } from '../sql/import-sql.js';
import type { ImportTask } from './import-format.js';

/** Where an event stands: its row in the file, its market or game, and its two times in microseconds. */
export interface EventPlace {
  readonly row: number;
  readonly subject: number;
  readonly localTime: number;
  readonly venueTime: number;
}

/** The new total at one price: side 0 bid, 1 ask; price 1e-4 dollars; size 1e-6 shares. */
export interface DeltaRow extends EventPlace {
  readonly side: 0 | 1;
  readonly price: number;
  readonly size: number;
}

/** A whole book, levels best first. */
export interface SnapshotRow extends EventPlace {
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
}

/** A trade: price 1e-4 dollars, size 1e-6 shares, in terms of YES. */
export interface TradeRow extends EventPlace {
  readonly price: number;
  readonly size: number;
  readonly takerSide: Side;
}

/** Best prices, 1e-4 dollars; `null` = that side is empty. Sizes are not recorded. */
export interface QuoteRow extends EventPlace {
  readonly bid: number | null;
  readonly ask: number | null;
}

/** A reference price, 1e-4 dollars. */
export interface PricePointRow extends EventPlace {
  readonly price: number;
}

/** Rules of a market from an instant on. */
export interface FactsRow extends EventPlace {
  readonly facts: MarketFacts;
}

/** State of a game; the subject is the game. */
export interface StateRow extends EventPlace {
  readonly state: GameState;
}

/** Where events are written to. */
export type EventTarget = Pick<ImportTask, 'store' | 'datasetId' | 'fileId'>;

/** Rows that are gathered before they are written together. */
const BATCH = 20_000;

/** Gathers the events of one file and writes them in batches, each kind to its table. */
export class EventRows {
  readonly #task: EventTarget;
  readonly #deltas: DeltaRow[] = [];
  readonly #snapshots: SnapshotRow[] = [];
  readonly #trades: TradeRow[] = [];
  readonly #quotes: QuoteRow[] = [];
  readonly #points: PricePointRow[] = [];
  readonly #facts: FactsRow[] = [];
  readonly #states: StateRow[] = [];
  #waiting = 0;

  constructor(task: EventTarget) {
    this.#task = task;
  }

  delta(row: DeltaRow): void {
    this.#waiting += this.#deltas.push(row) > 0 ? 1 : 0;
  }

  snapshot(row: SnapshotRow): void {
    this.#waiting += this.#snapshots.push(row) > 0 ? 1 : 0;
  }

  trade(row: TradeRow): void {
    this.#waiting += this.#trades.push(row) > 0 ? 1 : 0;
  }

  quote(row: QuoteRow): void {
    this.#waiting += this.#quotes.push(row) > 0 ? 1 : 0;
  }

  pricePoint(row: PricePointRow): void {
    this.#waiting += this.#points.push(row) > 0 ? 1 : 0;
  }

  facts(row: FactsRow): void {
    this.#waiting += this.#facts.push(row) > 0 ? 1 : 0;
  }

  gameState(row: StateRow): void {
    this.#waiting += this.#states.push(row) > 0 ? 1 : 0;
  }

  /** Writes what waits, when it is enough for a batch. */
  async flushIfFull(): Promise<void> {
    if (this.#waiting >= BATCH) await this.flush();
  }

  /** Writes everything that waits. */
  async flush(): Promise<void> {
    await this.#append('book_events', DELTA_COLUMNS, this.#deltas);
    for (const snapshot of this.#snapshots.splice(0)) await this.#insertSnapshot(snapshot);
    await this.#append('trades', TRADE_COLUMNS, this.#trades);
    await this.#append('quotes', QUOTE_COLUMNS, this.#quotes);
    await this.#append('price_points', POINT_COLUMNS, this.#points);
    await this.#append('market_facts', FACTS_COLUMNS, this.#facts);
    await this.#append('game_states', STATE_COLUMNS, this.#states);
    this.#waiting = 0;
  }

  async #append<Row extends EventPlace>(
    table: string,
    columns: readonly ColumnWriter<Row>[],
    waiting: Row[],
  ): Promise<void> {
    if (waiting.length === 0) return;
    const { store, datasetId, fileId } = this.#task;
    const place: readonly ColumnWriter<Row>[] = [
      ['integer', () => datasetId],
      ['integer', () => fileId],
      ['bigint', (row) => row.row],
      ['integer', (row) => row.subject],
      ['bigint', (row) => row.localTime],
      ['bigint', (row) => row.venueTime],
    ];
    await appendRows(store, table, [...place, ...columns], waiting.splice(0));
  }

  async #insertSnapshot(book: SnapshotRow): Promise<void> {
    const { store, datasetId, fileId } = this.#task;
    const list = (levels: readonly BookLevel[], key: keyof BookLevel): string =>
      JSON.stringify(levels.map((level) => level[key]));
    await store.run(IMPORT_SQL.insertSnapshot, [
      ...[datasetId, fileId, book.row, book.subject, book.localTime, book.venueTime],
      ...[list(book.bids, 'price'), list(book.bids, 'size')],
      ...[list(book.asks, 'price'), list(book.asks, 'size')],
    ]);
  }
}

const none = (): null => null;

const DELTA_COLUMNS: readonly ColumnWriter<DeltaRow>[] = [
  ['integer', (row) => row.side],
  ['integer', (row) => row.price],
  ['bigint', (row) => row.size],
  ['text', none],
  ['text', none],
  ['text', none],
  ['text', none],
];
const TRADE_COLUMNS: readonly ColumnWriter<TradeRow>[] = [
  ['integer', (row) => row.price],
  ['bigint', (row) => row.size],
  ['text', (row) => row.takerSide],
];
const QUOTE_COLUMNS: readonly ColumnWriter<QuoteRow>[] = [
  ['integer', (row) => row.bid],
  ['integer', (row) => row.ask],
  ['bigint', none],
  ['bigint', none],
];
const POINT_COLUMNS: readonly ColumnWriter<PricePointRow>[] = [['integer', (row) => row.price]];
const FACTS_COLUMNS: readonly ColumnWriter<FactsRow>[] = [['text', (row) => JSON.stringify(row.facts)]];
const STATE_COLUMNS: readonly ColumnWriter<StateRow>[] = [
  ['text', (row) => row.state.phase],
  ['integer', (row) => row.state.period],
  ['double', (row) => row.state.secondsLeftInPeriod],
  ['double', (row) => row.state.secondsElapsedInPeriod],
  ['integer', (row) => row.state.homeScore],
  ['integer', (row) => row.state.awayScore],
  ['text', (row) => row.state.possession],
  ['text', (row) => situationText(row.state)],
];
