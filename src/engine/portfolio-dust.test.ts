import { describe, expect, it } from 'vitest';
import { marketIndex } from './ids.js';
import { at } from './kernel.testing.js';
import { Portfolio } from './portfolio.js';
import { type Price, type Shares, usd } from './units.js';

const MARKET = marketIndex(0);
const micro = (shares: number): Shares => Math.round(shares * 1e6) as Shares;
const START = { cash: usd(1_000_000_000), time: at(0) };

const fill = (side: 'buy' | 'sell', price: number, size: number) => ({
  order: { market: MARKET, side, tag: side },
  price: price as Price,
  size: micro(size),
  fee: usd(0),
});

// Polymarket: a FAK purchase spends its money, 5 shares at .49 that fill at .48 are 5.1041.
describe('what is left below a lot', () => {
  it('is flat for whoever trades, ends the round trip, and pays at the end without a trip of its own', () => {
    const portfolio = new Portfolio(1, START);
    portfolio.apply(fill('buy', 4_800, 5.1041), at(1));
    expect([portfolio.lots[0], portfolio.size[0]]).toEqual([5_100_000, 5_104_100]);
    portfolio.apply(fill('sell', 5_000, 5.1), at(2));
    expect([portfolio.lots[0], portfolio.size[0], portfolio.held.size]).toEqual([0, 4_100, 0]);
    expect(portfolio.roundTrips.rows()).toMatchObject([
      { size: 5_104_100, cost: 2_449_968, proceeds: 2_550_000 },
    ]);
    expect(portfolio.cash).toBe(1_000_000_000 - 2_449_968 + 2_550_000);
    expect(portfolio.settle(MARKET, usd(1_000_000), at(3))).toBe(4_100);
    expect(portfolio.roundTrips.length).toBe(1);
    expect(portfolio.size[0]).toBe(0);
  });

  it('is part of the next position on its side, and of none on the other', () => {
    const same = new Portfolio(1, START);
    same.takeOver({ market: MARKET, size: 4_100, cost: usd(2_000), openedAt: at(0) });
    expect([same.held.size, same.roundTrips.isOpen(MARKET)]).toEqual([0, false]);
    same.apply(fill('buy', 4_000, 5), at(1));
    expect([same.lots[0], same.roundTrips.openedAt[0]]).toEqual([5_000_000, at(1)]);
    same.apply(fill('sell', 5_000, 5), at(2));
    expect(same.roundTrips.rows()).toMatchObject([{ openedAt: at(1), cost: 2_000_000, proceeds: 2_500_000 }]);

    const other = new Portfolio(1, START);
    other.takeOver({ market: MARKET, size: 4_100, cost: usd(2_000), openedAt: at(0) });
    other.apply(fill('sell', 4_000, 5), at(1));
    expect([other.size[0], other.lots[0]]).toEqual([-4_995_900, -4_990_000]);
    other.apply(fill('buy', 4_000, 4.99), at(2));
    expect([other.held.size, other.roundTrips.length]).toEqual([0, 1]);
  });
});
