import { exactExp } from '../../engine/exact-math.js';
import type { RandomStream } from '../../engine/random.js';
import {
  MICROS_PER_HOUR,
  MICROS_PER_SECOND,
  micros,
  SHARES_PER_SHARE,
  type Shares,
  shares,
} from '../../engine/units.js';
import { Belief } from './belief.js';
import type { EventWriter, QuotedTouch } from './event-writer.js';
import { closingTime, type GameTruth } from './game-truth.js';
import type { GamePlan } from './schedule.js';
import type { SeasonParameters } from './season-parameters.js';
import { seasonStream } from './season-stream.js';
import { touchAround } from './touch.js';

/** Spread of the logarithm of a size at the touch. */
const SIZE_SPREAD = 0.6;

const EMPTY: QuotedTouch = { bid: null, ask: null, bidSize: shares(0), askSize: shares(0) };

interface Gap {
  readonly from: number;
  readonly to: number;
}

/** A market of a game, with what its taker arrivals and sizes are drawn from. */
interface Book {
  readonly market: GamePlan['markets'][number];
  readonly sizes: RandomStream;
  readonly takers: RandomStream;
  touch: QuotedTouch;
}

interface Quoting {
  readonly truth: GameTruth;
  readonly parameters: SeasonParameters;
  readonly writer: EventWriter;
  readonly belief: Belief;
  readonly books: readonly Book[];
  readonly gap: Gap | null;
  /** When the true probabilities may jump. */
  readonly jumps: ReadonlySet<number>;
}

const byIndex = (left: number, right: number): number => left - right;

/** Quotes every market of a game from its listing until its end, with the trades of those who come. */
export function quoteGame(truth: GameTruth, parameters: SeasonParameters, writer: EventWriter): void {
  const { plan } = truth;
  const stream = (purpose: string): RandomStream => seasonStream(parameters, plan.info.id, purpose);
  const gap = gapOf(truth, parameters, stream('gap'));
  const times = quoteTimes(truth, parameters, { gap, phase: stream('quote-phase').uniform() });
  const outcomes = truth.path.openingProbabilities.length;
  const start = { outcomes, time: times[0] as number, stream: stream('noise') };
  const belief = new Belief(parameters.mispricing, start);
  const books = plan.markets.map((market, index) => bookOf(market, stream, index));
  const jumps = new Set<number>(truth.path.moments.map((moment) => moment.time));
  const quoting: Quoting = { truth, parameters, writer, belief, books, gap, jumps };
  const end = closingTime(truth);
  times.forEach((time, index) => {
    if (time === gap?.to)
      for (const market of [...plan.markets].sort(byIndex)) writer.gap(market, time, gap.from);
    quoteAll(quoting, time);
    const next = times[index + 1] ?? end;
    for (const book of books) takerMayCome(quoting, book, { from: time, to: next });
  });
  // What nobody quotes any more must not look like a price.
  for (const book of books) writer.quote(book.market, end, EMPTY);
}

function bookOf(market: Book['market'], stream: (purpose: string) => RandomStream, index: number): Book {
  return { market, sizes: stream(`sizes-${index}`), takers: stream(`takers-${index}`), touch: EMPTY };
}

interface QuoteGrid {
  readonly gap: Gap | null;
  /** Where in its step a grid begins, 0..1. */
  readonly phase: number;
}

/** A regular grid before the start, another one in play, and all that happens; before the market closes. */
function quoteTimes(truth: GameTruth, parameters: SeasonParameters, grid: QuoteGrid): number[] {
  const { pregameSeconds, pregameQuoteSeconds, inPlayQuoteSeconds } = parameters.market;
  const { scheduledStart } = truth.plan;
  const end = closingTime(truth);
  const listed = scheduledStart - pregameSeconds * MICROS_PER_SECOND;
  const times = new Set<number>([listed]);
  const addGrid = (from: number, to: number, seconds: number): void => {
    const step = seconds * MICROS_PER_SECOND;
    for (let time = from + Math.round(grid.phase * step); time < to; time += step) times.add(time);
  };
  addGrid(listed, scheduledStart, pregameQuoteSeconds);
  addGrid(scheduledStart, end, inPlayQuoteSeconds);
  if (!truth.isVoid) for (const moment of truth.path.moments) times.add(moment.time);
  if (grid.gap !== null) times.add(grid.gap.to);
  return [...times].filter((time) => time < end).sort((left, right) => left - right);
}

/** One stretch in play, now and then, in which nothing is recorded. */
function gapOf(truth: GameTruth, parameters: SeasonParameters, stream: RandomStream): Gap | null {
  const hit = stream.uniform() < parameters.feed.gapProbability;
  const length = parameters.feed.gapSeconds * MICROS_PER_SECOND;
  const room = truth.path.end - truth.path.start - length;
  const from = truth.path.start + Math.floor(stream.uniform() * room);
  return hit && room > 0 && !truth.isVoid ? { from, to: from + length } : null;
}

const isInside = (gap: Gap | null, time: number): boolean =>
  gap !== null && time >= gap.from && time < gap.to;

function quoteAll(quoting: Quoting, time: number): void {
  const { truth, parameters, books, writer, gap } = quoting;
  const fair = fairAt(quoting, time);
  const inPlay = time >= truth.plan.scheduledStart;
  const spread = inPlay ? parameters.market.inPlaySpread : parameters.market.pregameSpread;
  books.forEach((book, outcome) => {
    const { bid, ask } = touchAround(fair[outcome] as number, spread);
    const bidSize = touchSize(parameters, book.sizes);
    book.touch = { bid, ask, bidSize, askSize: touchSize(parameters, book.sizes) };
    if (!isInside(gap, time)) writer.quote(book.market, time, book.touch);
  });
}

/** What the crowd takes for the value of each YES share, the chance that the game is called off included. */
function fairAt(quoting: Quoting, time: number): readonly number[] {
  const { truth, parameters, belief } = quoting;
  const now = truth.path.probabilitiesAt(micros(time));
  belief.advance(time);
  if (quoting.jumps.has(time)) belief.react(truth.path.probabilitiesAt(micros(time - 1)), now);
  const believed = belief.of(now);
  if (time >= truth.plan.scheduledStart) return believed;
  const off = parameters.voidProbability;
  return believed.map((probability) => (1 - off) * probability + off / 2);
}

/** Whole shares around the median of the settings, 1 at least. */
function touchSize(parameters: SeasonParameters, stream: RandomStream): Shares {
  const count = Math.round(parameters.market.touchShares * exactExp(SIZE_SPREAD * stream.normal()));
  return shares(Math.max(1, count) * SHARES_PER_SHARE);
}

/** At most one taker between two quotes, buying or selling by a coin: trades tell nothing. */
function takerMayCome(quoting: Quoting, book: Book, between: Gap): void {
  const length = between.to - between.from;
  const { takers, touch } = book;
  const arrives = takers.uniform() < (quoting.parameters.market.tradesPerHour * length) / MICROS_PER_HOUR;
  const time = between.from + 1 + Math.floor(takers.uniform() * (length - 1));
  const takerSide = takers.uniform() < 0.5 ? 'buy' : 'sell';
  const part = takers.uniform();
  const price = takerSide === 'buy' ? touch.ask : touch.bid;
  if (!arrives || price === null || length < 2 || isInside(quoting.gap, time)) return;
  const shown = (takerSide === 'buy' ? touch.askSize : touch.bidSize) / SHARES_PER_SHARE;
  const size = shares((1 + Math.floor(part * part * (shown - 1))) * SHARES_PER_SHARE);
  quoting.writer.trade(book.market, time, { price, size, takerSide });
}
