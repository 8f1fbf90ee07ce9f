import type { z } from 'zod';
import { PRICE_ONE } from '../../engine/units.js';
import type { PriceExitFields } from './exit-fields.js';
import type { ExitLook } from './exit-look.js';
import type { ExitRule } from './exit-rule.js';

interface Terms {
  readonly exit: z.infer<z.ZodObject<PriceExitFields>>;
}

/** Gains and losses are judged on what the side would bring now: its bid. NaN = nobody bids. */
function gainOf({ quote, position }: ExitLook): number {
  const entry = (position.cost * PRICE_ONE) / Math.abs(position.size);
  return quote.bid === null ? Number.NaN : (quote.bid - entry) / entry;
}

/** The bid is a part above the entry price. */
export const takeProfitRule: ExitRule<Terms> = {
  name: 'take-profit',
  judge: (look, { exit }) => look.fireAbove(gainOf(look), exit.takeProfit),
};

/** The bid is a part below the entry price. */
export const stopLossRule: ExitRule<Terms> = {
  name: 'stop-loss',
  judge: (look, { exit }) => look.fireAbove(-gainOf(look), exit.stopLoss),
};

/** The bid fell by a part from its best since the entry. */
export const trailingStopRule: ExitRule<Terms> = {
  name: 'trailing-stop',
  judge: (look, { exit }) => {
    const { bid } = look.quote;
    const { markets } = look.memory;
    if (bid !== null) markets.sawBid(look.market.index, bid);
    const best = markets.bestBid[look.market.index] as number;
    look.fireAbove(bid === null || best === 0 ? Number.NaN : (best - bid) / best, exit.trailingStop);
  },
};
