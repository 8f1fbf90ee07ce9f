import type { MarketIndex } from '../../engine/ids.js';
import { MICROS_PER_MILLISECOND, type Micros } from '../../engine/units.js';
import type { Purpose } from '../orders/intent.js';
import type { VenueMode } from '../venues/venue-adapter.js';
import type { HealthLimits } from './health-limits.js';

/** An order that would like to leave. */
export interface Departure {
  readonly market: MarketIndex;
  readonly purpose: Purpose;
  readonly inPlay: boolean;
  readonly postOnly: boolean;
  readonly now: Micros;
}

const NEVER = Number.NEGATIVE_INFINITY;

/**
 * The one question before each order: may it leave now? Holds what is known of feeds, store, clock, venue and
 * halts. Everything starts as not known, and what is not known is not allowed. An exit passes every halt but
 * a venue that takes nothing.
 */
export class TradingGate {
  readonly #limits: HealthLimits;
  readonly #heardAt: Float64Array;
  readonly #unhealthy = new Map<MarketIndex, string>();
  readonly #coolUntil = new Map<MarketIndex, Micros>();
  readonly #halts = new Map<string, string>();
  #feedUp: string | null = 'the feed was not heard yet';
  #userChannelUp = false;
  #observeOnly: string | null = 'not reconciled yet';
  #clock: { readonly boundMs: number; readonly at: Micros } | null = null;
  #heartbeatAt: Micros | null = null;
  readonly #needsHeartbeat: boolean;
  #permission: string | null = 'permission was not asked yet';
  #storeMs: number | null = null;
  #loopDelayMs = 0;
  #unknownOrders = 0;
  #mode: VenueMode = 'normal';
  #pausedUntil = NEVER;
  #pauseReason = '';

  constructor(markets: number, limits: HealthLimits, needsHeartbeat: boolean) {
    this.#limits = limits;
    this.#heardAt = new Float64Array(markets).fill(NEVER);
    this.#needsHeartbeat = needsHeartbeat;
  }

  /** Why `departure` may not leave, in words; `null` = it may. */
  refusal(departure: Departure): string | null {
    const venue = this.#venueRefusal(departure);
    if (venue !== null || departure.purpose === 'exit') return venue;
    return this.#haltRefusal(departure) ?? this.#healthRefusal(departure) ?? this.#marketRefusal(departure);
  }

  /** Whether entries may leave at all, the market's own state apart. `null` = they may. */
  closedBecause(now: Micros): string | null {
    const departure = {
      market: 0 as MarketIndex,
      purpose: 'entry',
      inPlay: false,
      postOnly: true,
      now,
    } as const;
    return this.#venueRefusal(departure) ?? this.#haltRefusal(departure) ?? this.#healthRefusal(departure);
  }

  halt(source: string, reason: string): void {
    this.#halts.set(source, reason);
  }

  resume(source: string): void {
    this.#halts.delete(source);
  }

  get halts(): ReadonlyMap<string, string> {
    return this.#halts;
  }

  /** `null` = ready to trade; else why this session only watches. */
  observeOnly(reason: string | null): void {
    this.#observeOnly = reason;
  }

  get observing(): string | null {
    return this.#observeOnly;
  }

