import { TouchlineError } from '../engine/errors.js';
import { marketIndex } from '../engine/ids.js';
import { type RandomStream, randomStream } from '../engine/random.js';
import { PRICE_ONE, price, shares, usd } from '../engine/units.js';
import { type ListedMarket, TokenTable } from '../live/venues/polymarket/catalog/token-table.js';
import { EXCHANGES } from '../live/venues/polymarket/signing/exchanges.js';

const START_MS = Date.UTC(2026, 4, 1);
/** Of a hundred messages: trades, and books told whole; the others change a level of both tokens. */
const TRADES = 2;
const BOOKS = 1;
const LEVELS = 20;

/** Frames of a market channel, to be heard over and over: they begin with every book whole. */
export interface FeedFrames {
  readonly tokens: TokenTable;
  readonly frames: readonly string[];
}

/** Books of YES by ten-thousandths and shares. */
interface WalkedBook {
  readonly market: ListedMarket;
  readonly bids: Map<number, number>;
  readonly asks: Map<number, number>;
}

/** `count` frames of `markets` markets in the venue's own form: books, levels of both tokens, trades. */
export function feedFrames(count: number, markets: number): FeedFrames {
  const random = randomStream({ seed: 42, strategy: 'bench', market: '', purpose: 'frames' });
  const books = Array.from({ length: markets }, (_, index) => walkedBook(index));
  const frames = books.map(wholeFrame);
  while (frames.length < count) {
    const book = books[random.integer(markets)];
    if (book === undefined) continue;
    const kind = random.integer(100);
    if (kind < TRADES) frames.push(tradeFrame(book, frames.length));
    else if (kind < TRADES + BOOKS) frames.push(wholeFrame(book));
    else frames.push(changeFrame(book, random));
  }
  return { tokens: tableOf(books), frames };
}

function walkedBook(index: number): WalkedBook {
  const [exchange] = EXCHANGES;
  if (exchange === undefined) throw new TouchlineError('ASSERT_INVARIANT', 'there is an exchange');
  const token = (outcome: number) => String(10n ** 76n + BigInt(2 * index + outcome));
  const level = (at: number) => [at, 100] as const;
  return {
    market: {
      ...{ index: marketIndex(index), slug: `market-${index}`, league: 'nba', version: 'v1', exchange },
      ...{
        condition: `0x${String(index).padStart(64, '0')}`,
        yes: token(0),
        no: token(1),
        exclusiveGroup: null,
      },
    },
    bids: new Map(Array.from({ length: LEVELS }, (_, depth) => level(4_900 - depth * 100))),
    asks: new Map(Array.from({ length: LEVELS }, (_, depth) => level(5_100 + depth * 100))),
  };
}

const tableOf = (books: readonly WalkedBook[]): TokenTable =>
  new TokenTable(
    books.map(({ market }) => ({
      market,
      facts: {
        tickBands: [{ from: price(100), to: price(9_900), tick: price(100) }],
        ...{ minimumSize: shares(5_000_000), minimumNotional: usd(1_000_000), lot: shares(10_000) },
        ...{ fee: null, takerDelayMs: 0, startTime: null, clearAtStart: true, status: 'open' },
      },
    })),
  );

const text = (at: number): string => (at / PRICE_ONE).toFixed(2);
const about = ({ market }: WalkedBook) => ({ market: market.condition, timestamp: String(START_MS) });
const best = ({ bids, asks }: WalkedBook) => ({
  bid: bids.size === 0 ? null : Math.max(...bids.keys()),
  ask: asks.size === 0 ? null : Math.min(...asks.keys()),
});

function wholeFrame(book: WalkedBook): string {
  const list = (side: Map<number, number>, mirror: boolean) =>
    [...side].map(([at, size]) => ({ price: text(mirror ? PRICE_ONE - at : at), size: String(size) }));
  const { market, bids, asks } = book;
  const message = (token: string, [bid, ask]: readonly object[]) => ({
    ...{ event_type: 'book', ...about(book), asset_id: token, bids: bid, asks: ask, hash: '0'.repeat(40) },
  });
  return JSON.stringify([
    message(market.yes, [list(bids, false), list(asks, false)]),
    message(market.no, [list(asks, true), list(bids, true)]),
  ]);
}

function changeFrame(book: WalkedBook, random: RandomStream): string {
  const isBid = random.integer(2) === 0;
  const side = isBid ? book.bids : book.asks;
  const depth = random.integer(LEVELS) * 100;
  const at = isBid ? 4_900 - depth : 5_100 + depth;
  const size = random.integer(5) === 0 && side.size > 1 ? 0 : 1 + random.integer(500);
  if (size === 0) side.delete(at);
  else side.set(at, size);
  const { bid, ask } = best(book);
  const change = (token: string, mirror: boolean) => ({
    asset_id: token,
    price: text(mirror ? PRICE_ONE - at : at),
    size: String(size),
    side: isBid !== mirror ? 'BUY' : 'SELL',
    hash: '0'.repeat(40),
    best_bid: touch(mirror ? ask : bid, mirror),
    best_ask: touch(mirror ? bid : ask, mirror),
  });
  const price_changes = [change(book.market.yes, false), change(book.market.no, true)];
  return JSON.stringify({ event_type: 'price_change', ...about(book), price_changes });
}

const touch = (at: number | null, mirror: boolean): string =>
  at === null ? '' : text(mirror ? PRICE_ONE - at : at);

function tradeFrame(book: WalkedBook, serial: number): string {
  const { bid, ask } = best(book);
  const isBuy = serial % 2 === 0;
  return JSON.stringify({
    ...{ event_type: 'last_trade_price', ...about(book), asset_id: book.market.yes, fee_rate_bps: '0' },
    ...{ price: text((isBuy ? ask : bid) ?? 5_000), size: '10', side: isBuy ? 'BUY' : 'SELL' },
  });
}
