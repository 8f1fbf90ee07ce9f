import { z } from 'zod';
import { MICROS_PER_SECOND } from '../../../engine/units.js';
import { sportOfLeague } from '../../../strategies/sport/league-sport.js';
import { EventRows } from '../event-rows.js';
import { openCatalog } from '../grow-catalog.js';
import { importFiles } from '../import-files.js';
import type { ImportedFile, ImportFormat, ImportTask } from '../import-format.js';
import type { ListedMarket } from '../market-list.js';
import { NoteCounts } from '../note-counts.js';
import { readShape } from '../read-shape.js';
import { sourceFault } from '../source-fault.js';
import { ANSWER_ENDINGS, listUnder, readRecords } from './json-records.js';
import { priceOfNumber, sizeOfNumber } from './read-decimal.js';

const TRADE = z.object({
  proxy_wallet: z.string(),
  side: z.enum(['BUY', 'SELL']),
  token_id: z.string().regex(/^\d{1,78}$/, 'wanted up to 78 decimal digits, as text'),
  condition_id: z.string().min(1),
  size: z.number(),
  price: z.number(),
  timestamp: z.int().positive(),
  outcome: z.string().optional(),
  slug: z.string().optional(),
  event_slug: z.string().optional(),
  transaction_hash: z.string().min(1),
  sequence: z.union([z.int(), z.string()]).optional(),
});
type Trade = z.output<typeof TRADE>;

/** A token is a market of its own; its event is the game. The league is the slug's first word where it is one. */
function listed(row: number, trade: Trade): ListedMarket {
  const event = trade.event_slug ?? '';
  const league = event.split('-')[0] ?? '';
  const sport = sportOfLeague(league);
  return {
    row,
    slug: trade.token_id,
    question: [trade.slug, trade.outcome].filter((text) => text !== undefined).join(': '),
    game: {
      id: event === '' ? trade.condition_id : event,
      league: sport === 'unknown' ? 'unknown' : league,
      sport,
      date: /(\d{4}-\d{2}-\d{2})(?:-|$)/.exec(event)?.[1] ?? null,
    },
    yesMeans: null,
    lastListed: null,
    metadata: { condition_id: trade.condition_id, outcome: trade.outcome ?? '' },
  };
}

/**
 * Tells which rows are one trade. The interface gives no trade id: transaction, token and sequence name a trade.
 * Without a sequence rows that are alike within one answer are trades of their own, and in two answers they are
 * the same ones listed again.
 */
class SeenTrades {
  readonly #sides = new Map<string, string>();
  readonly #sequences = new Set<string>();
  readonly #known = new Map<string, number>();
  #page = 0;
  readonly #inPage = new Map<string, number>();

  isNew(trade: Trade, page: number): boolean {
    const name = `${trade.transaction_hash} ${trade.token_id}`;
    if (trade.sequence !== undefined) {
      const key = `${name} ${trade.sequence}`;
      if (this.#sequences.has(key)) return false;
      this.#sequences.add(key);
      return true;
    }
    if (page !== this.#page) this.#inPage.clear();
    this.#page = page;
    const key = `${name} ${trade.proxy_wallet} ${trade.side} ${trade.price} ${trade.size} ${trade.timestamp}`;
    const nth = (this.#inPage.get(key) ?? 0) + 1;
    this.#inPage.set(key, nth);
    if (nth <= (this.#known.get(key) ?? 0)) return false;
    this.#known.set(key, nth);
    return true;
  }

  /** The rows of the makers are in the answer: one transaction both bought and sold a token. */
  hasMakers(trade: Trade): boolean {
    const name = `${trade.transaction_hash} ${trade.token_id}`;
    const before = this.#sides.get(name) ?? trade.side;
    this.#sides.set(name, before);
    return before !== trade.side;
  }
}

async function importTrades(task: ImportTask): Promise<ImportedFile> {
  const catalog = await openCatalog(task);
  const rows = new EventRows(task);
  const notes = new NoteCounts();
  const seen = new SeenTrades();
  let count = 0;
  for await (const { row, page, value } of readRecords(task, (answer) => listUnder(answer, 'data'))) {
    const trade = readShape(task, TRADE, { row, value, wanted: 'a trade' });
    count += 1;
    if (seen.hasMakers(trade)) {
      throw sourceFault('DATA_TRADE', 'one transaction both bought and sold a token', {
        file: task.file,
        row,
        field: 'side',
        value: trade.side,
        hint: 'wanted takers only: ask for taker_only=true',
      });
    }
    if (!seen.isNew(trade, page)) {
      notes.add('trades listed again');
      continue;
    }
    const price = priceOfNumber(task, { row, field: 'price' }, trade.price);
    if (Math.abs(price / 10_000 - trade.price) > 1e-9) notes.add('prices between ticks, rounded to 0.0001');
    const size = sizeOfNumber(task, { row, field: 'size' }, trade.size);
    await catalog.add([listed(row, trade)]);
    const time = trade.timestamp * MICROS_PER_SECOND;
    const subject = catalog.markets.get(trade.token_id) ?? -1;
    const takerSide = trade.side === 'BUY' ? 'buy' : 'sell';
    rows.trade({ row, subject, localTime: time, venueTime: time, price, size, takerSide });
    await rows.flushIfFull();
  }
  await rows.flush();
  return { rows: count, notes: notes.record() };
}

/**
 * Answers of Polymarket's Data API v2 /v2/trades, takers only. Times are whole seconds and the order within one is
 * not known.
 */
export const polymarketTrades: ImportFormat = {
  name: 'polymarket-trades',
  description:
    'Polymarket trades: answers of GET /v2/trades with taker_only=true, .json or one a line in .jsonl',
  venue: 'polymarket',
  version: 1,
  wantedFiles: (path) => importFiles(path, ANSWER_ENDINGS, 'quotes'),
  importFile: importTrades,
};
