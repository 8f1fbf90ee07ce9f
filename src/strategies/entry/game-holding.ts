import { THREE_WAY_SPORTS } from '../../engine/risk/exclusive-outcomes.js';
import type { MarketView, StrategyContext } from '../../engine/strategy.js';
import { complement, notional, type Usd } from '../../engine/units.js';
import type { GameHolding, GameWay } from '../kelly/game-kelly.js';
import type { EntryLook } from './entry-look.js';

type Outcome = NonNullable<MarketView['yesMeans']>;

/**
 * What is held and on its way in the markets of a game that exclude each other, by the ways it can end; open orders count
 * as filled. `null` = nothing is, or two markets pay on one outcome: then they may be different claims, and
 * nothing is set against anything.
 */
export function gameHolding({ context, market, game, side }: EntryLook): GameHolding | null {
  const byOutcome = new Map<Outcome, MarketView>();
  for (const index of game.markets) {
    const view = context.market(index);
    if (view.yesMeans === null) continue;
    if (byOutcome.has(view.yesMeans)) return null;
    byOutcome.set(view.yesMeans, view);
  }
  if (market.yesMeans === null) return null;
  const outcomes: readonly Outcome[] =
    THREE_WAY_SPORTS.has(game.sport) || byOutcome.has('draw') ? ['home', 'draw', 'away'] : ['home', 'away'];
  const stakes = [...byOutcome].map(([outcome, { index }]) => ({ outcome, ...engagedIn(context, index) }));
  if (stakes.every(({ shares }) => shares === 0)) return null;
  const counted = stakes.reduce((sum, { counts }) => sum + counts, 0);
  const ways = outcomes.map((outcome): GameWay => {
    const listed = byOutcome.get(outcome);
    return {
      weight: (listed && context.book(listed.index).mid) ?? Number.NaN,
      pays: (outcome === market.yesMeans) === (side === 'yes'),
      paid: stakes.reduce((sum, stake) => sum + paidOn(outcome, stake), 0) as Usd,
    };
  });
  return { rest: (context.equity - counted) as Usd, ways };
}

interface Engaged {
  /** Signed shares, those on their way among them. */
  readonly shares: number;
  /** What it counts for in equity, and what is still to be paid for what is on its way, 1e-6 dollars. */
  readonly counts: number;
}

function engagedIn(context: StrategyContext, market: MarketView['index']): Engaged {
  const { size, value } = context.position(market);
  let shares = size;
  let counts: number = value;
  for (const { side, limit, size: wanted, filled, reduceOnly } of context.orders(market)) {
    if (reduceOnly) continue;
    const open = (wanted - filled) as typeof wanted;
    shares += side === 'buy' ? open : -open;
    counts += notional(side === 'buy' ? limit : complement(limit), open, 'ceil');
  }
  return { shares, counts };
}

/** NO pays wherever YES does not; a share that pays is a dollar, and both have six places. */
function paidOn(outcome: Outcome, stake: { readonly outcome: Outcome; readonly shares: number }): number {
  return (outcome === stake.outcome) === stake.shares > 0 ? Math.abs(stake.shares) : 0;
}
