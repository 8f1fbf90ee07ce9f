import { assert } from '../../engine/assert.js';
import type { DecisionBelief } from '../../engine/decision-belief.js';
import { GateSheet } from '../../engine/gate-sheet.js';
import { entryBelief } from './entry-belief.js';
import type { EntryLook } from './entry-look.js';
import type { Gate } from './gate.js';

/** Judges the entries of one strategy: runs its gates in their order and books the sheet. */
export class EntryJudge<Terms, Look extends EntryLook> {
  readonly #gates: readonly Gate<Terms, Look>[];
  readonly sheet: GateSheet;
  #look: Look | null = null;
  readonly #belief = (): DecisionBelief => {
    assert(this.#look !== null, 'a belief is asked of a decision');
    return entryBelief(this.#look);
  };

  constructor(gates: readonly Gate<Terms, Look>[]) {
    this.#gates = gates;
    this.sheet = new GateSheet(gates.map(({ name }) => name));
  }

  /** True = every gate let it through. The side has been chosen; `look` has limit and size then. */
  judge(look: Look, terms: Terms): boolean {
    look.open();
    for (let gate = 0; gate < this.#gates.length; gate += 1) {
      look.turn(gate);
      this.#gates[gate]?.judge(look, terms);
    }
    this.#look = look;
    this.sheet.belief = this.#belief;
    look.context.decide(this.sheet);
    return this.sheet.passed;
  }
}
