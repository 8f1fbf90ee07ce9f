import type { MarketFacts } from '../../engine/events.js';
import { PRICE_ONE, price, shares, usd } from '../../engine/units.js';
import type { GamePlan } from './schedule.js';
import type { SeasonParameters } from './season-parameters.js';
import { TICK } from './touch.js';

/** The rules of a synthetic market while it is listed, while its game is played, and after it. */
export function factsOf(
  plan: GamePlan,
  parameters: SeasonParameters,
  stage: 'listed' | 'in-play' | 'closed',
): MarketFacts {
  const { market } = parameters;
  const delayMs = plan.league === 'nba' ? market.nbaTakerDelayMs : market.eplTakerDelayMs;
  return {
    tickBands: [{ from: price(0), to: PRICE_ONE, tick: price(TICK) }],
    minimumSize: shares(5_000_000),
    minimumNotional: usd(1_000_000),
    lot: shares(10_000),
    fee: { takerRate: market.takerFeeRate, makerRate: 0 },
    takerDelayMs: stage === 'in-play' ? delayMs : 0,
    startTime: plan.scheduledStart,
    clearAtStart: true,
    status: stage === 'closed' ? 'closed' : 'open',
  };
}
