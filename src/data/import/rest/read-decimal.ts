import { PRICE_ONE, parsePrice, parseShares, SHARES_PER_SHARE } from '../../../engine/units.js';
import type { ImportTask } from '../import-format.js';
import { sourceFault } from '../source-fault.js';

/** Where a number stands in a file. */
export interface FieldPlace {
  readonly row: number;
  readonly field: string;
}

function refuse(task: ImportTask, at: FieldPlace, value: string | number, hint: string): never {
  const where = { file: task.file, row: at.row, field: at.field, value: String(value), hint };
  throw sourceFault('DATA_PRICE', `the ${at.field} is unreadable`, where);
}

/** A price as a decimal string, in 1e-4 dollars. @throws DATA_PRICE off the grid or outside 0..1. */
export function priceOfText(task: ImportTask, at: FieldPlace, text: string): number {
  try {
    return parsePrice(text);
  } catch {
    return refuse(task, at, text, 'wanted dollars from 0 to 1 with at most 4 digits');
  }
}

/** A size as a decimal string, in 1e-6 shares. @throws DATA_PRICE below 0 or finer than 1e-6. */
export function sizeOfText(task: ImportTask, at: FieldPlace, text: string): number {
  try {
    return parseShares(text);
  } catch {
    return refuse(task, at, text, 'wanted shares of 0 or more with at most 6 digits');
  }
}

/** A price as a JSON number, to the nearest 1e-4 dollars: an average over levels lies between ticks. */
export function priceOfNumber(task: ImportTask, at: FieldPlace, value: number): number {
  if (value >= 0 && value <= 1) return Math.round(value * PRICE_ONE);
  return refuse(task, at, value, 'wanted dollars from 0 to 1');
}

/** A size as a JSON number, in 1e-6 shares. */
export function sizeOfNumber(task: ImportTask, at: FieldPlace, value: number): number {
  const size = Math.round(value * SHARES_PER_SHARE);
  if (size >= 0 && Number.isSafeInteger(size)) return size;
  return refuse(task, at, value, 'wanted shares of 0 or more');
}
