import { MICROS_PER_MILLISECOND, type Micros } from '../../../engine/units.js';
import type { Fence, LeaseAnswer } from '../live-store.js';

interface Lease {
  readonly epoch: number;
  /** `null` = nobody holds it. */
  readonly holder: string | null;
  readonly expiresAt: Micros;
}

type Term = { readonly now: Micros; readonly ttlMs: number };
const end = ({ now, ttlMs }: Term): Micros => (now + ttlMs * MICROS_PER_MILLISECOND) as Micros;

/** One writer an account: every grant has a higher epoch than all before. */
export class MemoryLeases {
  readonly #leases = new Map<string, Lease>();

  acquire(account: string, holder: string, term: Term): LeaseAnswer {
    const lease = this.#leases.get(account);
    if (
      lease !== undefined &&
      lease.holder !== null &&
      lease.holder !== holder &&
      lease.expiresAt > term.now
    ) {
      return { kind: 'held', holder: lease.holder, expiresAt: lease.expiresAt };
    }
    const granted = { epoch: (lease?.epoch ?? 0) + 1, holder, expiresAt: end(term) };
    this.#leases.set(account, granted);
    return { kind: 'leader', fence: { account, epoch: granted.epoch }, expiresAt: granted.expiresAt };
  }

  isCurrent(fence: Fence): boolean {
    return this.#leases.get(fence.account)?.epoch === fence.epoch;
  }

  renew(fence: Fence, term: Term): void {
    const lease = this.#leases.get(fence.account);
    if (lease !== undefined) this.#leases.set(fence.account, { ...lease, expiresAt: end(term) });
  }

  /** Nobody holds it any more, and the epoch moves on: nothing more is written under the old one. */
  release(fence: Fence): void {
    this.#leases.set(fence.account, { epoch: fence.epoch + 1, holder: null, expiresAt: 0 as Micros });
  }
}
