import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { EventKind, type EventKindCode } from '../../../engine/events.js';
import { marketIndex } from '../../../engine/ids.js';
import { OrderBooks } from '../../../engine/simulation/order-book.js';
import type { Tape } from '../../../engine/tape.js';
import { progress } from '../../../strategies/sport/progress.js';
import { requireSpec } from '../../../strategies/sport/sport-spec.js';
import { checkDataset } from '../../check-dataset.js';
import { loadTape } from '../../load-tape.js';
import { realData } from '../../real-data.testing.js';
import { faultOf, testFolder } from '../../source-files.testing.js';
import { openStore, type Store } from '../../store.js';
import { importDataset } from '../import-dataset.js';
import { applyRow, plainBook } from '../tape-books.testing.js';

const FIXTURES = new URL('../fixtures/betfair/', import.meta.url).pathname;
const MARKET_FILE = 'tiny.market.jsonl';
const LINES = readFileSync(join(FIXTURES, MARKET_FILE), 'utf8').trimEnd().split('\n');
const START = 1_740_841_000_000_000;

const open: Store[] = [];
afterEach(() => {
  for (const store of open.splice(0)) store.close();
});
async function imported(path: string) {
  const store = await openStore(':memory:');
  open.push(store);
  const summary = await importDataset(store, { format: 'betfair-stream', path, name: 'stream' });
  return { store, summary, tape: await loadTape(store, { dataset: 'stream', includeInferredLabels: false }) };
}
const rowsOf = (tape: Tape, kind: EventKindCode): number[] =>
  Array.from(tape.kind.keys()).filter((row) => tape.kind[row] === kind);

describe('the Betfair stream', () => {
  it('offers to back are asks at 1 / odds and stakes become shares that pay one', async () => {
    const { tape } = await imported(FIXTURES);
    expect(tape.catalog.markets.map((market) => [market.slug, market.yesMeans])).toEqual([
      ['1.900-11', 'away'],
      ['1.900-22', 'home'],
      ['1.900-58805', 'draw'],
    ]);
    const books = new OrderBooks(3);
    applyRow(books, tape, rowsOf(tape, EventKind.bookSnapshot)[0] as number);
    expect(plainBook(books, 0)).toEqual({
      bids: [[4_762, 42_000_000]],
      asks: [
        [5_000, 20_000_000],
        [5_263, 9_500_000],
      ],
    });
  });

  it('adds up the odds that fall on one price, and takes one of them away exactly', async () => {
    const { tape } = await imported(FIXTURES);
    const deltas = rowsOf(tape, EventKind.bookDelta).map((row) => [
      (tape.localTime[row] as number) - START,
      tape.priceA[row],
      tape.priceB[row],
      tape.sizeA[row],
    ]);
    expect(deltas).toEqual([
      // Of the millisecond of the image, but after it.
      [1, 10, 0, 2_980_000_000],
      [500_000, 10, 0, 1_000_000_000],
      [900_000, 5_000, 1, 16_000_000],
    ]);
  });

  it('reads a trade from what left the level, and leaves out one whose side cannot be told', async () => {
    const { tape, summary } = await imported(FIXTURES);
    const trades = rowsOf(tape, EventKind.trade).map((row) => [
      tape.subject[row],
      tape.priceA[row],
      tape.priceB[row],
      tape.sizeA[row],
    ]);
    expect(trades).toEqual([[0, 5_000, 0, 4_000_000]]);
    expect(summary.files[0]?.notes).toEqual({
      heartbeats: 1,
      'trades left out: their taker side cannot be told': 1,
      'trades whose taker side is read from the touch': 1,
    });
  });

  it('dates status, bet delay and outcome', async () => {
    const { tape } = await imported(FIXTURES);
    const facts = rowsOf(tape, EventKind.marketFacts).filter((row) => tape.subject[row] === 0);
    expect(
      facts.map((row) => {
        const { status, takerDelayMs, fee } = tape.facts[tape.sizeA[row] as number] ?? {};
        return [(tape.localTime[row] as number) - START, status, takerDelayMs, fee?.takerRate];
      }),
    ).toEqual([
      [0, 'open', 0, 500],
      [2_000_000, 'suspended', 0, 500],
      [3_000_000, 'open', 6_000, 500],
      [9_000_000, 'closed', 6_000, 500],
    ]);
    expect(
      rowsOf(tape, EventKind.resolution).map((row) => [
        tape.subject[row],
        tape.localTime[row],
        tape.sizeA[row],
      ]),
    ).toEqual([
      [0, START + 9_000_000, 1_000_000],
      [1, START + 9_000_000, 0],
      [2, START + 9_000_000, 0],
    ]);
  });

  it('follows the score, keeps what a message leaves out, and counts words that it does not know', async () => {
    const { tape, summary } = await imported(FIXTURES);
    expect(
      tape.gameStates.map((each) => [
        each.phase,
        each.period,
        each.homeScore,
        each.awayScore,
        each.possession,
      ]),
    ).toEqual([
      ['scheduled', null, null, null, null],
      ['live', 1, null, 7, 'away'],
      ['unknown', 1, null, 7, 'away'],
      ['live', 2, 3, 150, 'home'],
      ['final', 2, 3, 150, 'home'],
    ]);
    expect(summary.files[1]?.notes).toEqual({
      'messages of another event': 1,
      'messages that change no state': 1,
      'not known, betfair-score cc.fixtureInfo.eventStatus: UMBRELLAS': 1,
      'not known, betfair-score cc.fixtureInfo.fixtureStatus: RAIN_DANCE': 1,
    });
  });

  it('is imported once, plain and gzipped alike', async () => {
    const { store, tape } = await imported(FIXTURES);
    const again = await importDataset(store, { format: 'betfair-stream', path: FIXTURES, name: 'stream' });
    expect(again.files.map((file) => file.imported)).toEqual([false, false]);
    const folder = testFolder();
    for (const name of [MARKET_FILE, 'tiny.score.jsonl']) {
      writeFileSync(join(folder, `${name}.gz`), gzipSync(readFileSync(join(FIXTURES, name))));
    }
    const zipped = await imported(folder);
    for (const column of ['localTime', 'kind', 'priceA', 'sizeA'] as const) {
      expect(zipped.tape[column]).toEqual(tape[column]);
    }
    const dataset = zipped.summary.dataset;
    expect((await checkDataset(zipped.store, dataset)).findings).toEqual([]);
  });
});

