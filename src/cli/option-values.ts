import { InvalidArgumentError } from 'commander';
import { parseUsd } from '../engine/units.js';

/** Ends of a range: `from` and `to` belong to it, `above` and `below` do not. */
interface Range {
  readonly from?: number;
  readonly above?: number;
  readonly to?: number;
  readonly below?: number;
}

const DECIMAL = /^-?(\d+(\.\d*)?|\.\d+)(e-?\d+)?$/i;

/** A reader of a number within a range. */
export const numberIn =
  (range: Range) =>
  (text: string): number => {
    const value = DECIMAL.test(text.trim()) ? Number(text) : Number.NaN;
    const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = range;
    const { above = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY } = range;
    if (value >= from && value <= to && value > above && value < below) return value;
    throw new InvalidArgumentError(`Wanted a number ${describeRange(range)}.`);
  };

function describeRange({ from, above, to, below }: Range): string {
  const low = from === undefined ? (above === undefined ? '' : `above ${above}`) : `of ${from} or more`;
  const high = to === undefined ? (below === undefined ? '' : `below ${below}`) : `of ${to} or less`;
  return [low, high].filter((part) => part !== '').join(' and ') || 'in digits';
}

/** Reads a probability. */
export const probability = numberIn({ from: 0, to: 1 });

/** Reads a whole number within a range. */
export const wholeNumberIn =
  (range: Range) =>
  (text: string): number => {
    const value = numberIn(range)(text);
    if (Number.isInteger(value)) return value;
    throw new InvalidArgumentError('Wanted a whole number.');
  };

const orNone =
  <Value>(read: (text: string) => Value) =>
  (text: string): Value | 'none' =>
    text.trim() === 'none' ? 'none' : read(text);

/** Reads an amount of money, 1e-6 dollars, or `none`. */
export const dollarsOrNone = orNone((text) => {
  numberIn({ from: 0, to: 1e9 })(text);
  try {
    return parseUsd(text.trim());
  } catch (cause) {
    throw new InvalidArgumentError(cause instanceof Error ? cause.message : String(cause));
  }
});

/** Reads a whole number from 0 on, or `none`. */
export const countOrNone = orNone(wholeNumberIn({ from: 0, to: 1e6 }));

/** Reads a score such as `1-0`, the home side (the first named) first. */
export function scorePair(text: string): { readonly home: number; readonly away: number } {
  const match = /^(\d{1,3})-(\d{1,3})$/.exec(text.trim());
  if (match) return { home: Number(match[1]), away: Number(match[2]) };
  throw new InvalidArgumentError('Wanted a score such as 1-0, the home side first.');
}

/** Reads a list of numbers with commas between them. */
export const numbersIn =
  (range: Range) =>
  (text: string): readonly number[] =>
    text.split(',').map((part) => numberIn(range)(part.trim()));

/** Adds a value of an option that may be given several times or with several values. */
export const collect =
  <Value>(read: (text: string) => Value) =>
  (text: string, before: readonly Value[] | undefined): readonly Value[] => [...(before ?? []), read(text)];
