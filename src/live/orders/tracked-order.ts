import { complement, type Micros, type Price, type Shares } from '../../engine/units.js';
import type { AbsenceProof } from './absence-proof.js';
import type { DeskReport } from './desk-report.js';
import type { Intent, NewIntent } from './intent.js';
import { type IntentState, isTerminal } from './intent-state.js';
import type { VenueFill } from './venue-fill.js';

/** Fills of the venue may drift from the order's size by less than this: a hundredth of a share. */
export const DUST = 10_000;

/** An order of ours that the desk still cares for. */
export class TrackedOrder {
  readonly intent: NewIntent;
  state: IntentState;
  /** Shares of fills that have not failed. */
  filled: number;
  /** Shares that it keeps from being sold twice. */
  claimed = 0;
  cancelWanted = false;
  /** A cancel was sent and is not answered. */
  cancelling = false;
  /** When a cancel was last sent, monotonic. */
  cancelledAtMs = Number.NEGATIVE_INFINITY;
  /** The kernel was told that it ended. */
  told = false;
  proof: AbsenceProof | null = null;
  unknownSince: Micros | null = null;
  alerted = false;
  /** Since when looks at the venue have not shown it; `null` = the last one did, or there was none. */
  absentSince: Micros | null = null;
  /** Its end is near: the venue is looked at soon instead of at the next round. */
  lookWanted = false;
  /** Steps of one order never overlap. */
  #chain: Promise<void> = Promise.resolve();

  constructor(intent: NewIntent | Intent, state: IntentState, filled: number) {
    this.intent = intent;
    this.state = state;
    this.filled = filled;
  }

  get isOpen(): boolean {
    return !isTerminal(this.state);
  }

  /** Fills it at once or drops it: it never rests. */
  get isImpatient(): boolean {
    return this.intent.timeInForce === 'fok' || this.intent.timeInForce === 'fak';
  }

  get isFull(): boolean {
    return this.filled >= this.intent.size - DUST;
  }

  /** Runs `step` after every earlier step of this order. */
  inTurn(step: () => Promise<void>): Promise<void> {
    this.#chain = this.#chain.then(step, step);
    return this.#chain;
  }
}

/** A fill as the kernel hears of it: in terms of YES. */
export function fillReport(intent: NewIntent, fill: VenueFill, kind: 'fill' | 'void'): DeskReport {
  const price = (intent.outcome === 'yes' ? fill.price : complement(fill.price)) as Price;
  const { size, fee, liquidity, tradeId } = fill;
  return { kind, order: intent.orderId, price, size: size as Shares, fee, liquidity, trade: tradeId };
}
