/** A game and its day as `YYYY-MM-DD`. */
export interface GameDay {
  readonly game: string;
  readonly day: string;
}

/** What a trial brought; money in 1e-6 dollars. */
export interface SweepTrial {
  /** What stood at each axis, in the order of the axes. */
  readonly values: readonly (string | number | boolean)[];
  /** SHA-256 of every effective setting. */
  readonly configHash: string;
  readonly outputHash: string;
  readonly startingCash: number;
  readonly equity: number;
  readonly fees: number;
  readonly orders: number;
  readonly fills: number;
  /** Closed round trips. */
  readonly trades: number;
  /** Markets that were held when the data ended and have no outcome. */
  readonly unsettled: number;
  readonly drawdown: { readonly amount: number; readonly share: number };
  /** Net P&L of every game that was traded, by its id. */
  readonly games: readonly (readonly [game: string, pnl: number])[];
}

/** Everything that a sweep's report is made from. */
export interface SweepInput {
  readonly file: string;
  readonly search:
    | { readonly method: 'grid' }
    | { readonly method: 'random' | 'tpe'; readonly trials: number; readonly seed: number | string };
  readonly strategy: string;
  readonly dataset: { readonly name: string; readonly manifestHash: string };
  /** Keys that were swept. */
  readonly axes: readonly string[];
  /** Every game of the data with its day, in time order. */
  readonly days: readonly GameDay[];
  /** Trials ever recorded on this content of the dataset, those of this sweep among them. */
  readonly ledgerTrials: number;
  /** Distinct trials, in the order in which they were planned. */
  readonly trials: readonly SweepTrial[];
  readonly generatedWith: string;
}