describe('a stream that cannot be followed is refused with file and row:', () => {
  const at = (row: number, field: string, value: string) => ({ file: MARKET_FILE, row, field, value });
  const swap = (row: number, from: string, to: string): string[] =>
    LINES.map((line, index) => (index === row - 1 ? line.replace(from, to) : line));
  const cases: readonly (readonly [what: string, lines: readonly string[], code: string, where: object])[] = [
    ['a line that is no JSON', swap(3, '{"op"', '{op'), 'DATA_UNREADABLE', { row: 3, field: 'line' }],
    ['another message', swap(2, '"mcm"', '"ccm"'), 'DATA_COLUMNS', { row: 2, field: 'op' }],
    ['a message without time', swap(2, '"pt"', '"tp"'), 'DATA_COLUMNS', { row: 2, field: 'pt' }],
    [
      'time running backwards',
      swap(4, '1740841000900', '1740841000400'),
      'DATA_TIME',
      at(4, 'pt', '1740841000400'),
    ],
    ['odds off the ladder', swap(3, '[990,0]', '[991,0]'), 'DATA_PRICE', at(3, 'atl', '991')],
    ['a stake below zero', swap(3, '[990,0]', '[990,-2]'), 'DATA_PRICE', at(3, 'atl', '-2')],
    ['prices before a definition', LINES.slice(1), 'DATA_MARKET', at(1, 'id', '1.900')],
    ['a runner that is not listed', swap(5, '"id":22', '"id":23'), 'DATA_MARKET', at(5, 'rc.id', '23')],
    ['another ladder', swap(1, 'CLASSIC', 'FINEST'), 'DATA_MARKET', at(1, 'priceLadderDefinition', 'FINEST')],
    ['another kind of bet', swap(1, 'ODDS', 'LINE'), 'DATA_MARKET', at(1, 'bettingType', 'LINE')],
    ['levels by number', swap(3, '"atl"', '"batl"'), 'DATA_MARKET', { row: 3, field: 'rc.batb' }],
    ['a status that does not exist', swap(7, 'SUSPENDED', 'PAUSED'), 'DATA_COLUMNS', { row: 7 }],
  ];
  it.each(cases)('%s', async (_, lines, code, where) => {
    const folder = testFolder();
    writeFileSync(join(folder, MARKET_FILE), lines.join('\n'));
    const fault = await faultOf(imported(folder));
    expect(fault).toMatchObject({ code, where: { file: MARKET_FILE, ...where } });
  });

  it('a file that is cut off', async () => {
    const folder = testFolder();
    const whole = gzipSync(LINES.join('\n'));
    writeFileSync(join(folder, 'cut.jsonl.gz'), whole.subarray(0, whole.length - 20));
    expect(await faultOf(imported(folder))).toMatchObject({ code: 'DATA_UNREADABLE' });
  });

  it('a folder without a file', async () => {
    expect(await faultOf(imported(testFolder()))).toMatchObject({ code: 'DATA_FILES' });
  });
});

