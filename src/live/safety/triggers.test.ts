import { describe, expect, it } from 'vitest';
import type { Micros, Price, Usd } from '../../engine/units.js';
import { LossTriggers } from './loss-triggers.js';
import { collarRefusal } from './price-collar.js';
import { RejectBrake } from './reject-brake.js';

const worth = (amount: number): Usd => (amount * 1_000_000) as Usd;
const at = (seconds: number): Micros => (seconds * 1_000_000) as Micros;

describe('loss triggers', () => {
  const limits = { dailyLoss: worth(50), drawdown: worth(100), losingStreak: 3 };

  it('halt at the daily loss and not a micro-dollar before', () => {
    const triggers = new LossTriggers(limits, worth(1_000));
    expect(triggers.equity((worth(950) + 1) as Usd)).toBeNull();
    expect(triggers.equity(worth(950))).toBe('lost 50.00 USD today, the limit is 50.00');
  });

  it('count a loss from the start of the day, a drawdown from the peak', () => {
    const triggers = new LossTriggers(limits, worth(1_000));
    triggers.equity(worth(1_080));
    triggers.dayBegins(worth(1_020));
    expect(triggers.equity((worth(980) + 1) as Usd)).toBeNull();
    expect(triggers.equity(worth(980))).toBe('fell 100.00 USD from the peak, the limit is 100.00');
  });

  it('halt at losing trades in a row, and a winner begins anew', () => {
    const triggers = new LossTriggers(limits, worth(1_000));
    const results = [-1, -1, 1, -1, -1, -1].map((pnl) => triggers.roundTrip({ pnl: worth(pnl) }));
    expect(results).toEqual([null, null, null, null, null, '3 losing trades in a row']);
  });
});

describe('the reject brake', () => {
  const limits = { rejectsInRow: 3, rejectPauseSeconds: 60, errorsPerMinute: 4 };

  it('pauses after refusals in a row; an accepted order begins anew', () => {
    const brake = new RejectBrake(limits);
    brake.rejected(at(1));
    brake.rejected(at(2));
    brake.accepted();
    expect(brake.rejected(at(3)).kind).toBe('none');
    expect(brake.rejected(at(4)).kind).toBe('none');
    expect(brake.rejected(at(5))).toEqual({
      kind: 'pause',
      until: at(65),
      reason: '3 orders were refused in a row',
    });
  });

  it('halts when so many requests fail within one minute, and not over a longer time', () => {
    const slow = new RejectBrake(limits);
    expect([0, 30, 60, 90, 120].map((second) => slow.failed(at(second)).kind)).toEqual(Array(5).fill('none'));
    const fast = new RejectBrake(limits);
    expect([0, 10, 20, 59].map((second) => fast.failed(at(second)).kind)).toEqual([
      'none',
      'none',
      'none',
      'halt',
    ]);
  });
});

describe('the price collar', () => {
  const limits = { collarTicks: 5, collarPart: 0.03 };
  const market = { mid: 5_000, tick: 100 };
  const buy = (limit: number) => collarRefusal({ side: 'buy', limit: limit as Price }, market, limits);
  const sell = (limit: number) => collarRefusal({ side: 'sell', limit: limit as Price }, market, limits);

  it('allows five ticks beyond the mid and no more', () => {
    expect(buy(5_500)).toBeNull();
    expect(buy(5_501)).toContain('501 from the mid');
    expect(sell(4_500)).toBeNull();
    expect(sell(4_499)).toContain('501 from the mid');
  });

  it('uses the part of the mid where that is wider than the ticks', () => {
    const fine = { mid: 5_000, tick: 10 };
    expect(collarRefusal({ side: 'buy', limit: 5_150 as Price }, fine, limits)).toBeNull();
    expect(collarRefusal({ side: 'buy', limit: 5_151 as Price }, fine, limits)).not.toBeNull();
  });

  it('lets what rests far away on its own side be', () => {
    expect(buy(1_000)).toBeNull();
    expect(sell(9_000)).toBeNull();
  });

  it('refuses prices at the ends, and every price where there is no mid', () => {
    expect(buy(99)).toContain('not within');
    expect(sell(9_901)).toContain('not within');
    expect(collarRefusal({ side: 'buy', limit: 5_000 as Price }, { mid: null, tick: 100 }, limits)).toContain(
      'mid is not known',
    );
  });
});
