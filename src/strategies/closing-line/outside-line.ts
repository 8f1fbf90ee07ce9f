import { TouchlineError } from '../../engine/errors.js';
import { instant } from '../../engine/simulation/fees/instant.js';
import type { Micros } from '../../engine/units.js';

/** What a bookmaker thought of a market at a time: a probability of YES, or the odds that it comes from. */
export interface OutsideLine {
  /** Slug of the market. */
  readonly market: string;
  /** From when it could have been known. */
  readonly knownAt: Micros;
  readonly value:
    | { readonly kind: 'probability'; readonly probability: number }
    /** Decimal odds of every outcome of the event; `outcome` counts from 1 and is the one that YES pays on. */
    | { readonly kind: 'odds'; readonly odds: readonly number[]; readonly outcome: number };
}

const COLUMNS = ['market', 'known_at', 'probability', 'outcome', 'odds'] as const;
const NUMBER = /^\d+(\.\d+)?$/;

/**
 * Reads lines from CSV with a header. `known_at` is UTC as 2026-01-10T18:00Z or with seconds, `odds` are decimal, separated by spaces.
 *
 * @throws DATA_ODDS with the row and the field.
 * @example parseLines('market,known_at,outcome,odds\nepl-ars-che-ars,2026-01-10T18:00Z,1,1.80 3.60 4.80');
 */
export function parseLines(text: string): readonly OutsideLine[] {
  const [header = '', ...rows] = text.split(/\r?\n/).filter((row) => row.trim() !== '');
  const names = header.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !COLUMNS.some((column) => column === name));
  if (unknown !== undefined || !names.includes('market') || !names.includes('known_at')) {
    throw fault('a file of lines begins with its columns', {
      row: 1,
      hint: `wanted market,known_at and probability, or outcome,odds; found ${header}`,
    });
  }
  return rows.map((row, index) => {
    const cells = row.split(',').map((cell) => cell.trim());
    const cellOf = (name: (typeof COLUMNS)[number]): string => cells[names.indexOf(name)] ?? '';
    return lineOf(cellOf, index + 2);
  });
}

function lineOf(cellOf: (name: (typeof COLUMNS)[number]) => string, row: number): OutsideLine {
  const market = cellOf('market');
  const knownAt = cellOf('known_at');
  if (market === '') throw fault('a line names its market', { row, hint: 'the slug of the market' });
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z$/.test(knownAt)) {
    throw fault(`known_at is no instant: ${knownAt}`, { row, hint: 'UTC, as 2026-01-10T18:00Z' });
  }
  return { market, knownAt: instant(knownAt), value: lineValue(cellOf, row) };
}

function lineValue(cellOf: (name: (typeof COLUMNS)[number]) => string, row: number): OutsideLine['value'] {
  const [text, odds, outcome] = [cellOf('probability'), cellOf('odds'), cellOf('outcome')];
  if ((text === '') === (odds === '')) {
    throw fault('a line is a probability or odds', { row, hint: 'fill in one of them' });
  }
  if (text !== '') {
    const probability = NUMBER.test(text) ? Number(text) : Number.NaN;
    if (probability > 0 && probability < 1) return { kind: 'probability', probability };
    throw fault(`probability is none: ${text}`, { row, hint: 'above 0 and below 1' });
  }
  const values = odds.split(/\s+/).map((each) => (NUMBER.test(each) ? Number(each) : Number.NaN));
  if (values.length < 2 || values.some((value) => !(value > 1))) {
    throw fault(`odds are none: ${odds}`, {
      row,
      hint: 'decimal odds above 1 of every outcome, as 1.80 2.10',
    });
  }
  const position = NUMBER.test(outcome) ? Number(outcome) : Number.NaN;
  if (Number.isInteger(position) && position >= 1 && position <= values.length) {
    return { kind: 'odds', odds: values, outcome: position };
  }
  throw fault(`outcome is none: ${outcome}`, { row, hint: `a number from 1 to ${values.length}` });
}

const fault = (
  message: string,
  { row, hint }: { readonly row: number; readonly hint: string },
): TouchlineError => new TouchlineError('DATA_ODDS', message, { where: { row }, hint });
