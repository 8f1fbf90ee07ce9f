/** Which part of a dataset a tape is made of. What is left out is not restricted. */
export interface TapeSelection {
  /** Name of the dataset. */
  readonly dataset: string;
  readonly leagues?: readonly string[];
  readonly sports?: readonly string[];
  /** Venue ids of markets. */
  readonly slugs?: readonly string[];
  /** Ids of games. */
  readonly games?: readonly string[];
  /** First instant, microseconds, included. */
  readonly from?: number;
  /** Last instant, microseconds, not included. Outcomes and rules are not cut: see `loadTape`. */
  readonly to?: number;
  /** Also take outcomes that were inferred from prices; they are biased. */
  readonly includeInferredLabels: boolean;
}

const sorted = (values: readonly string[] | undefined): readonly string[] | null =>
  values === undefined ? null : [...new Set(values)].sort();

/** The selection as one text that does not depend on the order in which it was written. */
export function canonicalSelection(selection: TapeSelection): string {
  return JSON.stringify({
    leagues: sorted(selection.leagues),
    sports: sorted(selection.sports),
    slugs: sorted(selection.slugs),
    games: sorted(selection.games),
    from: selection.from ?? null,
    to: selection.to ?? null,
    includeInferredLabels: selection.includeInferredLabels,
  });
}
