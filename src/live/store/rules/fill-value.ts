import { notional, type Usd } from '../../../engine/units.js';
import type { VenueFill } from '../../orders/venue-fill.js';

/** What the shares of a fill cost or fetched, fee apart: rounded against us, as the engine's venue does. */
export const fillNotional = (fill: Pick<VenueFill, 'price' | 'size' | 'side'>): Usd =>
  notional(fill.price, fill.size, fill.side === 'buy' ? 'ceil' : 'floor');

/** Cash that a fill moved, fee included, 1e-6 dollars: negative for a purchase. */
export const fillCash = (fill: Pick<VenueFill, 'price' | 'size' | 'side' | 'fee'>): Usd =>
  ((fill.side === 'buy' ? -fillNotional(fill) : fillNotional(fill)) - fill.fee) as Usd;
