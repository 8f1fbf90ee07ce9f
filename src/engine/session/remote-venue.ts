import type { Catalog } from '../catalog.js';
import { TouchlineError } from '../errors.js';
import { EventKind } from '../events.js';
import type { MarketIndex } from '../ids.js';
import type { Order } from '../order.js';
import type { FeeRule } from '../simulation/fees/fee-rule.js';
import { MarketFeed } from '../simulation/market-feed.js';
import type { MarketState } from '../simulation/market-state.js';
import type { Venue } from '../simulation/venue.js';
import type { Tape } from '../tape.js';
import type { Micros } from '../units.js';
import { type Outbound, outboundOrder } from './outbound.js';

/**
 * A venue that is somewhere else. It knows the markets from the feed and matches nothing: orders go out through
 * `send`, and all that happens to them comes back as reports.
 */
export class RemoteVenue implements Venue {
  readonly state: MarketState;
  readonly #feed: MarketFeed;
  readonly #send: (message: Outbound) => void;

  constructor(catalog: Catalog, send: (message: Outbound) => void) {
    this.#feed = new MarketFeed(catalog, null);
    this.state = this.#feed.state;
    this.#send = send;
  }

  feeRule(market: MarketIndex, time: Micros): FeeRule {
    return this.#feed.feeRule(market, time);
  }

  get feeRules(): readonly FeeRule[] {
    return this.#feed.feeRules;
  }

  readAhead(): void {
    // Nothing is known ahead in real time.
  }

  apply(tape: Tape, row: number): void {
    if (tape.kind[row] !== EventKind.trade) this.#feed.apply(tape, row);
  }

  arrive(order: Order, time: Micros): void {
    this.#send({ kind: 'place', at: time, order: outboundOrder(order) });
  }

  cancel(order: Order, time: Micros): void {
    this.#send({ kind: 'cancel', at: time, order: order.id });
  }

  replace(old: Order, order: Order, time: Micros): void {
    this.#send({ kind: 'replace', at: time, old: old.id, order: outboundOrder(order) });
  }

  wake(): never {
    throw new TouchlineError('ASSERT_INVARIANT', 'a remote venue asks for nothing to be told later');
  }
}