  pause(until: Micros, reason: string): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
    this.#pauseReason = reason;
  }

  coolDown(market: MarketIndex, until: Micros): void {
    this.#coolUntil.set(market, until);
  }

  bookHeard(market: MarketIndex, at: Micros): void {
    this.#heardAt[market] = at;
  }

  bookHealth(market: MarketIndex, unhealthyBecause: string | null): void {
    if (unhealthyBecause === null) this.#unhealthy.delete(market);
    else this.#unhealthy.set(market, unhealthyBecause);
  }

  feed(downBecause: string | null): void {
    this.#feedUp = downBecause;
  }

  userChannel(up: boolean): void {
    this.#userChannelUp = up;
  }

  get userChannelUp(): boolean {
    return this.#userChannelUp;
  }

  clock(offset: { readonly boundMs: number; readonly at: Micros }): void {
    this.#clock = offset;
  }

  heartbeat(acceptedAt: Micros): void {
    this.#heartbeatAt = acceptedAt;
  }

  permission(refusedBecause: string | null): void {
    this.#permission = refusedBecause;
  }

  store(roundTripMs: number | null): void {
    this.#storeMs = roundTripMs;
  }

  loopDelay(p99Ms: number): void {
    this.#loopDelayMs = p99Ms;
  }

  unknownOrders(count: number): void {
    this.#unknownOrders = count;
  }

  mode(mode: VenueMode): void {
    this.#mode = mode;
  }

  #venueRefusal({ purpose, postOnly }: Departure): string | null {
    switch (this.#mode) {
      case 'normal':
        return null;
      case 'closed-only':
        return purpose === 'exit' ? null : 'the venue lets this account only close positions';
      case 'post-only':
        return postOnly ? null : 'the venue takes only post-only orders now';
      case 'cancel-only':
        return 'the venue takes only cancels now';
      case 'restarting':
        return 'the venue restarts';
      case 'disabled':
        return 'the venue is disabled';
      default:
        return 'the venue may not be used from here';
    }
  }

  #haltRefusal({ market, now }: Departure): string | null {
    const [halt] = this.#halts;
    if (halt !== undefined) return `halted by ${halt[0]}: ${halt[1]}`;
    if (this.#observeOnly !== null) return `observing only: ${this.#observeOnly}`;
    if (now < this.#pausedUntil) return `paused: ${this.#pauseReason}`;
    if (this.#permission !== null) return `not permitted: ${this.#permission}`;
    if (now < (this.#coolUntil.get(market) ?? NEVER)) return 'the market cools down after a fill that failed';
    return null;
  }

  #healthRefusal({ now }: Departure): string | null {
    const limits = this.#limits;
    if (this.#feedUp !== null) return `the feed is down: ${this.#feedUp}`;
    if (!this.#userChannelUp) return 'the user channel is down';
    if (this.#storeMs === null) return 'the store does not answer';
    if (this.#storeMs > limits.storeMs) return `the store takes ${Math.round(this.#storeMs)} ms`;
    if (this.#clock === null) return 'the clock of the venue is not known';
    if (now - this.#clock.at > limits.clockAgeMs * MICROS_PER_MILLISECOND)
      return 'the clock of the venue was not read for too long';
    if (this.#clock.boundMs > limits.clockOffsetMs)
      return `the clock may be off by ${Math.round(this.#clock.boundMs)} ms`;
    if (this.#loopDelayMs > limits.loopDelayMs)
      return `this process wakes ${Math.round(this.#loopDelayMs)} ms late`;
    if (this.#unknownOrders > limits.unknownOrders)
      return `${this.#unknownOrders} orders have an unknown outcome`;
    return this.#heartbeatRefusal(now);
  }

  #heartbeatRefusal(now: Micros): string | null {
    if (!this.#needsHeartbeat) return null;
    if (this.#heartbeatAt === null) return 'no heartbeat was accepted yet';
    const age = (now - this.#heartbeatAt) / MICROS_PER_MILLISECOND;
    return age > this.#limits.heartbeatAgeMs ? `the last heartbeat is ${Math.round(age)} ms old` : null;
  }

  #marketRefusal({ market, inPlay, now }: Departure): string | null {
    const unhealthy = this.#unhealthy.get(market);
    if (unhealthy !== undefined) return `the book is not to be trusted: ${unhealthy}`;
    const heardAt = this.#heardAt[market] ?? NEVER;
    if (heardAt === NEVER) return 'the book was not heard yet';
    const ageMs = (now - heardAt) / MICROS_PER_MILLISECOND;
    const most = inPlay ? this.#limits.bookAgeInPlayMs : this.#limits.bookAgeBeforeMs;
    return ageMs > most ? `the book is ${Math.round(ageMs)} ms old` : null;
  }
}
