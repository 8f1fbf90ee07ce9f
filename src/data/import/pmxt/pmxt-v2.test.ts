import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { EventKind } from '../../../engine/events.js';
import { NO_PRICE, type Tape, venueTimeAt } from '../../../engine/tape.js';
import { checkDataset } from '../../check-dataset.js';
import { loadTape } from '../../load-tape.js';
import { faultOf, testFolder, writeParquet } from '../../source-files.testing.js';
import { openStore, type Store } from '../../store.js';
import { importDataset } from '../import-dataset.js';
import { booksAfter, plainBook } from '../tape-books.testing.js';

const YES = '1'.repeat(77);
const NO = '2'.repeat(76);
const CONDITION = `0x${'c'.repeat(64)}`;
const HOUR = '2026-05-01T12';
const START = Date.parse(`${HOUR}:00:00Z`) * 1000;
const FILE = `polymarket_orderbook_${HOUR}.parquet`;

/** One row of the layout; what is left out is NULL. */
interface Event {
  readonly received: number;
  readonly at: number;
  readonly type: string;
  readonly token?: string;
  readonly bids?: string;
  readonly asks?: string;
  readonly price?: string;
  readonly size?: string;
  readonly side?: string;
  readonly tick?: string;
}

const text = (value: string | undefined): string => (value === undefined ? 'NULL::VARCHAR' : `'${value}'`);
const timestamp = (milliseconds: number, hour: string): string =>
  `TIMESTAMPTZ '${hour.replace('T', ' ')}:00:00+00' + INTERVAL ${milliseconds} MILLISECOND`;

/** A file of the layout: sixteen columns of the published types. */
function hourSql(events: readonly Event[], hour = HOUR): string {
  const rows = events.map(
    (
      event,
    ) => `(${timestamp(event.received, hour)}, ${timestamp(event.at, hour)}, '${CONDITION}'::BLOB, ${text(event.type)},
      ${text(event.token ?? YES)}, ${text(event.bids)}, ${text(event.asks)}, ${text(event.price)}::DECIMAL(9,4),
      ${text(event.size)}::DECIMAL(18,6), ${text(event.side)}, NULL::DECIMAL(9,4), NULL::DECIMAL(9,4), NULL::INTEGER,
      NULL::VARCHAR, NULL::DECIMAL(9,4), ${text(event.tick)}::DECIMAL(9,4))`,
  );
  return `SELECT * FROM (VALUES ${rows.join(', ')}) AS t(timestamp_received, "timestamp", market, event_type, asset_id,
    bids, asks, price, size, side, best_bid, best_ask, fee_rate_bps, transaction_hash, old_tick_size, new_tick_size)`;
}

const BOOK: Event = {
  received: 20,
  at: 10,
  type: 'book',
  bids: '[["0.4","5"],["0.48","12.5"],["0.1","0"]]',
  asks: '[["0.52","1.000001"],[".5","7"]]',
};
const change = (received: number, at: number, side: string, price: string, size: string): Event => ({
  ...{ received, at, side, price, size },
  type: 'price_change',
});

const open: Store[] = [];
afterEach(() => {
  for (const store of open.splice(0)) store.close();
});
async function imported(folder: string, name = 'books') {
  const store = open[0] ?? (await openStore(':memory:'));
  if (open.length === 0) open.push(store);
  const summary = await importDataset(store, { format: 'pmxt-v2', path: folder, name });
  return { store, summary, tape: await loadTape(store, { dataset: name, includeInferredLabels: false }) };
}
async function hour(events: readonly Event[]): Promise<string> {
  const folder = testFolder();
  await writeParquet(folder, { [FILE]: hourSql(events) });
  return folder;
}
const eventsOf = (tape: Tape): (number | undefined)[][] =>
  Array.from(tape.kind.keys()).map((row) => [
    tape.kind[row],
    tape.subject[row],
    (tape.localTime[row] as number) - START,
    venueTimeAt(tape, row) - START,
    tape.priceA[row],
    tape.priceB[row],
    tape.sizeA[row],
  ]);

