import { TouchlineError } from '../../engine/errors.js';
import { MICROS_PER_MILLISECOND, type Micros } from '../../engine/units.js';
import { wait } from '../orders/wait.js';
import type { Ports } from '../ports/ports.js';
import type { Fence, LiveStore, WriteFault } from '../store/live-store.js';
import { LEASE_TTL_MS } from './session-options.js';

/** Leads an account: takes the lease, renews it, and knows for how long it certainly still holds. */
export class LeaseKeeper {
  readonly #store: LiveStore;
  readonly #ports: Ports;
  readonly #who: { readonly account: string; readonly holder: string };
  #fence: Fence | null = null;
  /** On the monotonic clock, from before the store was asked: a step of the wall clock cannot lengthen it. */
  #holdsUntilMs = Number.NEGATIVE_INFINITY;

  constructor(store: LiveStore, ports: Ports, who: { readonly account: string; readonly holder: string }) {
    this.#store = store;
    this.#ports = ports;
    this.#who = who;
  }

  /**
   * Waits for a lease that another process still holds: one that was killed leaves it behind until it expires.
   * @throws LIVE_LEASE when it is held, and renewed, beyond `waitMs`.
   */
  async acquire(waitMs: number): Promise<Fence> {
    const { clock, timers } = this.#ports;
    const until = clock.monotonicMs() + waitMs;
    for (;;) {
      const askedAtMs = clock.monotonicMs();
      const answer = await this.#store.acquireLease(this.#who.account, this.#who.holder, {
        now: clock.now(),
        ttlMs: LEASE_TTL_MS,
      });
      if (answer.kind === 'leader') {
        this.#fence = answer.fence;
        this.#holdsUntilMs = askedAtMs + LEASE_TTL_MS;
        return answer.fence;
      }
      const isOver = clock.monotonicMs() >= until;
      if (answer.kind !== 'held') {
        if (isOver) throw notAnswered(this.#who.account, answer);
        await wait(timers, 500);
        continue;
      }
      if (isOver) throw held(this.#who.account, answer.holder);
      const leftMs = (answer.expiresAt - clock.now()) / MICROS_PER_MILLISECOND;
      await wait(timers, Math.max(50, Math.min(1_000, leftMs)));
    }
  }

  /** Returns whether this process still leads. */
  async renew(): Promise<boolean> {
    const fence = this.#fence;
    if (fence === null) return false;
    const { clock } = this.#ports;
    const askedAtMs = clock.monotonicMs();
    const answer = await this.#store.renewLease(fence, { now: clock.now(), ttlMs: LEASE_TTL_MS });
    if (answer.kind === 'written') this.#holdsUntilMs = askedAtMs + LEASE_TTL_MS;
    else if (answer.kind === 'stale-epoch') this.#fence = null;
    return this.#fence !== null;
  }

  async release(): Promise<void> {
    const fence = this.#fence;
    this.#fence = null;
    if (fence !== null) await this.#store.releaseLease(fence);
  }

  /** Another leads: nothing more may be written. */
  lose(): void {
    this.#fence = null;
  }

  get fence(): Fence | null {
    return this.#fence;
  }

  leftMs(): number {
    return this.#holdsUntilMs - this.#ports.clock.monotonicMs();
  }

  now(): Micros {
    return this.#ports.clock.now();
  }
}

const held = (account: string, holder: string): TouchlineError =>
  new TouchlineError('LIVE_LEASE', `another process trades account ${account}`, {
    where: { account, holder },
    hint: 'stop it with `touchline live stop`, or choose another account',
  });

const notAnswered = (account: string, fault: WriteFault): TouchlineError =>
  new TouchlineError('LIVE_STORE', `the lease of account ${account} could not be taken: ${fault.kind}`, {
    where: { account, ...('reason' in fault && { said: fault.reason }) },
  });