interface NaiveRunner {
  readonly atb: Map<number, number>;
  readonly atl: Map<number, number>;
}

/** Price and shares straight from the odds, level by level, with no state but the odds themselves. */
function naiveSide(levels: Map<number, number>, best: 'high' | 'low'): number[][] {
  const totals = new Map<number, number>();
  for (const [odds, stake] of levels) {
    const at = Math.round(10_000 / odds);
    totals.set(at, (totals.get(at) ?? 0) + Math.round(stake * odds * 1e6));
  }
  return [...totals].sort(([left], [right]) => (best === 'high' ? right - left : left - right));
}

const FOLDER = realData('betfair-cricket');
let match: ReturnType<typeof importMatch> | null = null;

/** The recorded match, imported once for all tests. */
async function importMatch() {
  const { store, ...rest } = await imported(FOLDER ?? '');
  open.splice(open.indexOf(store), 1);
  store.close();
  return rest;
}
const recordedMatch = (): ReturnType<typeof importMatch> => {
  match ??= importMatch();
  return match;
};

describe.skipIf(FOLDER === null)('the recorded match', () => {
  it('has the book of an independent builder at every message, and settles on the winner', async () => {
    const folder = FOLDER ?? '';
    const { tape, summary } = await recordedMatch();
    expect(summary.files.map((file) => file.rows)).toEqual([18_529, 2_170]);
    const text = gunzipSync(readFileSync(join(folder, '1.200806927.market.jsonl.gz'))).toString();
    const messages = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const runners: Record<number, NaiveRunner> = {
      228749: { atb: new Map(), atl: new Map() },
      2857977: { atb: new Map(), atl: new Map() },
    };
    const books = new OrderBooks(2);
    let row = 0;
    let differing = 0;
    let deepest = 0;
    for (const message of messages) {
      for (const change of message.mc) {
        for (const { id, atb = [], atl = [] } of change.rc ?? []) {
          const runner = runners[id] as NaiveRunner;
          for (const [odds, stake] of atb)
            stake === 0 ? runner.atb.delete(odds) : runner.atb.set(odds, stake);
          for (const [odds, stake] of atl)
            stake === 0 ? runner.atl.delete(odds) : runner.atl.set(odds, stake);
        }
      }
      while (row < tape.length && (tape.localTime[row] as number) <= message.pt * 1000)
        applyRow(books, tape, row++);
      Object.values(runners).forEach((runner, market) => {
        const wanted = { bids: naiveSide(runner.atl, 'high'), asks: naiveSide(runner.atb, 'low') };
        if (JSON.stringify(plainBook(books, market)) !== JSON.stringify(wanted)) differing += 1;
        if (books.state(marketIndex(market)) !== 'valid') differing += 1;
        deepest = Math.max(deepest, wanted.bids.length + wanted.asks.length);
      });
    }
    expect({ differing, messages: messages.length, leftOut: books.deltasLeftOut }).toEqual({
      differing: 0,
      messages: 18_529,
      leftOut: 0,
    });
    expect(deepest).toBeGreaterThan(90);
    expect(row).toBe(tape.length);
    const phases = rowsOf(tape, EventKind.marketFacts)
      .filter((at) => tape.subject[at] === 0)
      .map((at) => tape.facts[tape.sizeA[at] as number]);
    expect(phases.map((facts) => [facts?.status, facts?.takerDelayMs])).toEqual([
      ['open', 0],
      ['suspended', 0],
      ['open', 5_000],
      ['suspended', 5_000],
      ['closed', 5_000],
    ]);
    const outcomes = rowsOf(tape, EventKind.resolution).map((at) => [
      tape.catalog.markets[tape.subject[at] as number]?.question,
      tape.localTime[at],
      tape.sizeA[at],
    ]);
    expect(outcomes).toEqual([
      ['Netherlands', 1_657_550_847_332_000, 1_000_000],
      ['Papua New Guinea', 1_657_550_847_332_000, 0],
    ]);
    expect(tape.gameStates.at(-1)).toMatchObject({
      phase: 'final',
      homeScore: 163,
      awayScore: 111,
      period: 2,
    });
  });

  it('replays its score into states of which every word is known, over by over', async () => {
    const { tape, summary } = await recordedMatch();
    const notes = Object.keys(summary.files[1]?.notes ?? {});
    expect(notes.filter((note) => note.startsWith('not known'))).toEqual([]);
    expect(tape.gameStates.filter(({ phase }) => phase === 'unknown')).toEqual([]);
    const overs = requireSpec('t20');
    const parts = tape.gameStates
      .filter(({ phase, period }) => phase === 'live' && period !== null)
      .map((state) => progress(overs, state));
    expect(parts.filter(({ known }) => !known)).toEqual([]);
    const text = gunzipSync(readFileSync(join(FOLDER ?? '', '1.200806927.score.jsonl.gz'))).toString();
    const second = [...text.matchAll(/"inningsNum":2,[^}]*"inningsOvers":"(\d+)\.(\d)"/g)].at(-1) ?? [];
    const balls = Number(second[1]) * 6 + Number(second[2]);
    expect(tape.gameStates.at(-1)?.situation).toEqual({ kind: 'overs', balls, ballsPerInnings: 120 });
    expect(parts.at(-1)?.fraction).toBeGreaterThan(0.98);
    // One delivery at least a ball of both innings, as no ball is bowled twice.
    expect(parts.length).toBeGreaterThan(120 + balls);
  });

  it('never trades more than the exchange says was traded', async () => {
    const { tape } = await recordedMatch();
    const text = gunzipSync(readFileSync(join(FOLDER ?? '', '1.200806927.market.jsonl.gz'))).toString();
    const volume = new Map<string, number>();
    let risen = 0;
    for (const line of text.trimEnd().split('\n')) {
      for (const change of JSON.parse(line).mc) {
        for (const { id, trd = [] } of change.rc ?? []) {
          for (const [odds, now] of trd) {
            risen += Math.max(0, now - (volume.get(`${id} ${odds}`) ?? 0)) * odds;
            volume.set(`${id} ${odds}`, now);
          }
        }
      }
    }
    const traded = rowsOf(tape, EventKind.trade).reduce(
      (sum, row) => sum + (tape.sizeA[row] as number) / 1e6,
      0,
    );
    expect(traded).toBeLessThanOrEqual(risen);
    expect(traded).toBeGreaterThan(risen / 2 - 1_000);
  });
});

describe('the ladder of odds', () => {
  it('has 350 odds and bands whose every tick is the price of one of them', async () => {
    const { CLASSIC_ODDS, classicTickBands, priceOfOdds } = await import('./odds-ladder.js');
    expect(CLASSIC_ODDS.length).toBe(350);
    expect(CLASSIC_ODDS.slice(98, 103)).toEqual([199, 200, 202, 204, 206]);
    const prices = new Set(CLASSIC_ODDS.map(priceOfOdds));
    expect([101, 150, 190, 300, 100_000].map(priceOfOdds)).toEqual([9_901, 6_667, 5_263, 3_333, 10]);
    const ticks = new Set<number>();
    for (const band of classicTickBands()) {
      for (let at: number = band.from; at <= band.to; at += band.tick) ticks.add(at);
    }
    expect([...ticks].sort((left, right) => left - right)).toEqual(
      [...prices].sort((left, right) => left - right),
    );
  });
});