describe('an hour of the PMXT archive', () => {
  it('is books, new totals and trades of each token, with its two times', async () => {
    const trade = { received: 40, at: 30, type: 'last_trade_price', price: '0.5', size: '2', side: 'BUY' };
    const folder = await hour([
      BOOK,
      change(35, 30, 'SELL', '0.5', '5'),
      trade,
      { ...change(40, 30, 'BUY', '0.49', '3'), token: NO },
      { ...trade, size: '0' },
    ]);
    const { tape, summary, store } = await imported(folder);
    expect(summary.files[0]).toMatchObject({ rows: 5, notes: { 'trades of no size left out': 1 } });
    expect(eventsOf(tape)).toEqual([
      [EventKind.bookSnapshot, 0, 20_000, 10_000, 2, 2, 0],
      [EventKind.bookDelta, 0, 35_000, 30_000, 5_000, 1, 5_000_000],
      [EventKind.trade, 0, 40_000, 30_000, 5_000, 0, 2_000_000],
      [EventKind.bookDelta, 1, 40_000, 30_000, 4_900, 0, 3_000_000],
    ]);
    const books = booksAfter(tape);
    expect(plainBook(books, 0)).toEqual({
      bids: [
        [4_800, 12_500_000],
        [4_000, 5_000_000],
      ],
      asks: [
        [5_000, 5_000_000],
        [5_200, 1_000_001],
      ],
    });
    expect([books.deltasLeftOut, books.bestBid[1]]).toEqual([1, NO_PRICE]);
    expect(tape.catalog.markets.map((market) => market.slug)).toEqual([YES, NO]);
    expect(tape.catalog.games.map((game) => game.id)).toEqual([CONDITION]);
    expect((await checkDataset(store, summary.dataset)).findings).toEqual([]);
  });

  it('keeps the order of the venue: an event that was overtaken is dated when it was there', async () => {
    const folder = await hour([
      BOOK,
      change(50, 60, 'BUY', '0.48', '1'),
      change(80, 55, 'BUY', '0.48', '2'),
      change(80, 60, 'BUY', '0.48', '3'),
    ]);
    const { tape, summary } = await imported(folder);
    expect(eventsOf(tape).map((event) => [event[2], event[3], event[6]])).toEqual([
      [20_000, 10_000, 0],
      [80_000, 55_000, 2_000_000],
      [80_001, 60_000, 1_000_000],
      [80_002, 60_000, 3_000_000],
    ]);
    expect(summary.files[0]?.notes).toEqual({
      'events overtaken by a later one, dated when both were there': 1,
    });
  });

  it('dates a change of tick and the rules of the list of tokens', async () => {
    const folder = await hour([BOOK, { received: 90, at: 90, type: 'tick_size_change', tick: '0.001' }]);
    const header = 'token_id,question,game,league,date,yes_means,tick,minimum_size,taker_delay_ms,start_time';
    const row = `${YES},Lakers,nba-lal-mia,nba,2026-05-01,away,0.01,5,3000,2026-05-01T23:30:00Z`;
    writeFileSync(join(folder, 'tokens.csv'), `${header}\n${row}\n`);
    const { tape } = await imported(folder);
    const kinds = eventsOf(tape).map((event) => [event[0], event[2]]);
    expect(kinds).toEqual([
      [EventKind.marketFacts, 19_999],
      [EventKind.bookSnapshot, 20_000],
      [EventKind.marketFacts, 90_000],
    ]);
    expect(tape.facts.map((facts) => [facts.tickBands, facts.takerDelayMs, facts.startTime])).toEqual([
      [[{ from: 100, to: 9_900, tick: 100 }], 3_000, Date.parse('2026-05-01T23:30:00Z') * 1000],
      [[{ from: 10, to: 9_990, tick: 10 }], 3_000, Date.parse('2026-05-01T23:30:00Z') * 1000],
    ]);
    expect(tape.catalog.markets[0]).toMatchObject({ question: 'Lakers', yesMeans: 'away' });
    expect(tape.catalog.games[0]).toMatchObject({ id: 'nba-lal-mia', sport: 'basketball' });
  });

  it('has a gap where an hour is missing, whichever came in first', async () => {
    const late = '2026-05-01T14';
    const [backwards, gapped] = [testFolder(), testFolder()];
    const files = { [FILE]: hourSql([BOOK]), [FILE.replace(HOUR, late)]: hourSql([BOOK], late) };
    await writeParquet(gapped, files);
    const { tape } = await imported(gapped);
    const gap = [
      EventKind.feedGap,
      0xffffffff,
      7_200_020_000,
      7_200_020_000,
      NO_PRICE,
      NO_PRICE,
      START + 20_000,
    ];
    expect(eventsOf(tape)[1]).toEqual(gap);
    await writeParquet(backwards, { [FILE.replace(HOUR, late)]: hourSql([BOOK], late) });
    await imported(backwards, 'one');
    await writeParquet(backwards, { [FILE]: hourSql([BOOK]) });
    expect(eventsOf((await imported(backwards, 'one')).tape)).toEqual(eventsOf(tape));
  });
});

