import { z } from 'zod';
import { EventRows } from '../event-rows.js';
import { openCatalog } from '../grow-catalog.js';
import { importFiles } from '../import-files.js';
import type { ImportedFile, ImportFormat, ImportTask } from '../import-format.js';
import { NoteCounts } from '../note-counts.js';
import { readShape } from '../read-shape.js';
import { sourceFault } from '../source-fault.js';
import { isoMicros } from './iso-time.js';
import { ANSWER_ENDINGS, listUnder, readRecords } from './json-records.js';
import { listedTicker } from './kalshi-market.js';
import { priceOfText, sizeOfText } from './read-decimal.js';

const TRADE = z.object({
  trade_id: z.string().min(1),
  ticker: z.string().min(1),
  count_fp: z.string(),
  yes_price_dollars: z.string(),
  no_price_dollars: z.string(),
  taker_outcome_side: z.enum(['yes', 'no']),
  taker_book_side: z.enum(['bid', 'ask']).optional(),
  created_time: z.iso.datetime(),
  is_block_trade: z.boolean().optional(),
});
type Trade = z.output<typeof TRADE>;

function refuse(task: ImportTask, row: number, at: { field: string; value: string; hint: string }): never {
  throw sourceFault('DATA_TRADE', 'a trade contradicts itself', { file: task.file, row, ...at });
}

/** Price of YES; both prices stand in a trade and have to agree. */
function yesPrice(task: ImportTask, row: number, trade: Trade): number {
  const yes = priceOfText(task, { row, field: 'yes_price_dollars' }, trade.yes_price_dollars);
  const no = priceOfText(task, { row, field: 'no_price_dollars' }, trade.no_price_dollars);
  if (yes + no === 10_000) return yes;
  const value = `${trade.yes_price_dollars} and ${trade.no_price_dollars}`;
  return refuse(task, row, { field: 'no_price_dollars', value, hint: 'wanted prices that make one dollar' });
}

/** Who takes YES buys it; who takes NO sells YES. */
function takerSide(task: ImportTask, row: number, trade: Trade): 'buy' | 'sell' {
  const side = trade.taker_outcome_side === 'yes' ? 'buy' : 'sell';
  const agreed = side === 'buy' ? 'bid' : 'ask';
  if ((trade.taker_book_side ?? agreed) === agreed) return side;
  const value = trade.taker_book_side ?? '';
  return refuse(task, row, {
    field: 'taker_book_side',
    value,
    hint: `wanted ${agreed} beside the outcome side`,
  });
}

async function importTrades(task: ImportTask): Promise<ImportedFile> {
  const catalog = await openCatalog(task);
  const rows = new EventRows(task);
  const notes = new NoteCounts();
  const seen = new Set<string>();
  let count = 0;
  for await (const { row, value } of readRecords(task, (answer) => listUnder(answer, 'trades'))) {
    const trade = readShape(task, TRADE, { row, value, wanted: 'a trade' });
    count += 1;
    if (seen.has(trade.trade_id)) notes.add('trades listed again');
    else if (trade.is_block_trade === true) notes.add('block trades left out');
    else {
      const price = yesPrice(task, row, trade);
      const size = sizeOfText(task, { row, field: 'count_fp' }, trade.count_fp);
      await catalog.add([listedTicker(row, trade.ticker)]);
      const time = isoMicros(trade.created_time);
      const subject = catalog.markets.get(trade.ticker) ?? -1;
      const side = takerSide(task, row, trade);
      rows.trade({ row, subject, localTime: time, venueTime: time, price, size, takerSide: side });
    }
    seen.add(trade.trade_id);
    await rows.flushIfFull();
  }
  await rows.flush();
  return { rows: count, notes: notes.record() };
}

/**
 * Answers of Kalshi's GET /markets/trades. Block trades were agreed off the book and are left out. There is no time
 * of receipt: a trade is taken as seen when it was made.
 */
export const kalshiTrades: ImportFormat = {
  name: 'kalshi-trades',
  description: 'Kalshi trades: answers of GET /markets/trades, .json or one a line in .jsonl',
  venue: 'kalshi',
  version: 1,
  wantedFiles: (path) => importFiles(path, ANSWER_ENDINGS, 'quotes'),
  importFile: importTrades,
};
