/** How one check ended. */
export interface LeakFinding {
  readonly check: string;
  /** What had to hold. */
  readonly wanted: string;
  readonly verdict: 'pass' | 'leak' | 'suspicious' | 'not-run';
  /** How often it was looked at. */
  readonly looks: number;
  /** What was found, or why it was not run; empty where it passed without a figure. */
  readonly said: string;
  /** The first thing that differs: when (microseconds), about which market, and whether decision, order or fill. */
  readonly at: { readonly time: number; readonly market: string; readonly what: string } | null;
}

/** What `touchline leak-check` prints. */
export interface LeakReport {
  readonly strategy: { readonly name: string; readonly version: string };
  readonly dataset: string;
  /** `nothing-shown` = it never traded, so nothing could be seen. */
  readonly verdict: 'no-leak-found' | 'leak' | 'suspicious' | 'nothing-shown';
  readonly checks: readonly LeakFinding[];
  readonly fills: number;
  /** Replays that were made. */
  readonly runs: number;
  readonly generatedWith: string;
}
