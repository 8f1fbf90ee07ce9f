import type { Clock } from '../../../ports/clock.js';
import type { Timer, Timers } from '../../../ports/timers.js';
import { TokenBucket } from './token-bucket.js';

/** Kinds of request that the venue counts apart. */
export type Lane = 'place' | 'cancel' | 'ledger' | 'balance' | 'book' | 'gamma' | 'other';

/** Who goes first: cancels, then orders that reduce risk, then reconciliation, then new risk. */
export const PRIORITIES = ['cancel', 'reduce', 'reconcile', 'new'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** A budget: so many requests in so many milliseconds. */
interface Budget {
  readonly requests: number;
  readonly windowMs: number;
}

/**
 * Half of the lowest figures that the venue ever published, so that neither a stale table nor a second process of the
 * same address runs into them. Source: docs.polymarket.com rate-limits (May and June 2026).
 */
const HALF: Readonly<Record<Lane, readonly Budget[]>> = {
  place: [
    { requests: 1_750, windowMs: 10_000 },
    { requests: 18_000, windowMs: 600_000 },
  ],
  cancel: [{ requests: 1_500, windowMs: 10_000 }],
  ledger: [{ requests: 250, windowMs: 10_000 }],
  balance: [{ requests: 100, windowMs: 10_000 }],
  book: [{ requests: 250, windowMs: 10_000 }],
  gamma: [{ requests: 150, windowMs: 10_000 }],
  other: [],
};
/** All requests to the order service together. */
const HALF_OF_ALL: Budget = { requests: 4_500, windowMs: 10_000 };
/** Share of that which only cancels may use. */
const CANCEL_SHARE = 0.3;
/** Requests that may wait. */
const MOST_WAITING = 10_000;

interface Waiting {
  readonly lane: Lane;
  readonly priority: Priority;
  readonly untilMs: number;
  readonly resolve: (granted: boolean) => void;
}

/** Rations requests: each is granted in its turn, or refused when its patience or the queue ends. */
export class RateBuckets {
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #all: TokenBucket;
  readonly #lanes: Readonly<Record<Lane, readonly TokenBucket[]>>;
  readonly #waiting: Readonly<Record<Priority, Waiting[]>> = {
    cancel: [],
    reduce: [],
    reconcile: [],
    new: [],
  };
  readonly #pausedUntilMs = new Map<Lane, number>();
  #timer: Timer | null = null;
  #isDue = false;

  constructor(clock: Clock, timers: Timers) {
    this.#clock = clock;
    this.#timers = timers;
    const bucket = ({ requests, windowMs }: Budget) =>
      new TokenBucket(requests, windowMs, clock.monotonicMs());
    this.#all = bucket(HALF_OF_ALL);
    this.#lanes = {
      place: HALF.place.map(bucket),
      cancel: HALF.cancel.map(bucket),
      ledger: HALF.ledger.map(bucket),
      balance: HALF.balance.map(bucket),
      book: HALF.book.map(bucket),
      gamma: HALF.gamma.map(bucket),
      other: [],
    };
  }

  /** Resolves true when the request may leave now, false when that would take longer than `patienceMs`. */
  take(lane: Lane, priority: Priority, patienceMs: number): Promise<boolean> {
    if (this.waiting >= MOST_WAITING) return Promise.resolve(false);
    return new Promise((resolve) => {
      const untilMs = this.#clock.monotonicMs() + patienceMs;
      this.#waiting[priority].push({ lane, priority, untilMs, resolve });
      this.#pumpSoon();
    });
  }

  /** The venue asked for a pause of this kind of request. */
  pause(lane: Lane, forMs: number): void {
    const until = this.#clock.monotonicMs() + forMs;
    this.#pausedUntilMs.set(lane, Math.max(until, this.#pausedUntilMs.get(lane) ?? 0));
  }

  get waiting(): number {
    return PRIORITIES.reduce((count, priority) => count + this.#waiting[priority].length, 0);
  }

  /** Once for all that are asked for at one time. */
  #pumpSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    void Promise.resolve().then(() => {
      this.#isDue = false;
      this.#pump();
    });
  }

  #pump(): void {
    const now = this.#clock.monotonicMs();
    const blocked = new Set<Lane>();
    let soonest = Number.POSITIVE_INFINITY;
    let allBlocked = false;
    for (const priority of PRIORITIES) {
      const left: Waiting[] = [];
      for (const request of this.#waiting[priority]) {
        if (now > request.untilMs) {
          request.resolve(false);
          continue;
        }
        const lane = blocked.has(request.lane)
          ? Number.POSITIVE_INFINITY
          : this.#laneWaitMs(request.lane, now);
        const all = allBlocked ? Number.POSITIVE_INFINITY : this.#allWaitMs(request, now);
        if (lane === 0 && all === 0) {
          this.#grant(request, now);
          continue;
        }
        // Nobody overtakes who waits for the same budget; another kind of request is not held up.
        if (lane > 0) blocked.add(request.lane);
        else allBlocked = true;
        soonest = Math.min(soonest, Number.isFinite(lane + all) ? Math.max(lane, all) : soonest);
        soonest = Math.min(soonest, request.untilMs - now + 1);
        left.push(request);
      }
      this.#waiting[priority].splice(0, this.#waiting[priority].length, ...left);
    }
    this.#wake(soonest);
  }

  #laneWaitMs(lane: Lane, now: number): number {
    const pause = Math.max(0, (this.#pausedUntilMs.get(lane) ?? 0) - now);
    return Math.max(pause, ...this.#lanes[lane].map((bucket) => bucket.waitMs(now, 0)));
  }

  #allWaitMs({ lane, priority }: Waiting, now: number): number {
    if (lane === 'gamma') return 0;
    return this.#all.waitMs(now, priority === 'cancel' ? 0 : this.#all.capacity * CANCEL_SHARE);
  }

  #grant({ lane, resolve }: Waiting, now: number): void {
    for (const bucket of this.#lanes[lane]) bucket.take(now);
    if (lane !== 'gamma') this.#all.take(now);
    resolve(true);
  }

  #wake(afterMs: number): void {
    if (this.#timer !== null) this.#timers.cancel(this.#timer);
    this.#timer = Number.isFinite(afterMs)
      ? this.#timers.after(Math.max(1, Math.ceil(afterMs)), () => {
          this.#timer = null;
          this.#pump();
        })
      : null;
  }
}
