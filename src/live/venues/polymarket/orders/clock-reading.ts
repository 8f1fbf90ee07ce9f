/** One question for the time: the clock of the venue in whole seconds, and ours before and after, in microseconds. */
export interface ClockSample {
  readonly venueSeconds: number;
  readonly sentAt: number;
  readonly receivedAt: number;
}

const SECOND = 1_000_000;

/**
 * The venue's clock less ours and how far that may be off, microseconds. The answer was given between our two instants
 * and cut to whole seconds, so each sample bounds the offset on both sides; all hold at once. `null` = they contradict
 * each other: a clock was set in between.
 */
export function clockOffsetOf(
  samples: readonly ClockSample[],
): { readonly offset: number; readonly uncertainty: number } | null {
  const low = Math.max(...samples.map((each) => each.venueSeconds * SECOND - each.receivedAt));
  const high = Math.min(...samples.map((each) => (each.venueSeconds + 1) * SECOND - each.sentAt));
  if (!(low <= high)) return null;
  return { offset: Math.round((low + high) / 2), uncertainty: Math.ceil((high - low) / 2) };
}
