import type { Shares } from '../../engine/units.js';
import type { Holding } from '../store/live-store.js';
import type { SellableShares } from './in-own-terms.js';
import type { FillStatus, VenueFill } from './venue-fill.js';

interface Amounts {
  held: number;
  settled: number;
  claimed: number;
}

const isSettled = (status: FillStatus): boolean => status === 'mined' || status === 'confirmed';

/** What is held of each instrument, as the store has it, kept beside it so that no order waits for a query. */
export class OwnHoldings {
  readonly #amounts = new Map<string, Amounts>();

  load(holdings: readonly Holding[]): void {
    this.#amounts.clear();
    for (const { instrument, size, settled } of holdings) {
      this.#amounts.set(instrument, { held: size, settled, claimed: 0 });
    }
  }

  /** A fill was recorded, moved on, or failed. `before` = its status until now, `null` = first heard. */
  filled(fill: Pick<VenueFill, 'instrument' | 'side' | 'size' | 'status'>, before: FillStatus | null): void {
    const amounts = this.#of(fill.instrument);
    const sign = fill.side === 'buy' ? 1 : -1;
    const stood = before !== null && before !== 'failed';
    const stands = fill.status !== 'failed';
    const moved = sign * fill.size * (Number(stands) - Number(stood));
    amounts.held += moved;
    // What was sold is gone at once; what was bought can be sold when it has settled.
    const wasSettled = before !== null && isSettled(before);
    if (fill.side === 'sell') amounts.settled += moved;
    else amounts.settled += fill.size * (Number(isSettled(fill.status)) - Number(wasSettled));
  }

  /** An open sale keeps `size` from being sold twice; negative gives it back. */
  claim(instrument: string, size: number): void {
    this.#of(instrument).claimed += size;
  }

  /** Its market was resolved: nothing of it is left to trade. */
  settledOut(instrument: string): void {
    this.#amounts.delete(instrument);
  }

  held(instruments: { readonly yes: string; readonly no: string }): SellableShares {
    return {
      yes: Math.max(0, this.#of(instruments.yes).held) as Shares,
      no: Math.max(0, this.#of(instruments.no).held) as Shares,
    };
  }

  sellable(instruments: { readonly yes: string; readonly no: string }): SellableShares {
    const free = (instrument: string): Shares => {
      const { held, settled, claimed } = this.#of(instrument);
      return Math.max(0, Math.min(held, settled) - claimed) as Shares;
    };
    return { yes: free(instruments.yes), no: free(instruments.no) };
  }

  #of(instrument: string): Amounts {
    const known = this.#amounts.get(instrument);
    if (known !== undefined) return known;
    const fresh = { held: 0, settled: 0, claimed: 0 };
    this.#amounts.set(instrument, fresh);
    return fresh;
  }
}
