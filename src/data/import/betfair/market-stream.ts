import { USD_PER_DOLLAR } from '../../../engine/units.js';
import { EventRows } from '../event-rows.js';
import { type GrowingCatalog, openCatalog } from '../grow-catalog.js';
import type { ImportedFile, ImportTask } from '../import-format.js';
import { readJsonLines } from '../json-lines.js';
import { NoteCounts } from '../note-counts.js';
import { insertReportedResolutions, type ListedResolution } from '../resolutions.js';
import { sourceFault } from '../source-fault.js';
import { factsOf } from './market-facts.js';
import { addRunners, newMarket, type Runner, runnerKey, type StreamMarket } from './market-state.js';
import { oddsOf } from './odds-ladder.js';
import { streamClock } from './stream-clock.js';
import {
  type MarketChange,
  type MarketDefinition,
  type MarketMessage,
  type RunnerChange,
  readMarketMessage,
} from './stream-message.js';

const BID = 0;
const ASK = 1;
type BookSide = typeof BID | typeof ASK;

/** Where a message stands: its row, and its two times in microseconds. */
interface MessagePlace {
  readonly row: number;
  readonly localTime: number;
  readonly venueTime: number;
}

/** Reads one file of the market stream, message by message. */
class MarketStream {
  readonly #task: ImportTask;
  readonly #catalog: GrowingCatalog;
  readonly #rows: EventRows;
  readonly #notes = new NoteCounts();
  readonly #markets = new Map<string, StreamMarket>();
  readonly #resolutions = new Map<number, ListedResolution>();

  constructor(task: ImportTask, catalog: GrowingCatalog) {
    this.#task = task;
    this.#catalog = catalog;
    this.#rows = new EventRows(task);
  }

  get notes(): Readonly<Record<string, number>> {
    return this.#notes.record();
  }

  async read(place: MessagePlace, message: MarketMessage): Promise<void> {
    if (message.mc === undefined) this.#notes.add('heartbeats');
    const imaged = new Set<StreamMarket>();
    for (const change of message.mc ?? []) {
      if (change.con === true) this.#notes.add('messages that the exchange drew together');
      const market = await this.#marketOf(place, change);
      if (change.img === true) {
        imaged.add(market);
        market.imaged = true;
        for (const runner of market.runners.values()) runner.book.clear();
      }
      this.#trade(place, market, change);
      for (const runnerChange of change.rc ?? []) this.#changeBook(place, market, runnerChange);
    }
    const touched = new Set((message.mc ?? []).map((change) => change.id));
    for (const id of touched) this.#writeBooks(place, id, imaged);
    await this.#rows.flushIfFull();
  }

  async finish(): Promise<void> {
    await this.#rows.flush();
    await insertReportedResolutions(this.#task, [...this.#resolutions.values()]);
  }

  #refuse(place: MessagePlace, field: string, value: string, hint: string): never {
    throw sourceFault('DATA_MARKET', 'a message of the market stream cannot be followed', {
      file: this.#task.file,
      row: place.row,
      field,
      value,
      hint,
    });
  }

