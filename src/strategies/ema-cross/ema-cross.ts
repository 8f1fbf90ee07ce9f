import { z } from 'zod';
import type { MarketIndex } from '../../engine/ids.js';
import type { Strategy, StrategyContext } from '../../engine/strategy.js';
import { PRICE_ONE, parseShares, type Shares } from '../../engine/units.js';
import { limitOnTick } from '../limit-on-tick.js';
import { defineStrategy, type ParametersFor } from '../strategy-module.js';

const NAME = 'ema-cross';
const VERSION = '1';

const shape = z.strictObject({
  fast: z.int().min(1).default(10).describe('length of the fast average, quotes'),
  slow: z.int().min(2).default(20).describe('length of the slow average, quotes'),
  sizeShares: z.number().positive().default(1).describe('shares a trade'),
});

/** What `ema-cross` can be told. */
export type EmaCrossParameters = z.infer<typeof shape>;

const parameters: z.ZodType<EmaCrossParameters> = shape.refine((value) => value.fast < value.slow, {
  path: ['slow'],
  error: 'the slow average is longer than the fast one',
});

/** Columns of one set of markets: averages of the mid, 1e-4 dollars, and how many mids they are made of. */
interface Averages {
  readonly fast: Float64Array;
  readonly slow: Float64Array;
  readonly fastWeight: Float64Array;
  readonly slowWeight: Float64Array;
  readonly warmUp: Float64Array;
  readonly size: Float64Array;
}

/**
 * Long when the fast exponential average of the mid is above the slow one, flat when it is below; whole at
 * the touch. No edge is claimed: it is the yardstick that engines are measured with.
 */
class EmaCross implements Strategy {
  readonly name = NAME;
  readonly version = VERSION;
  readonly #parametersFor: ParametersFor<EmaCrossParameters>;
  #averages: Averages = averagesOf(0);

  constructor(parametersFor: ParametersFor<EmaCrossParameters>) {
    this.#parametersFor = parametersFor;
  }

  start(context: StrategyContext): void {
    const averages = averagesOf(context.marketCount);
    for (let index = 0; index < context.marketCount; index += 1) {
      const market = context.market(index as MarketIndex);
      const { fast, slow, sizeShares } = this.#parametersFor(market, context.game(market.game));
      averages.fastWeight[index] = 2 / (fast + 1);
      averages.slowWeight[index] = 2 / (slow + 1);
      averages.warmUp[index] = slow;
      averages.size[index] = parseShares(String(sizeShares));
    }
    this.#averages = averages;
  }

  quote(context: StrategyContext, market: MarketIndex): void {
    const { mid } = context.book(market);
    if (mid === null) return;
    const { fast, slow, fastWeight, slowWeight, warmUp } = this.#averages;
    const fastBefore = fast[market] as number;
    if (Number.isNaN(fastBefore)) {
      fast[market] = mid;
      slow[market] = mid;
      return;
    }
    const slowBefore = slow[market] as number;
    const fastNow = fastBefore + (fastWeight[market] as number) * (mid - fastBefore);
    const slowNow = slowBefore + (slowWeight[market] as number) * (mid - slowBefore);
    fast[market] = fastNow;
    slow[market] = slowNow;
    if ((warmUp[market] as number) > 0) {
      warmUp[market] = (warmUp[market] as number) - 1;
      return;
    }
    if (fastNow > slowNow !== fastBefore > slowBefore) this.#cross(context, market, fastNow > slowNow);
  }

  /** An average does not reach across a gap. */
  feedGap(context: StrategyContext, market: MarketIndex | null): void {
    for (let index = 0; index < context.marketCount; index += 1) {
      if (market === null || market === index) this.#averages.fast[index] = Number.NaN;
    }
  }

  #cross(context: StrategyContext, market: MarketIndex, up: boolean): void {
    if (context.orders(market).length > 0) return;
    const held = context.position(market).size;
    if (up === held > 0) return;
    context.place({
      market,
      side: up ? 'buy' : 'sell',
      limit: limitOnTick(context.market(market).facts, up ? 'buy' : 'sell', up ? PRICE_ONE : 0),
      size: (up ? this.#averages.size[market] : held) as Shares,
      timeInForce: 'fak',
      reduceOnly: !up,
      tag: up ? 'cross-up' : 'cross-down',
    });
  }
}

function averagesOf(markets: number): Averages {
  const column = (): Float64Array => new Float64Array(markets);
  return {
    fast: column().fill(Number.NaN),
    slow: column().fill(Number.NaN),
    fastWeight: column(),
    slowWeight: column(),
    warmUp: column(),
    size: column(),
  };
}

/** Crossing averages of the mid; see docs/performance.md for what it measures. */
export const emaCross = defineStrategy<EmaCrossParameters>({
  name: NAME,
  version: VERSION,
  summary: 'Holds while a fast average of the mid is above a slow one: a yardstick, not an edge.',
  parameters,
  create: (parametersFor) => new EmaCross(parametersFor),
});
