/** What a method made of a book. */
export type FairOdds =
  | {
      readonly kind: 'fair';
      /** One a outcome, each in (0, 1), summing to the number of winners. */
      readonly probabilities: readonly number[];
      /** What the method solved for; `null` = it has none. */
      readonly parameter: { readonly name: string; readonly value: number } | null;
    }
  /** The method has no answer for this book: no probability is made up. */
  | { readonly kind: 'impossible'; readonly reason: string };

/** The parameter that a method solved for. */
export type FairParameter = Extract<FairOdds, { readonly kind: 'fair' }>['parameter'];

/** Probabilities as an answer, or the reason why they are none. */
export function fairOdds(probabilities: readonly number[], parameter: FairParameter): FairOdds {
  const wrong = probabilities.findIndex((value) => !(value > 0 && value < 1));
  if (wrong === -1) return { kind: 'fair', probabilities, parameter };
  const value = probabilities[wrong] ?? Number.NaN;
  return {
    kind: 'impossible',
    reason: `outcome ${wrong + 1} would have a probability of ${value.toFixed(6)}`,
  };
}
