import { assert } from './assert.js';
import type { DecisionBelief } from './decision-belief.js';
import type { MarketIndex } from './ids.js';

/** What a sheet decides: to open, to close or to re-quote a position, or to let an order leave. */
export type DecisionAction = 'enter' | 'exit' | 'quote' | 'order';

/** One factor of a confidence score, or any named part of a number. */
export interface FactorScore {
  readonly factor: string;
  /** In [0, 1]. */
  readonly score: number;
  readonly weight: number;
  /** False = the input was missing and the score is the policy's, not the data's. */
  readonly known: boolean;
  readonly detail: string;
}

/** One step of sizing: what it was called and the dollars that were left after it. */
export interface SizingStep {
  readonly step: string;
  readonly usd: number;
}

/** How one gate judged: `value` against `threshold`, in the units that people write. NaN = not known. */
export interface GateVerdict {
  readonly gate: string;
  readonly value: number;
  readonly threshold: number;
  readonly passed: boolean;
}

/**
 * - `all`: every gate has to let it through (an entry);
 * - `any`: one rule that fires is enough (an exit). There `passed` of a gate means that it fired.
 */
export type GateMode = 'all' | 'any';

const NO_STEPS: readonly SizingStep[] = [];
/** Verdicts are kept as bits of one small integer. */
const GATES_MAX = 30;

/**
 * The form that a strategy fills in for each decision: every gate with its value, threshold and verdict.
 * One sheet is reused for every decision, so that filling it in allocates nothing.
 *
 * @example
 * const sheet = new GateSheet(['spread', 'dip']);
 * sheet.begin(market, 'enter', 'yes');
 * sheet.judge(0, 0.02, 0.05, true);
 * sheet.judge(1, 0.08, 0.15, false);
 * sheet.passed; // false
 */
export class GateSheet {
  readonly gates: readonly string[];
  readonly mode: GateMode;
  /** What each gate looked at and what it was held against. Valid for the gates that were judged. */
  readonly values: Float64Array;
  readonly thresholds: Float64Array;
  market = -1 as MarketIndex;
  action: DecisionAction = 'enter';
  /** Which side, or why: `yes`, `no`, `take-profit`. */
  label = '';
  /** How many gates were judged, and how many of those blocked. */
  judged = 0;
  blocked = 0;
  /** Number of the first gate that blocked; the number of gates when none did. */
  firstBlocked = 0;
  /** Verdicts as bits: bit n is gate n. */
  judgedBits = 0;
  passedBits = 0;
  /** The parts of the confidence score, made only if the decision is kept. */
  confidence: (() => readonly FactorScore[]) | null = null;
  sizing: readonly SizingStep[] = NO_STEPS;
  /** What was believed, made only if the decision is kept or asked about. */
  belief: (() => DecisionBelief) | null = null;

  constructor(gates: readonly string[], mode: GateMode = 'all') {
    assert(gates.length > 0 && gates.length <= GATES_MAX, `a sheet has 1 to ${GATES_MAX} gates`);
    this.gates = gates;
    this.mode = mode;
    this.values = new Float64Array(gates.length);
    this.thresholds = new Float64Array(gates.length);
  }

  /** Clears the sheet for a decision about `market`. */
  begin(market: MarketIndex, action: DecisionAction, label: string): void {
    this.market = market;
    this.action = action;
    this.label = label;
    this.judged = 0;
    this.blocked = 0;
    this.firstBlocked = this.gates.length;
    this.judgedBits = 0;
    this.passedBits = 0;
    this.confidence = null;
    this.sizing = NO_STEPS;
    this.belief = null;
  }

  /** Writes the verdict of gate number `gate`. A gate is judged once a decision. Returns `passed`. */
  judge(gate: number, value: number, threshold: number, passed: boolean): boolean {
    const bit = 1 << gate;
    if (gate >= this.gates.length || (this.judgedBits & bit) !== 0) {
      assert(false, `gate ${this.gates[gate] ?? gate} is judged once a decision`);
    }
    this.judgedBits |= bit;
    this.judged += 1;
    this.values[gate] = value;
    this.thresholds[gate] = threshold;
    if (passed) this.passedBits |= bit;
    else {
      this.blocked += 1;
      if (gate < this.firstBlocked) this.firstBlocked = gate;
    }
    return passed;
  }

  /** Whether gate number `gate` was judged and let through (`all`) or fired (`any`). */
  verdict(gate: number): boolean {
    return (this.passedBits & (1 << gate)) !== 0;
  }

  /** Every gate was judged, and none blocked (`all`) or at least one fired (`any`). */
  get passed(): boolean {
    const whole = this.judged === this.gates.length;
    return whole && (this.mode === 'all' ? this.blocked === 0 : this.blocked < this.judged);
  }

  /** Number of the one gate that decided alone: blocked in `all`, fired in `any`. -1 = none or several. */
  get decidedAlone(): number {
    if (this.mode === 'all') return this.blocked === 1 ? this.firstBlocked : -1;
    return this.judged - this.blocked === 1 ? 31 - Math.clz32(this.passedBits) : -1;
  }
}
