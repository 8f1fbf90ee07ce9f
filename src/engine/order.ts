import type { Side } from './events.js';
import type { MarketIndex, OrderId } from './ids.js';
import type { VenueOrder } from './simulation/venue-order.js';
import type { OrderIntent, OrderState, OrderView, TimeInForce } from './strategy.js';
import { type Micros, type Price, type Shares, type Usd, ZERO_SHARES, ZERO_USD } from './units.js';

/** Where an order has its id from. */
export interface OrderNames {
  /** @param known the id, if it was asked for before. */
  at(sequence: number, known: OrderId | null): OrderId;
}

/** An order while it lives: what its owner sees, and what the kernel keeps beside it. */
export class Order implements OrderView {
  readonly market: MarketIndex;
  readonly side: Side;
  readonly limit: Price;
  readonly size: Shares;
  readonly timeInForce: TimeInForce;
  readonly reduceOnly: boolean;
  readonly postOnly: boolean;
  readonly expiresAt: Micros | null;
  readonly tag: string;
  readonly placedAt: Micros;
  state: OrderState = 'sending';
  filled: Shares = ZERO_SHARES;
  reason: string | null = null;
  /** Cash that it keeps from being spent twice. */
  locked: Usd = ZERO_USD;
  /** What the simulated venue keeps of it while it rests or is held there: its own, never the owner's. */
  standing: VenueOrder | null = null;
  /** Which order of its account it is, counted from 0. */
  readonly sequence: number;
  readonly #ids: OrderNames;
  #id: OrderId | null = null;

  constructor(
    ids: OrderNames,
    intent: OrderIntent,
    sent: { readonly sequence: number; readonly size: Shares; readonly at: Micros },
  ) {
    this.#ids = ids;
    this.sequence = sent.sequence;
    this.market = intent.market;
    this.side = intent.side;
    this.limit = intent.limit;
    this.size = sent.size;
    this.timeInForce = intent.timeInForce;
    this.reduceOnly = intent.reduceOnly;
    this.postOnly = intent.postOnly ?? false;
    this.expiresAt = intent.expiresAt ?? null;
    this.tag = intent.tag;
    this.placedAt = sent.at;
  }

  /** Written out when it is first asked for. */
  get id(): OrderId {
    this.#id = this.#ids.at(this.sequence, this.#id);
    return this.#id;
  }

  /** 0 of an order that got more than it asked for: a venue may give a purchase more shares for its money. */
  get remaining(): Shares {
    const { size, filled } = this;
    return (filled < size ? size - filled : 0) as Shares;
  }

  /** It can still fill, as far as its owner knows. */
  get isOpen(): boolean {
    return this.state === 'sending' || this.state === 'live';
  }
}
