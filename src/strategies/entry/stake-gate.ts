import type { GameView, StrategyContext } from '../../engine/strategy.js';
import {
  complement,
  notional,
  PRICE_ONE,
  type Price,
  USD_PER_DOLLAR,
  type Usd,
  usd,
} from '../../engine/units.js';
import { sizeStake } from '../kelly/sizing.js';
import type { SizingParameters } from '../kelly/sizing-parameters.js';
import { limitOnTick } from '../limit-on-tick.js';
import type { EntryLook } from './entry-look.js';
import { gameHolding } from './game-holding.js';
import type { Gate } from './gate.js';

interface Terms {
  readonly entry: { readonly slippageMax: number };
  readonly sizing: SizingParameters;
}

/** Sizing leaves something: an edge, cash, a lot, the market's minimum. Sets the limit and the size of the order. */
export const stakeGate: Gate<Terms> = {
  name: 'stake',
  judge: (look, { entry, sizing }) => {
    look.stake = sizing.stake;
    const limit = worstPrice(look, entry.slippageMax);
    if (look.isLost || limit === null) {
      look.verdict(Number.NaN, 0, false);
      return;
    }
    const { context, market, game, side, memory } = look;
    const stake = sizeStake(sizing, {
      side,
      probability: Number.isNaN(look.belief) ? null : look.belief,
      gameStart: market.facts?.startTime ?? null,
      price: limit,
      mid: look.quote.mid,
      feePerShare: context.feePerShare(market.index, side === 'yes' ? limit : complement(limit)),
      confidence: look.confidence,
      bankroll: context.equity,
      cash: context.cash,
      atStakeInGame: atStakeIn(context, game),
      game: sizing.stake.mode === 'game-kelly' ? gameHolding(look) : null,
      losingStreak: memory.losingStreak,
      available: look.quote.askSize,
      facts: market.facts,
    });
    look.limit = limit;
    look.shares = stake.shares;
    look.explainSizing(stake.steps);
    look.verdict(stake.usd / USD_PER_DOLLAR, 0, stake.shares > 0);
  },
};

/** The most that is paid for a share of the side, on the grid of its market; `null` = nobody asks. */
export function worstPrice({ market, quote, side }: EntryLook, slippageMax: number): Price | null {
  if (quote.ask === null) return null;
  const worst = quote.ask + Math.round(slippageMax * PRICE_ONE);
  if (side === 'yes') return limitOnTick(market.facts, 'buy', worst);
  return complement(limitOnTick(market.facts, 'sell', PRICE_ONE - worst));
}

/** Cost of what is held in the game and of what is on its way, 1e-6 dollars. */
function atStakeIn(context: StrategyContext, game: GameView): Usd {
  let total = 0;
  for (const market of game.markets) {
    total += context.position(market).cost;
    for (const order of context.orders(market)) {
      if (order.reduceOnly) continue;
      const each = order.side === 'buy' ? order.limit : complement(order.limit);
      total += notional(each, order.size, 'ceil');
    }
  }
  return usd(total);
}
