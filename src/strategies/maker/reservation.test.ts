import { describe, expect, it } from 'vitest';
import type { BookView, StrategyContext } from '../../engine/strategy.js';
import { type ReservationTerms, reservationPrice } from './reservation.js';

const question = (mid: number | null, heldShares: number, cashUsd = 1_000) => ({
  context: { cash: cashUsd * 1e6 } as unknown as StrategyContext,
  book: { mid } as unknown as BookView,
  held: heldShares * 1e6,
});
const terms = (reservation: ReservationTerms['reservation']): ReservationTerms => ({
  reservation,
  skewMax: 200,
  inventoryMax: 100e6,
});

describe('the middle of two quotes', () => {
  it('is the mid with nothing held, and moves against a holding in proportion', () => {
    expect(reservationPrice(terms('linear'), question(6_000, 0))).toBe(6_000);
    expect(reservationPrice(terms('linear'), question(6_000, 50))).toBe(5_900);
    expect(reservationPrice(terms('linear'), question(6_000, -100))).toBe(6_200);
  });

  it('is where Kelly wants neither side: odds(a) = odds(p) N / Y', () => {
    // p .6, 900 in cash and 100 YES: odds 1.5 x 900 / 1000 = 1.35, a = 1.35 / 2.35.
    expect(reservationPrice(terms('kelly'), question(6_000, 100, 900))).toBeCloseTo(1e4 * (1.35 / 2.35), 8);
    expect(reservationPrice(terms('kelly'), question(6_000, 0))).toBeCloseTo(6_000, 8);
    expect(reservationPrice(terms('kelly'), question(6_000, -100, 900))).toBeGreaterThan(6_000);
  });

  it('is none without a mid or without any wealth, and where the touch decides', () => {
    expect(reservationPrice(terms('linear'), question(null, 0))).toBeNaN();
    expect(reservationPrice(terms('kelly'), question(6_000, 0, 0))).toBeNaN();
    expect(reservationPrice(terms('touch'), question(6_000, 0))).toBeNaN();
  });
});
