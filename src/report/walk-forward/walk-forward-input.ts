/** What one window came to; money in 1e-6 dollars. */
export interface WalkForwardWindow {
  readonly trainFrom: string;
  readonly trainTo: string;
  readonly trainGames: number;
  readonly testFrom: string;
  readonly testTo: string;
  readonly purged: number;
  /** What was chosen on the training; `null` = no trial traded there. */
  readonly chosen: {
    /** In the order of the axes. */
    readonly values: readonly (string | number | boolean)[];
    readonly configHash: string;
    readonly trainSharpe: number;
    /** Of all trials of the training. */
    readonly medianSharpe: number;
  } | null;
  readonly startingCash: number;
  /** Every game of the test in time order, with its net P&L; 0 where it was not traded. */
  readonly games: readonly (readonly [game: string, pnl: number])[];
  readonly traded: number;
}

/** Everything that a walk-forward's report is made from. */
export interface WalkForwardInput {
  readonly file: string;
  readonly strategy: string;
  readonly dataset: { readonly name: string; readonly manifestHash: string };
  readonly axes: readonly string[];
  readonly plan: {
    readonly kind: 'rolling' | 'anchored';
    readonly trainDays: number;
    readonly testDays: number;
    readonly embargoDays: number;
  };
  readonly trialsPerWindow: number;
  /** Different settings in the trial ledger of this data. */
  readonly ledgerTrials: number;
  readonly windows: readonly WalkForwardWindow[];
  readonly generatedWith: string;
}
