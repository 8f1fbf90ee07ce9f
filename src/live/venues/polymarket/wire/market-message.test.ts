import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TouchlineError } from '../../../../engine/errors.js';
import { CONDITION, NO, YES } from '../listed-markets.testing.js';
import { readMarketFrame } from './market-message.js';

const AT = '1777629600123';
const about = { market: CONDITION, asset_id: YES, timestamp: AT };
const book = {
  ...about,
  event_type: 'book',
  bids: [
    { price: '.40', size: '5' },
    { price: '0.48', size: '12.5' },
    { price: '0.1', size: '0' },
  ],
  asks: [
    { price: '0.52', size: '1.000001' },
    { price: '.5', size: '7' },
  ],
  hash: 'abc',
  tick_size: '0.01',
  min_order_size: '5',
  a_new_field: { of: ['some', 'kind'] },
};
const change = (extra: Record<string, unknown> = {}) => ({
  event_type: 'price_change',
  market: CONDITION,
  timestamp: AT,
  price_changes: [
    {
      asset_id: YES,
      price: '0.48',
      size: '0',
      side: 'BUY',
      hash: 'h',
      best_bid: '0.40',
      best_ask: '0.5',
      ...extra,
    },
    { asset_id: NO, price: '.52', size: '3', side: 'SELL', hash: 'h', best_bid: '0.5', best_ask: '0.6' },
  ],
});
const read = (value: unknown) => readMarketFrame(JSON.stringify(value));