describe('an hour is refused with file, row and field:', () => {
  const cases: readonly (readonly [what: string, event: Event, code: string, field: string])[] = [
    ['an unknown event', { ...BOOK, type: 'rumour' }, 'DATA_COLUMNS', 'event_type'],
    ['a token that is no number', { ...BOOK, token: 'abc' }, 'DATA_MARKET', 'asset_id'],
    ['a price above one dollar', change(30, 30, 'BUY', '1.5', '1'), 'DATA_PRICE', 'price'],
    ['a size below zero', change(30, 30, 'BUY', '0.5', '-1'), 'DATA_PRICE', 'size'],
    ['a side that is none', change(30, 30, 'HOLD', '0.5', '1'), 'DATA_TRADE', 'side'],
    ['levels that are no list', { ...BOOK, bids: '[["0.4"' }, 'DATA_PRICE', 'bids'],
    ['a level without a size', { ...BOOK, bids: '[["0.4"]]' }, 'DATA_PRICE', 'bids'],
    ['a level off the grid', { ...BOOK, asks: '[["0.51234","1"]]' }, 'DATA_PRICE', 'asks'],
    ['a price that stands twice', { ...BOOK, asks: '[["0.5","1"],[".50","2"]]' }, 'DATA_PRICE', 'asks'],
    ['a book without a side', { received: 1, at: 1, type: 'book', bids: '[]' }, 'DATA_PRICE', 'asks'],
    ['times that lie an hour apart', change(3_600_001, 0, 'BUY', '0.5', '1'), 'DATA_TIME', 'timestamp'],
    ['a tick of nothing', { received: 1, at: 1, type: 'tick_size_change' }, 'DATA_PRICE', 'new_tick_size'],
  ];
  it.each(cases)('%s', async (_, event, code, field) => {
    const folder = await hour([BOOK, event]);
    expect(await faultOf(imported(folder))).toMatchObject({ code, where: { file: FILE, row: 2, field } });
  });

  it.each([
    ['a column is missing', 'EXCLUDE (side)', 'side', 'missing'],
    ['a column has another type', 'REPLACE (price::DOUBLE AS price)', 'price', 'DOUBLE'],
    ['a column is too many', ', 1 AS hash', 'hash', 'INTEGER'],
  ])('%s', async (_, change_, field, value) => {
    const folder = testFolder();
    await writeParquet(folder, { [FILE]: `SELECT * ${change_} FROM (${hourSql([BOOK])})` });
    expect(await faultOf(imported(folder))).toMatchObject({
      code: 'DATA_COLUMNS',
      where: { file: FILE, field, value },
    });
  });

  it('a token of the list whose tick is none', async () => {
    const folder = await hour([BOOK]);
    const header = 'token_id,question,game,league,date,yes_means,tick,minimum_size,taker_delay_ms,start_time';
    writeFileSync(join(folder, 'tokens.csv'), `${header}\n${YES},q,g,nba,,,a cent,,,\n`);
    expect(await faultOf(imported(folder))).toMatchObject({
      code: 'DATA_MARKET',
      where: { file: 'tokens.csv', row: 1, field: 'tick', value: 'a cent' },
    });
  });
});
