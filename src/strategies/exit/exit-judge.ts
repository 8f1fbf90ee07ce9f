import { GateSheet } from '../../engine/gate-sheet.js';
import { complement, PRICE_ONE, type Price } from '../../engine/units.js';
import type { Subject } from '../entry/entry-look.js';
import { limitOnTick } from '../limit-on-tick.js';
import type { ClaimSide } from '../side-quote.js';
import type { TakerMemory } from '../taker/taker-memory.js';
import { ExitLook } from './exit-look.js';
import type { ExitRule } from './exit-rule.js';

/** An exit to make: sell the whole side at `limit` or better, because of `rule`. */
export interface ExitPlan {
  readonly rule: string;
  readonly side: ClaimSide;
  /** Worst price of the side that is sold. */
  readonly limit: Price;
}

/** Judges the exits of one strategy: the first rule that fires names the sale. */
export class ExitJudge<Terms> {
  readonly #rules: readonly ExitRule<Terms>[];
  readonly #slippageMax: (terms: Terms) => number;
  readonly #sheet: GateSheet;
  #look: ExitLook | null = null;

  /** @param slippageMax Most below the bid, dollars a share. */
  constructor(rules: readonly ExitRule<Terms>[], slippageMax: (terms: Terms) => number) {
    this.#rules = rules;
    this.#slippageMax = slippageMax;
    this.#sheet = new GateSheet(
      rules.map(({ name }) => name),
      'any',
    );
  }

  /** `null` = hold on, or nobody to sell to. */
  judge(subject: Subject, memory: TakerMemory, terms: Terms): ExitPlan | null {
    const look = this.#lookOf(subject, memory);
    look.begin(subject);
    for (let rule = 0; rule < this.#rules.length; rule += 1) {
      look.turn(rule);
      this.#rules[rule]?.judge(look, terms);
    }
    const fired = this.#rules.findIndex((_rule, index) => this.#sheet.verdict(index));
    const rule = this.#rules[fired]?.name;
    if (rule !== undefined) this.#sheet.label = rule;
    subject.context.decide(this.#sheet);
    const { bid } = look.quote;
    if (rule === undefined || bid === null) return null;
    const worst = bid - Math.round(this.#slippageMax(terms) * PRICE_ONE);
    return { rule, side: look.side, limit: lowestPrice(look, worst) };
  }

  #lookOf(subject: Subject, memory: TakerMemory): ExitLook {
    this.#look ??= new ExitLook({ ...subject, memory, sheet: this.#sheet });
    return this.#look;
  }
}

/** A worst price of the side that is sold, on the grid of its market. */
function lowestPrice({ market, side }: ExitLook, worst: number): Price {
  if (side === 'yes') return limitOnTick(market.facts, 'sell', worst);
  return complement(limitOnTick(market.facts, 'buy', PRICE_ONE - worst));
}
