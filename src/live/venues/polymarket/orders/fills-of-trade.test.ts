import { describe, expect, it } from 'vitest';
import { type Micros, price, shares } from '../../../../engine/units.js';
import { NO, tokenTable, YES } from '../listed-markets.testing.js';
import type { WireMakerOrder, WireTrade } from '../wire/user-message.js';
import { fillsOfTrade } from './fills-of-trade.js';

const FUNDER = '0x00000000000Fb5C9ADea0298D729A0CB3823Cc07';
const own = (ids: readonly string[] = []) => ({
  apiKey: 'our-key',
  funder: FUNDER,
  isOwn: (id: string) => ids.includes(id),
});
const entry = (change: Partial<WireMakerOrder> = {}): WireMakerOrder => ({
  orderId: '0xours',
  token: YES,
  price: price(5_700),
  size: shares(2_500_000),
  side: null,
  owner: 'our-key',
  maker: null,
  ...change,
});
const trade = (change: Partial<WireTrade> = {}): WireTrade => ({
  id: 't1',
  takerOrderId: '0xtaker',
  token: YES,
  side: 'buy',
  price: price(5_700),
  size: shares(10_000_000),
  status: 'MATCHED',
  traderSide: 'MAKER',
  owner: 'somebody',
  makers: [entry()],
  matchedAt: 1_777_629_600_000_000 as Micros,
  ...change,
});
const fills = (of: WireTrade, ids: readonly string[] = []) => {
  const reading = fillsOfTrade(of, own(ids), tokenTable());
  return reading.kind === 'fills' ? reading.fills : reading.kind;
};

describe('our part in a trade', () => {
  it('as a maker is our own entry, not the whole trade', () => {
    expect(fills(trade())).toEqual([
      {
        ...{
          tradeId: 't1',
          venueOrderId: '0xours',
          instrument: YES,
          side: 'sell',
          price: 5_700,
          size: 2_500_000,
        },
        ...{ fee: 0, liquidity: 'maker', status: 'matched', venueTime: 1_777_629_600_000_000 },
      },
    ]);
  });

  // nautilus_trader #3126: the side of a maker was taken from the trade.
  it.each([
    ['buy', YES, 'sell'],
    ['sell', YES, 'buy'],
    ['buy', NO, 'buy'],
    ['sell', NO, 'sell'],
  ] as const)(
    'has the side of the maker: a taker that would %s against token %s.. leaves us to %s',
    (side, token, ours) => {
      expect(fills(trade({ side, makers: [entry({ token })] }))).toMatchObject([
        { side: ours, instrument: token },
      ]);
    },
  );

  it('has the side that our own entry states, before any inference', () => {
    expect(fills(trade({ makers: [entry({ side: 'buy' })] }))).toMatchObject([{ side: 'buy' }]);
  });

  // nautilus_trader #3450: several orders of one account in one trade.
  it('is one fill an order when several of ours were in it', () => {
    const makers = [
      entry(),
      entry({ orderId: '0xsecond', size: shares(1_000_000) }),
      entry({ owner: 'x', orderId: '0xx' }),
    ];
    expect(fills(trade({ makers }))).toMatchObject([
      { venueOrderId: '0xours', size: 2_500_000 },
      { venueOrderId: '0xsecond', size: 1_000_000 },
    ]);
  });

  // nautilus_trader #3345, #3357: maker fills against the complementary token vanished.
  it('is found on the other token of the market', () => {
    expect(fills(trade({ token: NO, makers: [entry({ token: YES })] }))).toMatchObject([
      { instrument: YES, side: 'buy' },
    ]);
  });

  it('is found by wallet, by key and by the id of the order', () => {
    const anonymous = entry({ owner: null, maker: null });
    expect(fills(trade({ makers: [entry({ owner: null, maker: FUNDER.toLowerCase() })] }))).toHaveLength(1);
    expect(fills(trade({ makers: [anonymous] }), ['0xours'])).toHaveLength(1);
    expect(fills(trade({ makers: [anonymous] }))).toBe('unattributed');
  });

  it('as a taker is the trade, with the fee of the market', () => {
    // 10 shares at 0.57 and a rate of 0.05: 10 x 0.05 x 0.57 x 0.43 = 0.12255 dollars.
    const found = fills(
      trade({ traderSide: 'TAKER', makers: [entry({ owner: 'other', orderId: '0xother' })] }),
    );
    expect(found).toMatchObject([
      { venueOrderId: '0xtaker', side: 'buy', size: 10_000_000, liquidity: 'taker', fee: 122_550 },
    ]);
  });

  it('is both when we traded with ourselves', () => {
    expect(fills(trade({ traderSide: 'TAKER' }))).toMatchObject([
      { liquidity: 'taker' },
      { liquidity: 'maker' },
    ]);
  });

  it('is the taker when only the owner says so', () => {
    expect(fills(trade({ traderSide: null, owner: 'our-key', makers: [] }))).toMatchObject([
      { liquidity: 'taker' },
    ]);
    expect(fills(trade({ traderSide: null, owner: 'our-key' }))).toMatchObject([{ liquidity: 'maker' }]);
  });

  it.each([
    ['MATCHED', 'matched'],
    ['MATCHED_NOT_BROADCASTED', 'matched'],
    ['RETRYING', 'matched'],
    ['MINED', 'mined'],
    ['CONFIRMED', 'confirmed'],
    ['FAILED', 'failed'],
  ])('stands at %s as %s', (status, expected) => {
    expect(fills(trade({ status }))).toMatchObject([{ status: expected }]);
  });

  it('is nothing to conclude from when its status is not known', () => {
    expect(fills(trade({ status: 'SHELVED' }))).toBe('unrecognised');
  });
});