describe('a frame of the market channel', () => {
  it('is a book, best first whatever its order, empty levels left out', () => {
    expect(read(book)).toEqual([
      {
        kind: 'book',
        ...{ condition: CONDITION, token: YES, at: 1_777_629_600_123_000, hash: 'abc', tick: 100 },
        minimumSize: 5_000_000,
        bids: [
          { price: 4_800, size: 12_500_000 },
          { price: 4_000, size: 5_000_000 },
        ],
        asks: [
          { price: 5_000, size: 7_000_000 },
          { price: 5_200, size: 1_000_001 },
        ],
      },
    ]);
  });

  it('is new totals of either token in one message', () => {
    const [message] = read(change());
    expect(message).toMatchObject({
      kind: 'price-change',
      changes: [
        { token: YES, side: 'bid', price: 4_800, size: 0, hasTouch: true, bestBid: 4_000, bestAsk: 5_000 },
        { token: NO, side: 'ask', price: 5_200, size: 3_000_000 },
      ],
    });
  });

  it.each(['', '0', '1', null])('tells an empty side by %j', (value) => {
    expect(read(change({ best_bid: value }))[0]).toMatchObject({
      changes: [{ bestBid: null, hasTouch: true }, {}],
    });
  });

  it('is a trade, a tick, a touch, a resolution, a new market', () => {
    const trade = {
      ...about,
      event_type: 'last_trade_price',
      price: '0.5',
      size: '2',
      side: 'SELL',
      fee_rate_bps: '0',
    };
    const frames = [
      trade,
      { ...about, event_type: 'tick_size_change', old_tick_size: '0.01', new_tick_size: '0.001' },
      { ...about, event_type: 'best_bid_ask', best_bid: '0.4', best_ask: '', spread: '' },
      {
        event_type: 'market_resolved',
        market: CONDITION,
        timestamp: AT,
        winning_asset_id: NO,
        winning_outcome: 'No',
      },
      { event_type: 'new_market', market: CONDITION },
    ];
    expect(read(frames)).toMatchObject([
      { kind: 'trade', price: 5_000, size: 2_000_000, side: 'sell' },
      { kind: 'tick', tick: 10 },
      { kind: 'touch', bid: 4_000, ask: null },
      { kind: 'resolved', winner: NO },
      { kind: 'new-market' },
    ]);
  });

  it('of a kind that is not known concludes nothing', () => {
    expect(read({ ...about, event_type: 'rumour' })).toEqual([
      { kind: 'unrecognised', detail: 'market message rumour' },
    ]);
    expect(read({ ...about, event_type: '__proto__' })[0]?.kind).toBe('unrecognised');
    expect(read({ ...about, event_type: 'constructor' })[0]?.kind).toBe('unrecognised');
  });

  it.each([
    ['a price above a dollar', { price: '1.01' }],
    ['a price in the scientific way', { price: '1e-2' }],
    ['a price of nothing', { price: '' }],
    ['an infinite size', { size: '1e309' }],
    ['a size that is no number', { size: 'NaN' }],
    ['a negative size', { size: '-5' }],
    ['a size of twenty digits', { size: '12345678901234567890' }],
    ['a side that is none', { side: 'HOLD' }],
    ['a token of words', { asset_id: 'abc' }],
    ['a token of 79 digits', { asset_id: '1'.repeat(79) }],
    ['a price finer than the venue has', { price: '0.51234' }],
  ])('with %s is unreadable, and names whom it concerns', (_what, extra) => {
    const [message] = read(change(extra));
    expect(message).toMatchObject({ kind: 'unreadable', fault: { code: 'LIVE_WIRE' } });
    if (message?.kind !== 'unreadable') return expect.fail('unreadable');
    expect(message.tokens).toContain(NO);
  });

  it.each(['', '{', '[{"event_type":"book"', 'null', '17', '"text"', '<html>', '\u0000', 'NaN'])(
    'that is %j is unreadable and nothing else',
    (frame) => {
      expect(readMarketFrame(frame)).toMatchObject([{ kind: 'unreadable', tokens: [] }]);
    },
  );

  it('with one bad message still gives the good ones', () => {
    expect(read([book, { ...book, bids: 'none' }, change()]).map(({ kind }) => kind)).toEqual([
      'book',
      'unreadable',
      'price-change',
    ]);
  });

  it('with a price that stands twice is no book', () => {
    expect(read({ ...book, asks: [...book.asks, { price: '0.50', size: '1' }] })[0]?.kind).toBe('unreadable');
  });

  it('reads instants by their digits, so that no unit is taken for another', () => {
    const at = (timestamp: unknown) => {
      const [message] = read({ ...book, timestamp });
      return message?.kind === 'book' ? message.at : message?.kind;
    };
    expect(['1777629600', 1777629600123, '1777629600123456', '1777629600123456789'].map(at)).toEqual([
      1_777_629_600_000_000, 1_777_629_600_123_000, 1_777_629_600_123_456, 1_777_629_600_123_456,
    ]);
    expect(at('2026-05-01T10:00:00Z')).toBe(1_777_629_600_000_000);
    expect(at('2026-05-01 12:00:00+02')).toBe(1_777_629_600_000_000);
    for (const odd of ['177762960012', '', 'yesterday', '-1777629600', '2026-13-01T00:00:00Z']) {
      expect(at(odd)).toBe('unreadable');
    }
  });

  it('never throws and never touches prototypes, whatever comes', () => {
    const real = [book, change()].map((each) => JSON.stringify(each));
    const mutated = fc
      .tuple(
        fc.constantFrom(...real),
        fc.array(fc.tuple(fc.nat(), fc.string({ maxLength: 3 })), { maxLength: 4 }),
      )
      .map(([text, edits]) =>
        edits.reduce((done, [at, put]) => {
          const where = at % (done.length + 1);
          return done.slice(0, where) + put + done.slice(where + 1);
        }, text),
      );
    const shaped = fc.dictionary(
      fc.constantFrom(
        'event_type',
        'market',
        'asset_id',
        'timestamp',
        'bids',
        'price_changes',
        '__proto__',
        'constructor',
      ),
      fc.oneof(fc.json(), fc.jsonValue(), fc.constantFrom('book', 'price_change', YES, AT)),
    );
    const anything = fc.oneof(
      mutated,
      fc.string(),
      fc.json(),
      shaped.map((each) => JSON.stringify(each)),
    );
    fc.assert(
      fc.property(anything, (frame) => {
        for (const message of readMarketFrame(frame)) {
          if (message.kind === 'unreadable') expect(message.fault).toBeInstanceOf(TouchlineError);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('bears a book of a million levels and JSON of great depth', () => {
    const levels = Array.from({ length: 1_000_000 }, () => ({ price: '0.5', size: '1' }));
    expect(read({ ...book, bids: levels })[0]?.kind).toBe('unreadable');
    expect(readMarketFrame('['.repeat(100_000))[0]?.kind).toBe('unreadable');
  });
});
