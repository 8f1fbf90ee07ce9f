import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prob, type Usd } from '../../engine/units.js';
import { type GameHolding, type GameWay, gameKelly } from './game-kelly.js';

const DOLLAR = 1e6;
const inMicros = (dollars: number): Usd => Math.round(dollars * DOLLAR) as Usd;
const way = (pays: boolean, paid = 0, weight = Number.NaN): GameWay => ({
  pays,
  weight,
  paid: inMicros(paid),
});
const spend = (p: number, price: number, holding: GameHolding): number =>
  gameKelly(prob(p), price, holding) / DOLLAR;

describe('Kelly with what is held in the game', () => {
  it('is the whole of Kelly where nothing is held: .2 of 1000', () => {
    expect(spend(0.6, 0.5, { rest: inMicros(1000), ways: [way(true), way(false)] })).toBeCloseTo(200, 5);
  });

  it('completes what mutually exclusive outcomes should have together', () => {
    // Smoczynski, Tomkins 2010: p .45, .30, .25 at odds 2.5, 3.2, 2.8 are .1021739130, .0282608696, 0 of wealth.
    const wealth = 1_000_000;
    const home = 0.102173913 * wealth;
    const holding: GameHolding = {
      rest: inMicros(wealth - home),
      ways: [way(false, home * 2.5, 45), way(true, 0, 30), way(false, 0, 25)],
    };
    expect(spend(0.3, 1 / 3.2, holding) / wealth).toBeCloseTo(0.0282608696, 6);
    // The other way round as well: the home side after the draw.
    const draw = 0.0282608696 * wealth;
    const other: GameHolding = {
      rest: inMicros(wealth - draw),
      ways: [way(true, 0, 45), way(false, draw * 3.2, 30), way(false, 0, 25)],
    };
    expect(spend(0.45, 1 / 2.5, other) / wealth).toBeCloseTo(0.102173913, 6);
    // Without the holding the draw has no edge: .3 x 3.2 = .96.
    expect(spend(0.3, 1 / 3.2, { rest: inMicros(wealth), ways: [way(true), way(false)] })).toBe(0);
  });

  it('buys nothing more of an end on which enough is held, through whichever market', () => {
    const full = { rest: inMicros(800), ways: [way(true, 400), way(false)] };
    expect(spend(0.6, 0.5, full)).toBeCloseTo(0, 4);
    expect(spend(0.6, 0.5, { rest: inMicros(900), ways: [way(true, 200), way(false)] })).toBeCloseTo(100, 5);
  });

  it('spends nothing without a gain, and where one end has nothing left already', () => {
    expect(spend(0.5, 0.5, { rest: inMicros(1000), ways: [way(true), way(false)] })).toBe(0);
    expect(spend(0.9, 0.5, { rest: inMicros(0), ways: [way(true, 500), way(false)] })).toBe(0);
    expect(spend(0.9, 0.5, { rest: inMicros(-10), ways: [way(true, 500), way(false, 5)] })).toBe(0);
  });

  it('takes the smaller stake where it is not known how the rest of the game is split', () => {
    const ways = (draw: number, away: number) => [way(true), way(false, 300, draw), way(false, 0, away)];
    const stakeOf = (draw: number, away: number) =>
      spend(0.5, 0.4, { rest: inMicros(700), ways: ways(draw, away) });
    const unknown = stakeOf(Number.NaN, 10);
    expect(unknown).toBeGreaterThan(0);
    for (const share of [1, 30, 60, 90]) expect(stakeOf(share, 100 - share)).toBeGreaterThan(unknown);
    expect(stakeOf(0, 100)).toBeCloseTo(unknown, 6);
  });

  it('leaves no stake near it that would grow faster', () => {
    const cash = fc.integer({ min: 0, max: 500 });
    const weight = fc.integer({ min: 1, max: 99 });
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 98 }),
        fc.integer({ min: 2, max: 98 }),
        fc.tuple(cash, cash, cash),
        fc.tuple(weight, weight),
        (percent, cents, paid, [draw, away]) => {
          const [p, c] = [percent / 100, cents / 100];
          const holding = {
            rest: inMicros(1000),
            ways: [way(true, paid[0]), way(false, paid[1], draw), way(false, paid[2], away)],
          };
          const spent = spend(p, c, holding);
          const growth = (dollars: number): number => {
            const shares = dollars / c;
            const lost = [draw, away].reduce(
              (sum, each, i) =>
                sum + (((1 - p) * each) / (draw + away)) * Math.log(1000 + (paid[i + 1] ?? 0) - dollars),
              0,
            );
            return p * Math.log(1000 + paid[0] - dollars + shares) + lost;
          };
          for (const near of [spent - 0.5, spent + 0.5]) {
            if (near < 0 || !Number.isFinite(growth(near))) continue;
            expect(growth(near)).toBeLessThanOrEqual(growth(spent) + 1e-12);
          }
        },
      ),
    );
  });
});
