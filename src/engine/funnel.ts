import { assert } from './assert.js';
import type { DecisionAction, GateSheet } from './gate-sheet.js';
import type { FunnelRow } from './run-result.js';

interface Counter {
  readonly gates: readonly string[];
  readonly reached: Float64Array;
  readonly passed: Float64Array;
  readonly blockedAlone: Float64Array;
}

/**
 * Counts, for each action, how many decisions reached each gate, how many it let through, and how many it
 * alone blocked. It answers "would this configuration ever trade, and what stops it?".
 */
export class Funnel {
  readonly #counters = new Map<DecisionAction, Counter>();
  #decisions = 0;

  get decisions(): number {
    return this.#decisions;
  }

  /** Counts a finished sheet. Every gate of it must have been judged, or a gate would go unproved. */
  count(sheet: GateSheet): void {
    assert(sheet.judged === sheet.gates.length, `${sheet.action} left a gate unjudged`);
    const counter = this.#counters.get(sheet.action) ?? this.#open(sheet);
    this.#decisions += 1;
    for (let gate = 0; gate < sheet.gates.length; gate += 1) {
      counter.reached[gate] = (counter.reached[gate] as number) + 1;
      if (sheet.verdicts[gate] === 1) counter.passed[gate] = (counter.passed[gate] as number) + 1;
      else if (sheet.mode === 'all') break;
    }
    const alone = sheet.decidedAlone;
    if (alone >= 0) counter.blockedAlone[alone] = (counter.blockedAlone[alone] as number) + 1;
  }

  rows(): readonly FunnelRow[] {
    return [...this.#counters].flatMap(([action, counter]) =>
      counter.gates.map((gate, index) => ({
        action,
        gate,
        reached: counter.reached[index] as number,
        passed: counter.passed[index] as number,
        blockedAlone: counter.blockedAlone[index] as number,
      })),
    );
  }

  #open(sheet: GateSheet): Counter {
    const length = sheet.gates.length;
    const counter = {
      gates: sheet.gates,
      reached: new Float64Array(length),
      passed: new Float64Array(length),
      blockedAlone: new Float64Array(length),
    };
    this.#counters.set(sheet.action, counter);
    return counter;
  }
}
