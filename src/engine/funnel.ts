import { assert } from './assert.js';
import type { DecisionAction, GateMode, GateSheet } from './gate-sheet.js';
import type { FunnelRow } from './run-result.js';

interface Counter {
  readonly gates: readonly string[];
  readonly mode: GateMode;
  /** `all`: sheets by the first gate that blocked; the last place counts those that none blocked. */
  readonly firstBlocked: Float64Array;
  /** `any`: how often each rule fired. */
  readonly fired: Float64Array;
  readonly alone: Float64Array;
  decisions: number;
}

/**
 * Counts, for each action, how many decisions reached each gate, how many it let through, and how many it
 * alone blocked. It answers "would this configuration ever trade, and what stops it?".
 */
export class Funnel {
  readonly #counters = new Map<DecisionAction, Counter>();
  /** The counter of the last sheet: mostly the next one decides the same kind of thing. */
  #last: Counter | null = null;
  #lastAction: DecisionAction | null = null;
  #decisions = 0;

  get decisions(): number {
    return this.#decisions;
  }

  /** Counts a finished sheet. Every gate of it must have been judged, or a gate would go unproved. */
  count(sheet: GateSheet): void {
    if (sheet.judged !== sheet.gates.length) assert(false, `${sheet.action} left a gate unjudged`);
    const counter = this.#counterOf(sheet);
    if (!sameGates(counter.gates, sheet.gates)) {
      assert(false, `two sheets of other gates decide ${sheet.action}`);
    }
    counter.decisions += 1;
    this.#decisions += 1;
    if (sheet.mode === 'any') countFired(counter, sheet);
    else {
      const first = sheet.firstBlocked;
      counter.firstBlocked[first] = (counter.firstBlocked[first] as number) + 1;
    }
    const alone = sheet.decidedAlone;
    if (alone >= 0) counter.alone[alone] = (counter.alone[alone] as number) + 1;
  }

  rows(): readonly FunnelRow[] {
    return [...this.#counters].flatMap(([action, counter]) => funnelRows(action, counter));
  }

  #counterOf(sheet: GateSheet): Counter {
    const { action } = sheet;
    if (this.#last !== null && action === this.#lastAction) return this.#last;
    this.#last = this.#counters.get(action) ?? this.#open(sheet);
    this.#lastAction = action;
    return this.#last;
  }

  #open(sheet: GateSheet): Counter {
    const length = sheet.gates.length;
    const counter = {
      gates: sheet.gates,
      mode: sheet.mode,
      firstBlocked: new Float64Array(length + 1),
      fired: new Float64Array(length),
      alone: new Float64Array(length),
      decisions: 0,
    };
    this.#counters.set(sheet.action, counter);
    return counter;
  }
}

const sameGates = (known: readonly string[], judged: readonly string[]): boolean =>
  known === judged ||
  (known.length === judged.length && known.every((gate, index) => gate === judged[index]));

function countFired(counter: Counter, sheet: GateSheet): void {
  for (let gate = 0; gate < sheet.gates.length; gate += 1) {
    if (sheet.verdict(gate)) counter.fired[gate] = (counter.fired[gate] as number) + 1;
  }
}

function funnelRows(action: DecisionAction, counter: Counter): readonly FunnelRow[] {
  let reached = counter.decisions;
  return counter.gates.map((gate, index) => {
    const before = reached;
    if (counter.mode === 'all') reached -= counter.firstBlocked[index] as number;
    const passed = counter.mode === 'all' ? reached : (counter.fired[index] as number);
    return { action, gate, reached: before, passed, blockedAlone: counter.alone[index] as number };
  });
}
