import type { GateSheet } from './gate-sheet.js';
import { RowLog } from './row-log.js';
import type { DecisionRecord } from './run-result.js';
import type { Micros } from './units.js';

const FNV_PRIME = 0x01000193;

/** Who hears of decisions. */
export interface DecisionEars {
  /** Told every decision, kept or not; the sheet is reused, so it is read at once. */
  readonly onDecision?: ((sheet: GateSheet, time: Micros) => void) | undefined;
  /** Told each record that would be kept, which is not kept then. */
  readonly onRecord?: ((record: DecisionRecord) => void) | undefined;
}

/**
 * Keeps decision records, and a digest of every decision whether kept or not.
 *
 * A run judges millions of sheets. Kept are all that acted, but for orders, which have rows of their own, and of
 * those that one gate alone blocked the first `blockedMax` a gate: enough to explain a run, bounded whatever its
 * length. The digest folds in the market, time and verdicts of every decision, so that two runs with the same
 * output hash decided the same throughout.
 */
export class DecisionLog {
  readonly #log: RowLog<DecisionRecord>;
  readonly #blockedMax: number;
  readonly #onDecision: ((sheet: GateSheet, time: Micros) => void) | undefined;
  readonly #blockedKept = new Map<string, number>();
  #low = 0x811c9dc5;
  #high = 0x01234567;

  constructor(blockedMax: number, { onDecision, onRecord }: DecisionEars = {}) {
    this.#blockedMax = blockedMax;
    this.#onDecision = onDecision;
    this.#log = new RowLog(onRecord ?? null);
  }

  /** Records so far, as far as they are kept. */
  get records(): readonly DecisionRecord[] {
    return this.#log.rows;
  }

  /** Blocked decisions are kept anew from here on: each day of a session explains itself. */
  beginDay(): void {
    this.#blockedKept.clear();
  }

  add(sheet: GateSheet, time: Micros): void {
    this.#fold(sheet, time);
    this.#onDecision?.(sheet, time);
    // An order that may leave has a row of its own: only refusals are worth a record.
    if (sheet.passed) {
      if (sheet.action !== 'order') this.#log.add(record(sheet, time, null));
    } else if (sheet.mode === 'all' && sheet.decidedAlone >= 0) this.#addBlocked(sheet, time);
  }

  /** 16 hex digits over every decision so far. */
  get digest(): string {
    const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');
    return hex(this.#high) + hex(this.#low);
  }

  #addBlocked(sheet: GateSheet, time: Micros): void {
    const gate = sheet.gates[sheet.decidedAlone] ?? '';
    const key = `${sheet.action} ${gate}`;
    const kept = this.#blockedKept.get(key) ?? 0;
    if (kept >= this.#blockedMax) return;
    this.#blockedKept.set(key, kept + 1);
    this.#log.add(record(sheet, time, gate));
  }

  #fold(sheet: GateSheet, time: Micros): void {
    const high = Math.floor(time / 0x100000000);
    this.#mix(sheet.market);
    this.#mix(time - high * 0x100000000);
    this.#mix(high);
    this.#mix(sheet.passedBits);
  }

  /** Two FNV-1a lanes of 32 bits, the second fed with what the first has become. */
  #mix(word: number): void {
    this.#low = Math.imul(this.#low ^ word, FNV_PRIME);
    this.#high = Math.imul(this.#high ^ (this.#low >>> 15), FNV_PRIME);
  }
}

function record(sheet: GateSheet, time: Micros, blockedBy: string | null): DecisionRecord {
  return {
    time,
    market: sheet.market,
    action: sheet.action,
    label: sheet.label,
    verdict: blockedBy === null ? 'acted' : 'blocked',
    blockedBy,
    gates: sheet.gates.map((gate, index) => ({
      gate,
      value: sheet.values[index] as number,
      threshold: sheet.thresholds[index] as number,
      passed: sheet.verdict(index),
    })),
    confidence: sheet.confidence?.() ?? [],
    sizing: sheet.sizing,
    belief: sheet.belief?.() ?? null,
  };
}
