import { assert } from './assert.js';
import type { MarketIndex } from './ids.js';

/** What a sheet decides: to open, to close, or to re-quote a position. */
export type DecisionAction = 'enter' | 'exit' | 'quote';

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

/** How one gate judged: `value` against `threshold`. NaN = the value is not known. */
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
  readonly values: Float64Array;
  readonly thresholds: Float64Array;
  /** 1 passed, 0 blocked, 2 not judged. */
  readonly verdicts: Uint8Array;
  market = -1 as MarketIndex;
  action: DecisionAction = 'enter';
  /** Which side, or why: `yes`, `no`, `take-profit`. */
  label = '';
  blocked = 0;
  judged = 0;
  confidence: readonly FactorScore[] = [];
  sizing: readonly SizingStep[] = [];

  constructor(gates: readonly string[], mode: GateMode = 'all') {
    this.gates = gates;
    this.mode = mode;
    this.values = new Float64Array(gates.length);
    this.thresholds = new Float64Array(gates.length);
    this.verdicts = new Uint8Array(gates.length);
  }

  /** Clears the sheet for a decision about `market`. */
  begin(market: MarketIndex, action: DecisionAction, label: string): void {
    this.market = market;
    this.action = action;
    this.label = label;
    this.blocked = 0;
    this.judged = 0;
    this.confidence = [];
    this.sizing = [];
    this.verdicts.fill(2);
    this.values.fill(Number.NaN);
    this.thresholds.fill(Number.NaN);
  }

  /** Writes the verdict of gate number `gate`. A gate is judged once a decision. Returns `passed`. */
  judge(gate: number, value: number, threshold: number, passed: boolean): boolean {
    assert(this.verdicts[gate] === 2, `gate ${this.gates[gate] ?? gate} is judged once a decision`);
    this.values[gate] = value;
    this.thresholds[gate] = threshold;
    this.verdicts[gate] = passed ? 1 : 0;
    this.judged += 1;
    if (!passed) this.blocked += 1;
    return passed;
  }

  /** Every gate was judged, and none blocked (`all`) or at least one fired (`any`). */
  get passed(): boolean {
    const whole = this.judged === this.gates.length;
    return whole && (this.mode === 'all' ? this.blocked === 0 : this.blocked < this.judged);
  }

  /** Number of the one gate that decided alone: blocked in `all`, fired in `any`. -1 = none or several. */
  get decidedAlone(): number {
    const deciding = this.mode === 'all' ? this.blocked : this.judged - this.blocked;
    return deciding === 1 ? this.verdicts.indexOf(this.mode === 'all' ? 0 : 1) : -1;
  }
}
