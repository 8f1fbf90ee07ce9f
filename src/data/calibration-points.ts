import { PRICE_ONE, USD_PER_DOLLAR } from '../engine/units.js';
import type { CompleteDataset } from './datasets.js';
import type { Row } from './row.js';
import { CALIBRATION_SQL } from './sql/calibration-sql.js';
import { LONGEST_POLL_SILENCE } from './sql/dataset-sql.js';
import type { Store } from './store.js';

/** One probability that somebody gave at one moment, and what came of it. */
export interface CalibrationPoint {
  readonly market: string | null;
  readonly game: string;
  /** `null` = not known, as are the other properties below. */
  readonly sport: string | null;
  /** Probability of YES, 0..1: the mid, or the reference price. */
  readonly probability: number;
  /** Payout of a share of YES, 0..1; 0.5 = a 50-50 resolution. */
  readonly outcome: number;
  /** Which of several moments was asked for, such as `4h before the last quote`. */
  readonly moment: string | null;
  /** When the probability was given and when the outcome was known, microseconds. */
  readonly time: number | null;
  readonly resolvedAt: number | null;
  /** Dollars between bid and ask. */
  readonly spread: number | null;
  /** Seconds since the quote was seen. */
  readonly ageSeconds: number | null;
  /** Dollars traded over the whole life of the market. */
  readonly volume: number | null;
  /** What a strategy's decision has beside; a price has nothing of it. */
  readonly decision?: DecisionPoint;
}

/** A strategy's decision behind a forecast, all of the side that it was about. `null` = not known. */
export interface DecisionPoint {
  readonly confidence: number | null;
  readonly mid: number | null;
  /** Dollars a share to a taker, the fee included. */
  readonly cost: number | null;
  readonly secondsLeft: number | null;
  readonly askShares: number | null;
  /** Net gain a dollar paid in of the trade that followed; `null` = none did, or it is still open. */
  readonly tradeGain: number | null;
}

/** The moment at which each market's price is read. */
export type CalibrationMoment =
  | {
      /** A stretch before the last quote, or before the scheduled start, microseconds. */
      readonly kind: 'last-quote' | 'start';
      readonly horizon: number;
      readonly name: string;
    }
  | {
      /** The last reference price: the closing line. */
      readonly kind: 'close';
      readonly name: string;
    };

/** Prices with outcomes, and how many markets gave none and why. */
export interface CalibrationPoints {
  readonly points: readonly CalibrationPoint[];
  readonly leftOut: Readonly<Record<string, number>>;
}

/**
 * The price of every market of a dataset at one moment, with its outcome. A mid needs both sides, uncrossed, and a
 * quote no older than ten minutes at that moment; a market without is left out and counted. Outcomes that
 * were inferred from prices would be scored against themselves: they are left out unless asked for.
 */
export async function calibrationPoints(
  store: Store,
  dataset: CompleteDataset,
  request: { readonly moment: CalibrationMoment; readonly includeInferred: boolean },
): Promise<CalibrationPoints> {
  const { moment } = request;
  const rows =
    moment.kind === 'close'
      ? await store.rows(CALIBRATION_SQL.close, [dataset.id])
      : await store.rows(
          moment.kind === 'start' ? CALIBRATION_SQL.beforeStart : CALIBRATION_SQL.beforeLastQuote,
          [dataset.id, moment.horizon],
        );
  const points: CalibrationPoint[] = [];
  const leftOut: Record<string, number> = {};
  const halfKnown = new Set(
    rows.filter((row) => outcomeMissing(row, request) !== null).map((row) => row.text('game')),
  );
  for (const row of rows) {
    const reason =
      outcomeMissing(row, request) ??
      (halfKnown.has(row.text('game')) ? OTHER_OUTCOME_MISSING : null) ??
      priceMissing(row, request.moment);
    if (reason === null) points.push(pointOf(row, moment));
    else leftOut[reason] = (leftOut[reason] ?? 0) + 1;
  }
  return { points, leftOut };
}

/** Why a market has no outcome; `null` = it has one. */
function outcomeMissing(row: Row, { includeInferred }: { readonly includeInferred: boolean }): string | null {
  if (row.isNull('payout')) return 'not settled';
  return row.text('label') === 'inferred' && !includeInferred ? 'with an outcome inferred from prices' : null;
}

/**
 * Of home, draw and away one wins. Where the outcome of one is missing, those of the others are no fair draw: the
 * two that are known to have lost would be scored without the one that won.
 */
const OTHER_OUTCOME_MISSING = 'in a game with another outcome missing';

/** Why a market has no price at the moment; `null` = it has one. */
function priceMissing(row: Row, moment: CalibrationMoment): string | null {
  if (row.isNull('asked')) return NO_ANCHOR[moment.kind];
  if (row.isNull('quoted')) return 'first quoted after the moment';
  const [bid, ask] = [row.integerOrNull('bid'), row.integerOrNull('ask')];
  if (bid === null || ask === null) return 'without a quote on one side';
  if (bid > ask) return 'with a bid above the ask';
  const age = row.integer('asked') - row.integer('quoted');
  return age > LONGEST_POLL_SILENCE ? 'last quoted more than ten minutes before' : null;
}

const NO_ANCHOR = {
  'last-quote': 'without quotes',
  start: 'without a known start',
  close: 'without a closing price',
} as const;

function pointOf(row: Row, moment: CalibrationMoment): CalibrationPoint {
  const [bid, ask] = [row.integer('bid'), row.integer('ask')];
  const quoted = moment.kind !== 'close';
  return {
    market: row.text('slug'),
    game: row.text('game'),
    sport: row.text('sport'),
    probability: (bid + ask) / (2 * PRICE_ONE),
    outcome: row.integer('payout') / USD_PER_DOLLAR,
    moment: moment.name,
    time: row.integer('asked'),
    resolvedAt: row.integer('resolved'),
    spread: quoted ? (ask - bid) / PRICE_ONE : null,
    ageSeconds: quoted ? (row.integer('asked') - row.integer('quoted')) / 1_000_000 : null,
    volume: volumeOf(row.text('metadata')),
  };
}

function volumeOf(metadata: string): number | null {
  const parsed: unknown = JSON.parse(metadata);
  const text = typeof parsed === 'object' && parsed !== null && 'volume' in parsed ? parsed.volume : null;
  const volume = typeof text === 'string' && text !== '' ? Number(text) : Number.NaN;
  return Number.isFinite(volume) ? volume : null;
}

/** How a market of a dataset came out. */
export interface MarketOutcome {
  /** Payout of a share of YES, 0..1. */
  readonly outcome: number;
  /** Microseconds. */
  readonly resolvedAt: number;
  readonly inferred: boolean;
}

/** Every outcome of a dataset by the market's slug. */
export async function marketOutcomes(
  store: Store,
  dataset: { readonly id: number },
): Promise<ReadonlyMap<string, MarketOutcome>> {
  const rows = await store.rows(CALIBRATION_SQL.outcomes, [dataset.id]);
  return new Map(
    rows.map((row) => [
      row.text('slug'),
      {
        outcome: row.integer('payout') / USD_PER_DOLLAR,
        resolvedAt: row.integer('resolved'),
        inferred: row.text('label') === 'inferred',
      },
    ]),
  );
}
