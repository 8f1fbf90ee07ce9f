import { aimAtBelief } from '../entry/belief-gates.js';
import type { LookParts } from '../entry/entry-look.js';
import { defineStrategy } from '../strategy-module.js';
import type { Approach } from '../taker/approach.js';
import { Taker } from '../taker/taker.js';
import { entryGates, LineLook } from './entry.js';
import { LineBook } from './line-book.js';
import { type ClosingLineParameters, closingLineParameters } from './parameters.js';

const NAME = 'closing-line';
const VERSION = '1';

/** Buys where the line of a bookmaker, its margin taken out, beats the price, and holds to the settlement. */
class ClosingLine implements Approach<ClosingLineParameters, LineLook> {
  readonly gates = entryGates();
  readonly exits = null;
  /** One for each set of parameters, told apart by identity. */
  readonly #books = new Map<ClosingLineParameters, LineBook>();

  look(parts: LookParts): LineLook {
    return new LineLook(parts);
  }

  aim(look: LineLook, parameters: ClosingLineParameters): void {
    const line = this.#bookOf(parameters).known(look.market.slug, look.context.now);
    look.knownAt = line?.knownAt ?? Number.NaN;
    const ofYes = line && { low: line.probability, high: line.probability };
    aimAtBelief(look, ofYes, parameters.shrink);
  }

  #bookOf(parameters: ClosingLineParameters): LineBook {
    const known = this.#books.get(parameters);
    if (known !== undefined) return known;
    const book = new LineBook(parameters.lines, parameters.devig);
    this.#books.set(parameters, book);
    return book;
  }
}

/** A bookmaker's line against price; see docs/strategies/closing-line.md. */
export const closingLine = defineStrategy<ClosingLineParameters>({
  name: NAME,
  version: VERSION,
  summary: 'Buys where an outside line, its margin taken out, beats the price, and holds to settlement.',
  parameters: closingLineParameters,
  create: (parametersFor) => new Taker({ name: NAME, version: VERSION }, parametersFor, new ClosingLine()),
});
