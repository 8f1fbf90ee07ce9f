import { z } from 'zod';
import type { GameIndex, MarketIndex, OrderId } from '../ids.js';
import { type Micros, PRICE_ONE, type Price, type Shares, type Usd } from '../units.js';

/** A schema whose checks make its values a branded unit. */
const branded = <Unit>(schema: z.ZodType): z.ZodType<Unit> => schema as z.ZodType<Unit>;

/** Units of the engine as they stand in JSON: whole numbers, within their ranges. */
export const unitSchemas = {
  price: branded<Price>(z.int().min(0).max(PRICE_ONE)),
  shares: branded<Shares>(z.int().min(0)),
  usd: branded<Usd>(z.int()),
  micros: branded<Micros>(z.int()),
  market: branded<MarketIndex>(z.int().min(0)),
  game: branded<GameIndex>(z.int().min(0)),
  orderId: branded<OrderId>(z.string().regex(/^[0-9a-f]{16}$/)),
} as const;
