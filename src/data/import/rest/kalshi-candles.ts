import { z } from 'zod';
import { MICROS_PER_SECOND, PRICE_ONE } from '../../../engine/units.js';
import { EventRows } from '../event-rows.js';
import { openCatalog } from '../grow-catalog.js';
import { importFiles } from '../import-files.js';
import type { ImportedFile, ImportFormat, ImportTask } from '../import-format.js';
import { NoteCounts } from '../note-counts.js';
import { readShape } from '../read-shape.js';
import { sourceFault } from '../source-fault.js';
import { ANSWER_ENDINGS, readRecords } from './json-records.js';
import { listedTicker } from './kalshi-market.js';
import { priceOfText } from './read-decimal.js';

/** Offers over the period; `price` is not read: it is absent when nothing traded, and never executable. */
const OFFERS = z.object({ close_dollars: z.string() });
const CANDLE = z.object({
  ticker: z.string().min(1),
  end_period_ts: z.int().positive(),
  yes_bid: OFFERS,
  yes_ask: OFFERS,
});
const ONE = z.object({ ticker: z.string(), candlesticks: z.array(z.record(z.string(), z.unknown())) });
const MANY = z.object({
  markets: z.array(
    z.object({ market_ticker: z.string(), candlesticks: z.array(z.record(z.string(), z.unknown())) }),
  ),
});

/** Candles of an answer for one market or for many, each with its ticker. */
function candlesOf(answer: unknown): readonly unknown[] | null {
  const one = ONE.safeParse(answer);
  if (one.success) return one.data.candlesticks.map((candle) => ({ ...candle, ticker: one.data.ticker }));
  const many = MANY.safeParse(answer);
  if (!many.success) return null;
  return many.data.markets.flatMap((market) =>
    market.candlesticks.map((candle) => ({ ...candle, ticker: market.market_ticker })),
  );
}

interface LastQuote {
  readonly end: number;
  readonly bid: number | null;
  readonly ask: number | null;
}

/** What a candle is to the one before it of the same market. */
function place(
  task: ImportTask,
  row: number,
  pair: { readonly before: LastQuote | undefined; readonly now: LastQuote },
): 'new' | 'again' {
  const { before, now } = pair;
  if (before === undefined || now.end > before.end) return 'new';
  if (now.end === before.end && now.bid === before.bid && now.ask === before.ask) return 'again';
  throw sourceFault('DATA_TIME', 'a candle is out of order, or stands twice with other prices', {
    file: task.file,
    row,
    field: 'end_period_ts',
    value: String(now.end),
    hint: 'wanted the candles of a market in time order; leave out one that was not finished',
  });
}

async function importCandles(task: ImportTask): Promise<ImportedFile> {
  const catalog = await openCatalog(task);
  const rows = new EventRows(task);
  const notes = new NoteCounts();
  const last = new Map<string, LastQuote>();
  // Candles that are stored: the check of a dataset counts its quotes by file.
  let count = 0;
  for await (const { row, value } of readRecords(task, candlesOf)) {
    const candle = readShape(task, CANDLE, { row, value, wanted: 'a candle' });
    const bid = priceOfText(task, { row, field: 'yes_bid.close_dollars' }, candle.yes_bid.close_dollars);
    const ask = priceOfText(task, { row, field: 'yes_ask.close_dollars' }, candle.yes_ask.close_dollars);
    // Nobody bids 0 or asks one dollar: these say that the side is empty.
    const now = {
      end: candle.end_period_ts,
      bid: bid === 0 ? null : bid,
      ask: ask === PRICE_ONE ? null : ask,
    };
    const before = last.get(candle.ticker);
    last.set(candle.ticker, now);
    if (place(task, row, { before, now }) === 'again') {
      notes.add('candles listed again');
      continue;
    }
    count += 1;
    if (now.bid === null || now.ask === null) notes.add('candles that end with an empty side');
    await catalog.add([listedTicker(row, candle.ticker)]);
    const time = candle.end_period_ts * MICROS_PER_SECOND;
    const subject = catalog.markets.get(candle.ticker) ?? -1;
    rows.quote({ row, subject, localTime: time, venueTime: time, bid: now.bid, ask: now.ask });
    await rows.flushIfFull();
  }
  await rows.flush();
  return { rows: count, notes: notes.record() };
}

/**
 * Answers of Kalshi's candlestick endpoints. A candle is the quote that stood at its end: its closing bid and ask,
 * dated `end_period_ts`. What stood within the period is not known, and no size is.
 */
export const kalshiCandles: ImportFormat = {
  name: 'kalshi-candles',
  description:
    'Kalshi candlesticks as quotes at the end of each: answers of GET .../candlesticks, .json or .jsonl',
  venue: 'kalshi',
  version: 1,
  wantedFiles: (path) => importFiles(path, ANSWER_ENDINGS, 'quotes'),
  importFile: importCandles,
};
