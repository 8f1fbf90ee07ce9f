import { assertNever } from '../assert.js';
import type { OrderId } from '../ids.js';
import type { Order } from '../order.js';
import type { OrderIntent } from '../strategy.js';
import type { Micros } from '../units.js';

/** An order as it leaves: nothing of it changes any more. */
export interface OutboundOrder extends Required<OrderIntent> {
  readonly id: OrderId;
}

/** What leaves a session for its venue. `at` is the session's clock. */
export type Outbound =
  | { readonly kind: 'place'; readonly at: Micros; readonly order: OutboundOrder }
  | { readonly kind: 'cancel'; readonly at: Micros; readonly order: OrderId }
  /** `old` gives way to `order` in one step; where `old` is gone, `order` is to be refused. */
  | {
      readonly kind: 'replace';
      readonly at: Micros;
      readonly old: OrderId;
      readonly order: OutboundOrder;
    };

/** The record of an order that leaves. */
export function outboundOrder(order: Order): OutboundOrder {
  const { id, market, side, limit, size, timeInForce, reduceOnly, postOnly, expiresAt, tag } = order;
  return { id, market, side, limit, size, timeInForce, reduceOnly, postOnly, expiresAt, tag };
}

/** Canonical text of a message, for hashing. */
export function outboundRow(message: Outbound, slugOf: (market: number) => string): string {
  switch (message.kind) {
    case 'place':
      return `place|${message.at}|${orderRow(message.order, slugOf)}`;
    case 'cancel':
      return `cancel|${message.at}|${message.order}`;
    case 'replace':
      return `replace|${message.at}|${message.old}|${orderRow(message.order, slugOf)}`;
    default:
      return assertNever(message);
  }
}

function orderRow(order: OutboundOrder, slugOf: (market: number) => string): string {
  const { id, side, limit, size, timeInForce, reduceOnly, postOnly, expiresAt, tag } = order;
  return `${id}|${slugOf(order.market)}|${side}|${limit}|${size}|${timeInForce}|${reduceOnly}|${postOnly}|${expiresAt}|${JSON.stringify(tag)}`;
}
