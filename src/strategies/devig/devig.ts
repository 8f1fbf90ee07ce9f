import { additive } from './additive.js';
import { balancedBooks } from './balanced-books.js';
import type { FairOdds } from './fair-odds.js';
import { gotoConversion } from './goto.js';
import { jensenShannon } from './jensen-shannon.js';
import { multiplicative } from './multiplicative.js';
import { type OddsBook, oddsBook } from './odds-book.js';
import { oddsRatio } from './odds-ratio.js';
import { power } from './power.js';
import { shin } from './shin.js';

const METHODS = {
  multiplicative,
  additive,
  power,
  'odds-ratio': oddsRatio,
  shin,
  'balanced-books': balancedBooks,
  'jensen-shannon': jensenShannon,
  goto: gotoConversion,
} as const satisfies Readonly<Record<string, (book: OddsBook) => FairOdds>>;

/** A way to take the margin out of a bookmaker's odds. `additive` is WPO, `odds-ratio` the logarithmic one. */
export type DevigMethod = keyof typeof METHODS;

/** Every method, in the order of a table. */
export const DEVIG_METHODS: readonly DevigMethod[] = [
  'multiplicative',
  'additive',
  'power',
  'odds-ratio',
  'shin',
  'balanced-books',
  'jensen-shannon',
  'goto',
];

/** How odds are turned into probabilities. */
export interface DevigOptions {
  readonly method: DevigMethod;
  /** How many of the outcomes win. */
  readonly winners: number;
}

/**
 * Probabilities from the decimal odds of every outcome of one event, or the reason why a method has none.
 * For a bookmaker's odds; an exchange's fair value is its mid.
 *
 * @throws DATA_ODDS where the odds are not a book.
 * @example devig([1.5, 2.74], { method: 'shin', winners: 1 }); // 0.650851581509, 0.349148418491
 */
export const devig = (odds: readonly number[], { method, winners }: DevigOptions): FairOdds =>
  METHODS[method](oddsBook(odds, winners));