  async #marketOf(place: MessagePlace, change: MarketChange): Promise<StreamMarket> {
    const definition = change.marketDefinition;
    const known = this.#markets.get(change.id);
    if (definition === undefined) {
      return (
        known ?? this.#refuse(place, 'id', change.id, 'wanted the definition of a market before its prices')
      );
    }
    this.#checkKind(place, definition);
    const market = known ?? newMarket(change.id, definition);
    market.definition = definition;
    this.#markets.set(change.id, market);
    await this.#catalog.add(addRunners(market, place.row));
    this.#writeFacts(place, market);
    if (definition.status === 'CLOSED') this.#resolve(place, market);
    return market;
  }

  #checkKind(place: MessagePlace, definition: MarketDefinition): void {
    if (definition.bettingType !== 'ODDS') {
      this.#refuse(place, 'bettingType', definition.bettingType, 'wanted a market at odds');
    }
    const ladder = definition.priceLadderDefinition?.type ?? 'CLASSIC';
    if (ladder !== 'CLASSIC')
      this.#refuse(place, 'priceLadderDefinition', ladder, 'wanted the ladder CLASSIC');
  }

  #writeFacts(place: MessagePlace, market: StreamMarket): void {
    const facts = factsOf(market.definition);
    const text = JSON.stringify(facts);
    if (text === market.facts) {
      this.#notes.add('definitions that change no rule');
      return;
    }
    market.facts = text;
    for (const runner of market.runners.values()) {
      this.#rows.facts({ ...place, subject: this.#subject(runner), facts });
    }
  }

  /** A later closing corrects an earlier one; removed runners have their bets refunded, which is no payout. */
  #resolve(place: MessagePlace, market: StreamMarket): void {
    for (const runner of market.definition.runners) {
      const marketId = this.#subject(this.#runnerOf(place, market, runner));
      if (runner.status !== 'WINNER' && runner.status !== 'LOSER') {
        this.#notes.add(`runners closed as ${runner.status}, without a payout`);
        continue;
      }
      const payout = runner.status === 'WINNER' ? USD_PER_DOLLAR : 0;
      if (this.#resolutions.has(marketId)) this.#notes.add('outcomes stated again');
      this.#resolutions.set(marketId, {
        marketId,
        localTime: place.localTime,
        payout,
        label: 'authoritative',
      });
    }
  }

  #runnerOf(
    place: MessagePlace,
    market: StreamMarket,
    change: { id: number; hc?: number | undefined },
  ): Runner {
    const key = runnerKey(change);
    const hint = 'wanted a runner of the market definition';
    return market.runners.get(key) ?? this.#refuse(place, 'rc.id', key, hint);
  }

  #subject(runner: Runner): number {
    return this.#catalog.markets.get(runner.slug) ?? -1;
  }

  /** Trades of a message come from the book before it: they are read before any level changes. */
  #trade(place: MessagePlace, market: StreamMarket, change: MarketChange): void {
    const sizes = new Map<
      string,
      { runner: Runner; price: number; size: number; takerSide: 'buy' | 'sell' }
    >();
    for (const runnerChange of change.rc ?? []) {
      const runner = this.#runnerOf(place, market, runnerChange);
      for (const [odds, volume] of runnerChange.trd ?? []) {
        const at = this.#odds(place, 'trd', odds);
        const left = this.#leftBook(place, runner, { change: runnerChange, odds: at });
        const reading = runner.book.readTraded(at, this.#stake(place, 'trd', volume), left);
        if (change.img === true || reading.kind === 'no-rise') continue;
        if (reading.kind !== 'trade') {
          this.#notes.add(NOT_A_TRADE[reading.kind]);
          continue;
        }
        this.#notes.add(`trades whose taker side is read from the ${reading.basis}`);
        const { price, size, takerSide } = reading.trade;
        const key = `${runner.slug} ${price} ${takerSide}`;
        sizes.set(key, { runner, price, size: size + (sizes.get(key)?.size ?? 0), takerSide });
      }
    }
    for (const { runner, ...trade } of sizes.values()) {
      this.#rows.trade({ ...place, subject: this.#subject(runner), ...trade });
    }
  }

  /** What a message takes from the levels at some odds, in hundredths. */
  #leftBook(
    place: MessagePlace,
    runner: Runner,
    at: { readonly change: RunnerChange; readonly odds: number },
  ): readonly [bid: number, ask: number] {
    const fall = (side: BookSide, levels: RunnerChange['atb'], field: string): number => {
      const level = levels?.find(([odds]) => oddsOf(odds) === at.odds);
      if (level === undefined) return 0;
      return Math.max(0, runner.book.stakeAt(side, at.odds) - this.#stake(place, field, level[1]));
    };
    return [fall(BID, at.change.atl, 'atl'), fall(ASK, at.change.atb, 'atb')];
  }

  #changeBook(place: MessagePlace, market: StreamMarket, change: RunnerChange): void {
    if (change.batb !== undefined || change.batl !== undefined) {
      this.#refuse(place, 'rc.batb', 'levels by number', 'wanted the whole book: atb and atl');
    }
    const { book } = this.#runnerOf(place, market, change);
    const apply = (side: BookSide, levels: RunnerChange['atb'], field: string): void => {
      for (const [odds, stake] of levels ?? []) {
        book.set(side, this.#odds(place, field, odds), this.#stake(place, field, stake));
      }
    };
    apply(ASK, change.atb, 'atb');
    apply(BID, change.atl, 'atl');
  }

  #writeBooks(place: MessagePlace, id: string, imaged: ReadonlySet<StreamMarket>): void {
    const market = this.#markets.get(id);
    if (market === undefined) return;
    for (const runner of market.runners.values()) {
      const stamp = { ...place, subject: this.#subject(runner) };
      const changes = runner.book.takeChanges();
      if (imaged.has(market)) {
        this.#rows.snapshot({ ...stamp, bids: runner.book.levels(BID), asks: runner.book.levels(ASK) });
      } else if (market.imaged) {
        for (const change of changes) this.#rows.delta({ ...stamp, ...change });
      } else {
        this.#notes.add('level changes before the first image', changes.length);
      }
    }
  }

  #odds(place: MessagePlace, field: string, value: number): number {
    return (
      oddsOf(value) ??
      refusePrice(this.#task, place, {
        field,
        value,
        hint: 'wanted odds of the ladder CLASSIC, 1.01 to 1000',
      })
    );
  }

  #stake(place: MessagePlace, field: string, value: number): number {
    const hundredths = Math.round(value * 100);
    if (hundredths >= 0 && Math.abs(hundredths - value * 100) < 1e-4) return hundredths;
    return refusePrice(this.#task, place, {
      field,
      value,
      hint: 'wanted a stake of 0 or more in hundredths',
    });
  }
}

const NOT_A_TRADE = {
  fell: 'traded volumes that fell: no trade',
  'side-unknown': 'trades left out: their taker side cannot be told',
} as const;

function refusePrice(
  task: ImportTask,
  place: MessagePlace,
  at: { readonly field: string; readonly value: number; readonly hint: string },
): never {
  const { field, value, hint } = at;
  const where = { file: task.file, row: place.row, field, value: String(value), hint };
  throw sourceFault('DATA_PRICE', 'a level of the book is unreadable', where);
}

/**
 * Imports one file of the market stream.
 *
 * @throws DATA_UNREADABLE, DATA_COLUMNS, DATA_TIME, DATA_MARKET or DATA_PRICE with file and row.
 */
export async function importMarketStream(task: ImportTask): Promise<ImportedFile> {
  const stream = new MarketStream(task, await openCatalog(task));
  const clock = streamClock(task);
  let rows = 0;
  for await (const { row, value } of readJsonLines(task)) {
    const message = readMarketMessage(task, row, value);
    await stream.read({ row, ...clock(row, message.pt) }, message);
    rows += 1;
  }
  await stream.finish();
  return { rows, notes: stream.notes };
}
