import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { EventKind } from '../../../engine/events.js';
import { NO_PRICE, type Tape } from '../../../engine/tape.js';
import { checkDataset } from '../../check-dataset.js';
import { loadTape } from '../../load-tape.js';
import { faultOf, testFolder } from '../../source-files.testing.js';
import { openStore, type Store } from '../../store.js';
import { importDataset } from '../import-dataset.js';

const FIXTURES = new URL('../fixtures/', import.meta.url).pathname;
const TOKEN = '7'.repeat(77);
const fixture = (name: string): string => join(FIXTURES, name);
const S = 1_773_964_800_000_000;

const open: Store[] = [];
afterEach(() => {
  for (const store of open.splice(0)) store.close();
});
async function imported(format: string, path: string) {
  const store = await openStore(':memory:');
  open.push(store);
  const summary = await importDataset(store, { format, path, name: 'rest' });
  const tape = await loadTape(store, { dataset: 'rest', includeInferredLabels: false });
  expect((await checkDataset(store, summary.dataset)).findings).toEqual([]);
  return { store, tape, notes: summary.files[0]?.notes, rows: summary.files[0]?.rows };
}
const events = (tape: Tape, kind: number): (number | undefined)[][] =>
  Array.from(tape.kind.keys())
    .filter((row) => tape.kind[row] === kind)
    .map((row) => [
      tape.subject[row],
      tape.localTime[row],
      tape.priceA[row],
      tape.priceB[row],
      tape.sizeA[row],
    ]);

/** Imports the text of a fixture with one part swapped, and gives the fault. */
function faultAfter(
  format: string,
  name: string,
  swap: readonly [from: string, to: string],
): ReturnType<typeof faultOf> {
  const text = readFileSync(fixture(name), 'utf8');
  expect(text).toContain(swap[0]);
  const path = join(testFolder(), name.split('/').at(-1) ?? '');
  writeFileSync(path, text.replace(swap[0], swap[1]));
  return faultOf(imported(format, path));
}

describe('trades of Kalshi', () => {
  const FILE = 'kalshi/trades.jsonl';

  it('are trades of YES at their microsecond, without block trades and repeats', async () => {
    const { tape, notes, rows } = await imported('kalshi-trades', fixture(FILE));
    expect(rows).toBe(5);
    expect(notes).toEqual({ 'block trades left out': 1, 'trades listed again': 1 });
    const second = S - 1_000_000;
    expect(events(tape, EventKind.trade)).toEqual([
      [0, second - 1_000_000, 5_700, 1, 12_500_000],
      [0, second + 123_456, 5_700, 0, 12_500_000],
      [1, second + 123_456, 4_250, 0, 12_500_000],
    ]);
    expect(tape.catalog.games).toEqual([
      { index: 0, id: 'KXNBAGAME-26MAR19LALMIA', league: 'nba', sport: 'basketball', date: '2026-03-19' },
    ]);
  });

  it.each([
    ['prices that do not make a dollar', ['0.4300', '0.4400'], 'DATA_TRADE', 'no_price_dollars'],
    ['sides that contradict each other', ['"bid"', '"ask"'], 'DATA_TRADE', 'taker_book_side'],
    ['a price off the grid', ['0.5700', '0.57001'], 'DATA_PRICE', 'yes_price_dollars'],
    ['a size that is no number', ['12.50', 'many'], 'DATA_PRICE', 'count_fp'],
    ['the names of an older interface', ['count_fp', 'count'], 'DATA_COLUMNS', 'count_fp'],
    ['a time that is none', ['2026-03-19T23:59:59.123456Z', 'today'], 'DATA_COLUMNS', 'created_time'],
  ] as const)('are refused with %s', async (_, swap, code, field) => {
    expect(await faultAfter('kalshi-trades', FILE, swap)).toMatchObject({
      code,
      where: { file: 'trades.jsonl', row: 1, field },
    });
  });
});

describe('candles of Kalshi', () => {
  const FILE = 'kalshi/candles.jsonl';

  it('are the quote at the end of each, and 0 or one dollar is an empty side', async () => {
    const { tape, notes, rows } = await imported('kalshi-candles', fixture(FILE));
    expect(rows).toBe(4);
    expect(notes).toEqual({ 'candles listed again': 1, 'candles that end with an empty side': 2 });
    expect(events(tape, EventKind.quote).map((event) => event.slice(0, 4))).toEqual([
      [0, S, 5_600, 5_800],
      [1, S, 4_100, 4_300],
      [0, S + 60_000_000, NO_PRICE, 5_900],
      [0, S + 120_000_000, 5_500, NO_PRICE],
    ]);
  });

  it.each([
    ['out of order', ['"end_period_ts":1773964860', '"end_period_ts":1773964700'], 'DATA_TIME', 2],
    ['without an offer', ['"close_dollars":"0.5600"', '"close":56'], 'DATA_COLUMNS', 1],
    ['above one dollar', ['"close_dollars":"0.5800"', '"close_dollars":"58"'], 'DATA_PRICE', 1],
  ] as const)('are refused when one is %s', async (_, swap, code, row) => {
    expect(await faultAfter('kalshi-candles', FILE, swap)).toMatchObject({
      code,
      where: { file: 'candles.jsonl', row },
    });
  });
});

