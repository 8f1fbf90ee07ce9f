import { TouchlineError } from '../../engine/errors.js';

/** Decimal odds of one event, all outcomes, and what they were turned into. */
export interface OddsBook {
  /** 1 / odds of each outcome, in (0, 1). */
  readonly rates: readonly number[];
  /** Sum of the rates: 1 and the margin, where one outcome wins. */
  readonly booksum: number;
  /** How many outcomes win: 1, or 2 where the first two are paid, and so on. */
  readonly winners: number;
}

/**
 * Checks the decimal odds of one event.
 *
 * @throws DATA_ODDS for fewer than two outcomes, odds of 1 or less, and `winners` that is not an integer from 1
 * to one less than the outcomes.
 */
export function oddsBook(odds: readonly number[], winners: number): OddsBook {
  if (odds.length < 2) throw refusal('outcomes', odds.length, 'give the odds of every outcome: two or more');
  for (const [index, value] of odds.entries()) {
    if (!(value > 1 && Number.isFinite(value))) {
      throw refusal(`odds of outcome ${index + 1}`, value, 'decimal odds are above 1, the stake included');
    }
  }
  if (!Number.isInteger(winners) || winners < 1 || winners >= odds.length) {
    throw refusal('winners', winners, `a whole number from 1 to ${odds.length - 1}`);
  }
  const rates = odds.map((value) => 1 / value);
  return { rates, booksum: addUp(rates), winners };
}

/** Adds up in order. */
export function addUp(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

const refusal = (field: string, value: number, hint: string): TouchlineError =>
  new TouchlineError('DATA_ODDS', 'these odds are not a book', { where: { field, value }, hint });
