import type { DecisionBelief } from '../../engine/decision-belief.js';
import { complement, PRICE_ONE } from '../../engine/units.js';
import { stakeBelief } from '../kelly/sizing.js';
import type { EntryLook } from './entry-look.js';

const SHARES_PER_SHARE = 1_000_000;

/** What an entry believes of its side, whether or not its gates let it through. */
export function entryBelief(look: EntryLook): DecisionBelief {
  const { side, market, game, memory, context } = look;
  const { bid, ask, askSize, mid } = look.quote;
  const confidence = look.score?.() ?? null;
  const own = Number.isNaN(look.belief) ? null : look.belief;
  const gameStart = market.facts?.startTime ?? null;
  const sized =
    look.stake === null
      ? own
      : stakeBelief(look.stake, { side, probability: own, confidence, mid, gameStart });
  const fee = ask === null ? 0 : context.feePerShare(market.index, side === 'yes' ? ask : complement(ask));
  return {
    side,
    probability: own ?? (typeof sized === 'string' ? null : sized),
    confidence,
    mid: mid === null ? null : mid / PRICE_ONE,
    cost: ask === null ? null : (ask + fee) / PRICE_ONE,
    spread: bid === null || ask === null ? null : (ask - bid) / PRICE_ONE,
    askShares: askSize === null ? null : askSize / SHARES_PER_SHARE,
    secondsLeft: memory.clock.progress(game.index)?.secondsRemaining ?? null,
  };
}