describe('trades of Polymarket', () => {
  const FILE = 'polymarket/trades.jsonl';

  it('are told apart by sequence, or else by being listed in one answer', async () => {
    const { tape, notes, rows } = await imported('polymarket-trades', fixture(FILE));
    expect(rows).toBe(8);
    expect(notes).toEqual({ 'prices between ticks, rounded to 0.0001': 1, 'trades listed again': 2 });
    const trade = [0, S + 1_000_000, 5_700, 0, 12_500_000];
    expect(events(tape, EventKind.trade)).toEqual([
      ...[trade, trade, trade],
      [1, S + 1_000_000, 5_667, 1, 12_500_000],
      trade,
      trade,
    ]);
    expect(tape.catalog.games.map((game) => [game.id, game.league, game.date])).toEqual([
      ['nba-lal-mia-2026-03-19', 'nba', '2026-03-19'],
    ]);
  });

  const FIRST_TWO = '"0x1"},{"proxy_wallet":"0xw","side":';
  it.each([
    ['the rows of makers', [`${FIRST_TWO}"BUY"`, `${FIRST_TWO}"SELL"`], 'DATA_TRADE', 3],
    ['a price above one dollar', ['0.57', '57'], 'DATA_PRICE', 1],
    ['a size below zero', ['12.5', '-1'], 'DATA_PRICE', 1],
    ['a token that is a number', [`"${TOKEN}"`, TOKEN], 'DATA_COLUMNS', 1],
  ] as const)('are refused with %s', async (_, swap, code, row) => {
    expect(await faultAfter('polymarket-trades', FILE, swap)).toMatchObject({
      code,
      where: { file: 'trades.jsonl', row },
    });
  });
});

describe('prices of Polymarket', () => {
  const FILE = `polymarket/prices/${TOKEN}.json`;

  it('are reference prices, known when their period is over, and the settlement point is the outcome', async () => {
    const { tape, notes, store } = await imported('polymarket-prices', fixture('polymarket/prices'));
    expect(notes).toEqual({
      'points of 300 s': 1,
      'points of 60 s': 2,
      'points of one instant: the finer is kept': 1,
      'settlement points: taken as the outcome, not as a price': 1,
    });
    expect(events(tape, EventKind.pricePoint).map((event) => event.slice(1, 3))).toEqual([
      [S + 300_000_000, 5_000],
      [S + 360_000_000, 6_000],
      [S + 420_000_000, 10_000],
    ]);
    expect(events(tape, EventKind.resolution)).toEqual([[0, S + 25_200_000_000, 0, NO_PRICE, 1_000_000]]);
    expect(events(tape, EventKind.quote)).toEqual([]);
    const market = await store.row('SELECT slug, metadata FROM markets');
    expect([market.text('slug'), JSON.parse(market.text('metadata'))]).toEqual([
      TOKEN,
      { resolution_seconds: '60 300' },
    ]);
  });

  it('settle at a fraction', async () => {
    const path = join(testFolder(), `${TOKEN}.json`);
    writeFileSync(path, JSON.stringify([{ timestamp: 1_773_990_000, price: 0.5, resolution_seconds: 0 }]));
    const { tape } = await imported('polymarket-prices', path);
    expect(events(tape, EventKind.resolution).map((event) => event[4])).toEqual([500_000]);
  });

  it.each([
    [
      'a settlement point in the middle',
      ['0.6,"resolution_seconds":60', '0.6,"resolution_seconds":0'],
      'DATA_LABEL',
      3,
    ],
    ['a price above one dollar', ['0.5,', '1.5,'], 'DATA_PRICE', 1],
    ['a point without its resolution', ['"resolution_seconds":300', '"x":300'], 'DATA_COLUMNS', 1],
  ] as const)('are refused with %s', async (_, swap, code, row) => {
    expect(await faultAfter('polymarket-prices', FILE, swap)).toMatchObject({ code, where: { row } });
  });

  it('are refused when the file is not named after its token, or is no JSON', async () => {
    const named = join(testFolder(), 'prices.json');
    writeFileSync(named, '[]');
    expect(await faultOf(imported('polymarket-prices', named))).toMatchObject({ code: 'DATA_MARKET' });
    const broken = join(testFolder(), `${TOKEN}.json`);
    writeFileSync(broken, '{');
    expect(await faultOf(imported('polymarket-prices', broken))).toMatchObject({ code: 'DATA_UNREADABLE' });
  });
});
