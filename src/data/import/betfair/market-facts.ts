import type { MarketFacts } from '../../../engine/events.js';
import { MICROS_PER_MILLISECOND, micros, shares, usd } from '../../../engine/units.js';
import { classicTickBands } from './odds-ladder.js';
import type { MarketDefinition } from './stream-message.js';

const TICK_BANDS = classicTickBands();

const STATUS = { OPEN: 'open', SUSPENDED: 'suspended', INACTIVE: 'suspended', CLOSED: 'closed' } as const;

/**
 * The rules of a market as its definition states them. Money is in pounds, taken as dollars.
 *
 * - Bet delay: the exchange holds every bet while in play, so it is a taker delay only then.
 * - Commission: the market base rate is charged on the net winnings of a market. A share bought at p that wins
 *   brings 1 - p, so its expected commission at a fair price is rate x p x (1 - p): the form of a taker fee.
 *   Makers pay it too.
 * - Smallest bet 2 pounds: https://support.betfair.com, as it was until 2022; later 1, so never too lenient.
 * - Bets lapse when the market turns in play, unless their owner asked to keep them: cleared at the start.
 */
export function factsOf(definition: MarketDefinition): MarketFacts {
  const rate = Math.round(definition.marketBaseRate * 100);
  return {
    tickBands: TICK_BANDS,
    minimumSize: shares(0),
    minimumNotional: usd(2_000_000),
    lot: shares(10_000),
    fee: { takerRate: rate, makerRate: rate },
    takerDelayMs: definition.inPlay ? definition.betDelay * 1000 : 0,
    startTime: micros(Date.parse(definition.marketTime) * MICROS_PER_MILLISECOND),
    clearAtStart: true,
    status: STATUS[definition.status],
  };
}
